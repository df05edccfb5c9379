package org.yima.gateway.signed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.function.Function;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.BoundedHttp;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.HttpAnswer;
import org.yima.gateway.http.Json;
import org.yima.gateway.http.UnreadableAnswer;

/** One signed question and its verified answer. */
final class SignedPort {

  private final PortSettings settings;
  private final BoundedHttp http;
  private final InstantSource clock;
  private final SecureRandom random;
  private final AnswerVerifier verifier;

  SignedPort(PortSettings settings, InstantSource clock, SecureRandom random) {
    this.settings = settings;
    this.http = new BoundedHttp(settings.timeouts());
    this.clock = clock;
    this.random = random;
    this.verifier = new AnswerVerifier(settings.peerKeyId(), settings.peerKey(), clock);
  }

  <T> Outcome<T> post(String path, ObjectNode body, Function<Fields, Outcome<T>> reader) {
    return post(path, body, Conversation.none(), reader);
  }

  /** Sends what may be answered later: {@code conversation} tells the later answer by. */
  <T> Outcome<T> post(
      String path,
      ObjectNode body,
      Conversation conversation,
      Function<Fields, Outcome<T>> reader) {
    String correlationId = conversation.correlationId(random);
    return call("POST", path, Json.bytes(body), correlationId, conversation, reader);
  }

  <T> Outcome<T> get(String path, Function<Fields, Outcome<T>> reader) {
    return get(path, Conversation.none(), reader);
  }

  /** Asks for what was answered to the requests of {@code conversation}. */
  <T> Outcome<T> get(String path, Conversation conversation, Function<Fields, Outcome<T>> reader) {
    String correlationId = Conversation.none().correlationId(random);
    return call("GET", path, new byte[0], correlationId, conversation, reader);
  }

  private <T> Outcome<T> call(
      String method,
      String path,
      byte[] body,
      String correlationId,
      Conversation conversation,
      Function<Fields, Outcome<T>> reader) {
    // Fresh for every call: it binds the answer to this question, so that an older answer to the
    // same question, replayed, does not verify.
    return http.send(request(method, path, body, correlationId))
        .then(answer -> verified(answer, correlationId))
        .then(answer -> UnreadableAnswer.orUnknown(() -> read(answer, conversation, reader)));
  }

  private HttpRequest.Builder request(
      String method, String path, byte[] body, String correlationId) {
    URI uri = URI.create(settings.baseUri() + path);
    String digest = MessageSignature.digest(body);
    String params =
        MessageSignature.params(
            MessageSignature.REQUEST_COMPONENTS,
            clock.instant().getEpochSecond(),
            settings.ownKeyId());
    String base =
        MessageSignature.requestBase(method, uri.getRawPath(), digest, correlationId, params);
    byte[] signature = MessageSignature.sign(base, settings.ownKey());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("Accept", "application/json")
            .header("Content-Digest", digest)
            .header("Yima-Correlation-Id", correlationId)
            .header("Signature-Input", MessageSignature.LABEL + "=" + params)
            .header(
                "Signature",
                MessageSignature.LABEL
                    + "=:"
                    + Base64.getEncoder().encodeToString(signature)
                    + ":");
    return body.length == 0
        ? request.method(method, BodyPublishers.noBody())
        : request
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofByteArray(body));
  }

  private Outcome<HttpAnswer> verified(HttpAnswer answer, String correlationId) {
    if (answer.isServerError()) {
      return Outcome.unknown(UnknownCause.SERVER_ERROR);
    }
    return verifier.verifies(answer, correlationId)
        ? Outcome.succeeded(answer)
        : Outcome.unknown(UnknownCause.BAD_SIGNATURE);
  }

  private static <T> Outcome<T> read(
      HttpAnswer answer, Conversation conversation, Function<Fields, Outcome<T>> reader) {
    Fields fields = Json.read(answer.body());
    if (answer.status() == 202) {
      return taken(fields.text("correlationId"), conversation);
    }
    if (answer.status() == 200) {
      mustAnswer(fields, conversation);
      return reader.apply(fields);
    }
    String code = fields.text("code");
    return switch (answer.status()) {
      case 400, 422 -> Outcome.declined(DeclineReason.INVALID_REQUEST, code);
      case 401 -> Outcome.declined(DeclineReason.CREDENTIALS_REFUSED, code);
      case 403 -> Outcome.declined(DeclineReason.NOT_PERMITTED, code);
      case 404 -> Outcome.declined(DeclineReason.NOT_FOUND, code);
      case 409 -> Outcome.declined(conflict(code), code);
      case 429 -> Outcome.declined(DeclineReason.BUSY, code);
      default -> throw new UnreadableAnswer("status");
    };
  }

  private static <T> Outcome<T> taken(String correlationId, Conversation conversation) {
    if (!conversation.holds(correlationId)) {
      throw new UnreadableAnswer("correlationId");
    }
    return Outcome.stillRunning();
  }

  /** A decision that came later names the request that it answers. */
  private static void mustAnswer(Fields fields, Conversation conversation) {
    if (fields.optionalText("correlationId").filter(id -> !conversation.holds(id)).isPresent()) {
      throw new UnreadableAnswer("correlationId");
    }
  }

  private static DeclineReason conflict(String code) {
    return switch (code) {
      case "id.reused" -> DeclineReason.ID_REUSED;
      case "guarantee.claimed" -> DeclineReason.ALREADY_CLAIMED;
      case "guarantee.released" -> DeclineReason.CLOSED;
      // Nothing was done; it may be asked for again once the other is decided.
      case "guarantee.pending", "claim.pending" -> DeclineReason.BUSY;
      default -> DeclineReason.OTHER;
    };
  }
}
