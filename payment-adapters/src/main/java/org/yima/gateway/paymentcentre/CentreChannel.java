package org.yima.gateway.paymentcentre;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.InstantSource;
import java.util.Optional;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.bureau.RefusalTable;
import org.yima.gateway.http.BoundedHttp;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.HttpAnswer;
import org.yima.gateway.http.Json;
import org.yima.gateway.http.UnreadableAnswer;

/** Sends one sealed call and opens its answer. */
final class CentreChannel {
  private final CentreSettings settings;
  private final Envelope envelope;
  private final BoundedHttp http;
  private final InstantSource clock;

  CentreChannel(CentreSettings settings, Envelope envelope, InstantSource clock) {
    this.settings = settings;
    this.envelope = envelope;
    this.http = new BoundedHttp(settings.timeouts());
    this.clock = clock;
  }

  /** The data of a success that verifies. */
  Outcome<Fields> call(CentreFunction function, ObjectNode data) {
    ObjectNode sealed = envelope.seal(Json.object(), data, clock.instant());
    byte[] body = Json.bytes(settings.profile().wrapper().wrap(sealed));
    return http.send(
            HttpRequest.newBuilder(
                    URI.create(settings.baseUri() + settings.profile().path(function)))
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofByteArray(body)))
        .then(answer -> UnreadableAnswer.orUnknown(() -> read(function, answer)));
  }

  private Outcome<Fields> read(CentreFunction function, HttpAnswer answer) {
    if (answer.isServerError()) {
      return Outcome.unknown(UnknownCause.SERVER_ERROR);
    }
    if (answer.status() != 200) {
      throw new UnreadableAnswer("status");
    }
    Optional<Envelope.Opened> opened =
        envelope
            .open(settings.profile().wrapper().unwrap(Json.read(answer.body())))
            .filter(
                found ->
                    envelope.isWithin(
                        settings.profile().answerAge(), found.head(), clock.instant()));
    if (opened.isEmpty()) {
      return Outcome.unknown(UnknownCause.BAD_SIGNATURE);
    }
    Fields head = opened.get().head();
    return succeeded(head) ? Outcome.succeeded(opened.get().data()) : refused(function, head);
  }

  private static boolean succeeded(Fields head) {
    JsonNode success = head.tree().path("success");
    return switch (success.asText()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new UnreadableAnswer("success");
    };
  }

  private Outcome<Fields> refused(CentreFunction function, Fields head) {
    String code = head.optionalText("code").orElse("");
    Outcome<Fields> read = read(function, code, head.optionalText("message").orElse(""));
    return read instanceof Outcome.Declined<Fields> declined && function.mayBeDone(declined)
        ? Outcome.unknown(UnknownCause.SERVER_ERROR)
        : read;
  }

  private Outcome<Fields> read(CentreFunction function, String code, String text) {
    DeclineReason known = settings.profile().codes().get(code);
    if (known != null) {
      return Outcome.declined(known, code);
    }
    RefusalTable refusals = settings.profile().refusals();
    return function.moves() ? refusals.readMoving(text) : refusals.read(text);
  }
}
