package org.yima.gateway.wechat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.BoundedHttp;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.HttpAnswer;
import org.yima.gateway.http.Json;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.insurance.InsuranceAuthorisation;

/** Redeems the code that the mini program gave after the resident authorised (mipuserquery). */
public final class WechatInsuranceAuthorisation implements InsuranceAuthorisation {

  private final WechatInsuranceSettings settings;
  private final BoundedHttp http;
  private final InstantSource clock;
  private final SecureRandom random;

  public WechatInsuranceAuthorisation(
      WechatInsuranceSettings settings, InstantSource clock, SecureRandom random) {
    this.settings = settings;
    this.http = new BoundedHttp(settings.timeouts());
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Outcome<Authorised> redeem(Asked asked) {
    Instant now = clock.instant();
    ObjectNode body = Json.object().put("qrcode", asked.authCode()).put("openid", asked.payerId());
    return http.send(request(body, now))
        .then(answer -> UnreadableAnswer.orUnknown(() -> read(answer, now)));
  }

  private HttpRequest.Builder request(ObjectNode body, Instant now) {
    String timestamp = Long.toString(now.toEpochMilli());
    String requestId = requestId();
    return HttpRequest.newBuilder(
            URI.create(settings.baseUri() + "/api/mipuserquery/userquery/" + settings.partnerId()))
        .header("Content-Type", "application/json")
        .header("Accept", "application/json")
        .header("god-portal-timestamp", timestamp)
        .header("god-portal-request-id", requestId)
        .header(
            "god-portal-signature",
            settings.formula().sign(timestamp, settings.partnerSecret(), requestId))
        .POST(BodyPublishers.ofByteArray(Json.bytes(body)));
  }

  private Outcome<Authorised> read(HttpAnswer answer, Instant asked) {
    if (answer.isServerError()) {
      return Outcome.unknown(UnknownCause.SERVER_ERROR);
    }
    if (answer.status() == 401) {
      return Outcome.declined(DeclineReason.CREDENTIALS_REFUSED, "http-401");
    }
    if (answer.status() != 200) {
      throw new UnreadableAnswer("status");
    }
    Fields fields = Json.read(answer.body());
    String code = fields.text("code");
    if (code.equals("1001")) {
      return Outcome.declined(DeclineReason.AUTHORISATION_INVALID, code);
    }
    if (code.equals("1002")) {
      return Outcome.declined(DeclineReason.CREDENTIAL_NOT_ACTIVATED, code);
    }
    if (!code.equals("0")) {
      return Outcome.declined(DeclineReason.OTHER, code);
    }
    Optional<Fields> location = fields.object("user_longitude_latitude");
    return Outcome.succeeded(
        new Authorised(
            fields.text("pay_auth_no"),
            fields.text("user_name"),
            fields.text("user_card_no"),
            fields.text("city_id"),
            location.flatMap(place -> place.optionalText("longitude")).orElse(""),
            location.flatMap(place -> place.optionalText("latitude")).orElse(""),
            asked.plus(settings.lifetime())));
  }

  /** A version 4 UUID of the injected source. */
  private String requestId() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x40);
    bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
    ByteBuffer both = ByteBuffer.wrap(bytes);
    return new UUID(both.getLong(), both.getLong()).toString();
  }
}
