package org.yima.gateway.healthopen;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.BoundedHttp;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.HttpAnswer;
import org.yima.gateway.http.Json;
import org.yima.gateway.http.UnreadableAnswer;

/** The platform's envelope, and the token that every call but one carries. */
final class Platform {
  private static final String TOKEN = "/rest/auth/HealthCard/HealthOpenAuth/AuthObj/getAppToken";
  private static final String CALLS = "/rest/auth/HealthCard/HealthOpenPlatform/ISVOpenObj/";

  /** Asked anew while the old one still works, so that no call is sent with one that dies on it. */
  private static final Duration EARLY = Duration.ofMinutes(5);

  private final HealthOpenSettings settings;
  private final FieldSignature signature;
  private final BoundedHttp http;
  private final InstantSource clock;
  private final AtomicReference<Token> kept = new AtomicReference<>(new Token("", Instant.MIN));

  Platform(HealthOpenSettings settings, InstantSource clock) {
    this.settings = settings;
    this.signature = new FieldSignature(settings.appSecret());
    this.http = new BoundedHttp(settings.timeouts());
    this.clock = clock;
  }

  private record Token(String text, Instant until) {
    @Override
    public String toString() {
      return "Token[hidden]";
    }
  }

  /** Calls one interface; a token that is refused is forgotten, so that the next call asks anew. */
  Outcome<Fields> call(String name, String requestId, ObjectNode request) {
    return token(requestId)
        .then(
            token -> {
              Outcome<Fields> answer = post(CALLS + name, token, requestId, request);
              if (isRefusedToken(answer)) {
                kept.set(new Token("", Instant.MIN));
              }
              return answer;
            });
  }

  private static boolean isRefusedToken(Outcome<Fields> answer) {
    return answer instanceof Outcome.Declined<Fields> declined
        && declined.reason() == DeclineReason.CREDENTIALS_REFUSED;
  }

  private Outcome<String> token(String requestId) {
    Token token = kept.get();
    return clock.instant().isBefore(token.until())
        ? Outcome.succeeded(token.text())
        : fresh(requestId);
  }

  private Outcome<String> fresh(String requestId) {
    return post(TOKEN, "", requestId, Json.object().put("appId", settings.appId()))
        .then(answer -> UnreadableAnswer.orUnknown(() -> Outcome.succeeded(keep(answer))));
  }

  private String keep(Fields answer) {
    long seconds = answer.fen("expiresIn");
    String text = answer.text("appToken");
    kept.set(new Token(text, clock.instant().plusSeconds(seconds).minus(EARLY)));
    return text;
  }

  private Outcome<Fields> post(String path, String token, String requestId, ObjectNode request) {
    ObjectNode common =
        Json.object()
            .put("appToken", token)
            .put("requestId", requestId)
            .put("hospitalId", settings.hospitalId())
            .put("timestamp", Long.toString(clock.instant().getEpochSecond()))
            .put("channelNum", settings.channel());
    common.put("sign", signature.of(common, request));
    ObjectNode body = Json.object();
    body.set("commonIn", common);
    body.set("req", request);
    return http.send(
            HttpRequest.newBuilder(URI.create(settings.baseUri() + path))
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.bytes(body))))
        .then(answer -> UnreadableAnswer.orUnknown(() -> read(answer, requestId)));
  }

  private Outcome<Fields> read(HttpAnswer answer, String requestId) {
    if (answer.isServerError()) {
      return Outcome.unknown(UnknownCause.SERVER_ERROR);
    }
    if (answer.status() != 200) {
      throw new UnreadableAnswer("status");
    }
    Fields fields = Json.read(answer.body());
    Fields common = fields.object("commonOut").orElseThrow(() -> new UnreadableAnswer("commonOut"));
    common.mustRepeat("requestId", requestId);
    String code = common.text("resultCode");
    Optional<Fields> response = fields.object("rsp");
    return code.equals("0")
        ? Outcome.succeeded(response.orElseThrow(() -> new UnreadableAnswer("rsp")))
        : Outcome.declined(
            settings.refusals().getOrDefault(code, DeclineReason.OTHER), "open-" + code);
  }
}
