package org.yima.gateway.einvoice;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.BoundedHttp;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.HttpAnswer;
import org.yima.gateway.http.Json;
import org.yima.gateway.http.UnreadableAnswer;

/** The envelope: signs, sends once, and opens an answer whose signature verifies. */
final class BosssoftClient {
  private static final String VERSION = "1.0";
  private static final String DONE = "S0000";
  private final BosssoftSettings settings;
  private final SecureRandom random;
  private final BoundedHttp http;

  BosssoftClient(BosssoftSettings settings, SecureRandom random) {
    this.settings = settings;
    this.random = random;
    this.http = new BoundedHttp(settings.calls());
  }

  /** Asks something, of which any refusal is one. */
  Outcome<Fields> ask(String name, ObjectNode content) {
    return call(name, content)
        .then(
            answer ->
                answer.isDone()
                    ? answer.message()
                    : Outcome.declined(answer.reason().orElse(DeclineReason.OTHER), answer.code()));
  }

  /**
   * Changes something. No table of codes is public, and a code may just as well say that it is
   * still being done: only one that is known to mean that nothing was done means it.
   */
  Outcome<Fields> change(String name, ObjectNode content) {
    return call(name, content)
        .then(
            answer ->
                answer.isDone()
                    ? answer.message()
                    : answer
                        .reason()
                        .map(reason -> Outcome.<Fields>declined(reason, answer.code()))
                        .orElseGet(() -> Outcome.unknown(UnknownCause.SERVER_ERROR)));
  }

  /**
   * What the platform said and signed.
   *
   * @param code its own word for how it went, whose text is never carried
   * @param reason what the code means, where that is known
   */
  private record Said(String code, Optional<DeclineReason> reason, Fields result) {
    boolean isDone() {
      return code.equals(DONE);
    }

    Outcome<Fields> message() {
      return UnreadableAnswer.orUnknown(
          () -> Outcome.succeeded(Json.read(Base64.getDecoder().decode(result.text("message")))));
    }
  }

  private Outcome<Said> call(String name, ObjectNode content) {
    String data = Base64.getEncoder().encodeToString(Json.bytes(content));
    String noise = noise();
    ObjectNode envelope =
        Json.object()
            .put("appid", settings.appId())
            .put("data", data)
            .put("noise", noise)
            .put("sign", sign(data, noise))
            .put("version", VERSION);
    return http.send(
            HttpRequest.newBuilder(settings.base().resolve(name))
                .header("Content-Type", "application/json;charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(envelope))))
        .then(this::opened);
  }

  private String noise() {
    byte[] drawn = new byte[16];
    random.nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }

  private String sign(String data, String noise) {
    String text =
        "appid=%s&data=%s&noise=%s&key=%s&version=%s"
            .formatted(settings.appId(), data, noise, settings.key(), VERSION);
    try {
      return HexFormat.of()
          .withUpperCase()
          .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Outcome<Said> opened(HttpAnswer answer) {
    if (answer.isServerError()) {
      return Outcome.unknown(UnknownCause.SERVER_ERROR);
    }
    return UnreadableAnswer.orUnknown(
        () -> {
          if (answer.status() != 200) {
            throw new UnreadableAnswer("status");
          }
          Fields envelope = Json.read(answer.body());
          String data = envelope.text("data");
          byte[] due = sign(data, envelope.text("noise")).getBytes(UTF_8);
          if (!MessageDigest.isEqual(
              due, envelope.text("sign").toUpperCase(Locale.ROOT).getBytes(UTF_8))) {
            return Outcome.unknown(UnknownCause.BAD_SIGNATURE);
          }
          Fields result = Json.read(Base64.getDecoder().decode(data));
          String code = result.text("result");
          return Outcome.succeeded(
              new Said(code, Optional.ofNullable(settings.profile().refusals().get(code)), result));
        });
  }
}
