package org.yima.gateway.bureau;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.BoundedHttp;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.HttpAnswer;
import org.yima.gateway.http.Json;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.insurance.BureauCall;

/** Puts an input into the envelope, sends it once, and takes the output out of the answer. */
final class FsiChannel {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final FsiSettings settings;
  private final BoundedHttp http;
  private final InstantSource clock;
  private final SecureRandom random;

  FsiChannel(FsiSettings settings, InstantSource clock, SecureRandom random) {
    this.settings = settings;
    this.http = new BoundedHttp(settings.timeouts());
    this.clock = clock;
    this.random = random;
  }

  /**
   * The output of an answer with infcode 0. One that is missing is empty where none is due, and
   * unreadable where it is; one that is there has to be an object, and no text of one.
   */
  Outcome<Fields> call(FsiTransaction transaction, BureauCall call, ObjectNode input) {
    return send(transaction, call, input)
        .then(answer -> UnreadableAnswer.orUnknown(() -> read(transaction, answer)));
  }

  /** A file, which comes bare; what is no zip is an envelope that says why there is none. */
  Outcome<byte[]> file(FsiTransaction transaction, BureauCall call, ObjectNode input) {
    return send(transaction, call, input)
        .then(answer -> UnreadableAnswer.orUnknown(() -> readFile(transaction, answer)));
  }

  private Outcome<byte[]> readFile(FsiTransaction transaction, HttpAnswer answer) {
    byte[] body = answer.body();
    if (answer.status() == 200 && body.length > 4 && body[0] == 'P' && body[1] == 'K') {
      return Outcome.succeeded(body);
    }
    return read(transaction, answer)
        .then(
            nothing -> {
              throw new UnreadableAnswer("body");
            });
  }

  private Outcome<HttpAnswer> send(FsiTransaction transaction, BureauCall call, ObjectNode input) {
    Instant now = clock.instant();
    byte[] body =
        Json.bytes(settings.profile().wrapper().wrap(envelope(transaction, call, input, now)));
    return http.send(request(body, now));
  }

  private ObjectNode envelope(
      FsiTransaction transaction, BureauCall call, ObjectNode input, Instant now) {
    FsiProfile profile = settings.profile();
    BureauCall.Institution institution = call.institution();
    ObjectNode envelope =
        Json.object()
            .put("infno", profile.number(transaction))
            .put("msgid", call.msgid())
            .put("mdtrtarea_admvs", institution.area())
            .put("insuplc_admdvs", call.insuredArea())
            .put("recer_sys_code", profile.receiverSystem())
            .put("dev_no", "")
            .put("dev_safe_info", "")
            .put("cainfo", "")
            .put("signtype", "")
            .put("infver", profile.interfaceVersion())
            .put("opter_type", profile.operatorType())
            .put("opter", institution.operatorCode())
            .put("opter_name", institution.operatorName())
            .put("inf_time", TIME.format(now.atZone(profile.zone())))
            .put("fixmedins_code", institution.code())
            .put("fixmedins_name", institution.name())
            .put("sign_no", call.signNumber());
    envelope.set("input", input);
    return envelope;
  }

  private HttpRequest.Builder request(byte[] body, Instant now) {
    FsiProfile.HeaderNames names = settings.profile().headers();
    String timestamp = Long.toString(now.getEpochSecond());
    String nonce = nonce();
    return HttpRequest.newBuilder(settings.endpoint())
        .header("Content-Type", "application/json; charset=utf-8")
        .header("Accept", "application/json")
        .header(names.paasid(), settings.paasid())
        .header(names.timestamp(), timestamp)
        .header(names.nonce(), nonce)
        .header(names.signature(), gatewaySignature(timestamp, settings.token(), nonce))
        .POST(BodyPublishers.ofByteArray(body));
  }

  /** Upper-case hex of SHA-256 over timestamp, token, nonce and timestamp again. */
  static String gatewaySignature(String timestamp, String token, String nonce) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((timestamp + token + nonce + timestamp).getBytes(UTF_8));
      return HexFormat.of().withUpperCase().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  private Outcome<Fields> read(FsiTransaction transaction, HttpAnswer answer) {
    if (answer.isServerError()) {
      return Outcome.unknown(UnknownCause.SERVER_ERROR);
    }
    if (answer.status() == 401) {
      // Nothing is signed, and any box on the way says this, also of what has passed it before.
      return transaction.moves()
          ? Outcome.unknown(UnknownCause.SERVER_ERROR)
          : Outcome.declined(DeclineReason.CREDENTIALS_REFUSED, "http-401");
    }
    if (answer.status() != 200) {
      throw new UnreadableAnswer("status");
    }
    Fields envelope = settings.profile().wrapper().unwrap(Json.read(answer.body()));
    return switch (envelope.text("infcode")) {
      case "0" -> Outcome.succeeded(output(transaction, envelope));
      case "-1" -> refused(transaction, envelope.optionalText("err_msg").orElse(""));
      default -> throw new UnreadableAnswer("infcode");
    };
  }

  private Outcome<Fields> refused(FsiTransaction transaction, String text) {
    RefusalTable refusals = settings.profile().refusals();
    if (!transaction.moves()) {
      return refusals.read(text);
    }
    Outcome<Fields> read = refusals.readMoving(text);
    return read instanceof Outcome.Declined<Fields> declined
            && transaction.mayBeDone(declined.reason())
        ? Outcome.unknown(UnknownCause.SERVER_ERROR)
        : read;
  }

  private static Fields output(FsiTransaction transaction, Fields envelope) {
    if (transaction.answers() || isThere(envelope.tree().path("output"))) {
      return envelope.object("output").orElseThrow(() -> new UnreadableAnswer("output"));
    }
    return new Fields(Json.object());
  }

  /** Where none is due, empty text and an empty list are none as well. */
  private static boolean isThere(JsonNode output) {
    boolean empty =
        (output.isTextual() && output.textValue().isBlank())
            || (output.isArray() && output.isEmpty());
    return !output.isMissingNode() && !output.isNull() && !empty;
  }

  private String nonce() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
