package org.yima.gateway.alipay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.BoundedHttp;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.HttpAnswer;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.PayerIdentity;

/**
 * {@code alipay.system.oauth.token}: the code that Alipay's page gave to the payer, for the payer's
 * id. The code goes in the body, so that no address holds it.
 *
 * <p>The answer names neither the code nor the time: that it is the answer to this very call rests
 * on TLS; that it is Alipay's rests on its signature. Of the tokens that come with it none is kept.
 */
public final class AlipayPayerIdentity implements PayerIdentity {
  private static final String METHOD = "alipay.system.oauth.token";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.ofHours(8));

  private final AlipaySettings settings;
  private final InstantSource time;
  private final BoundedHttp http;

  public AlipayPayerIdentity(AlipaySettings settings, InstantSource time) {
    this.settings = settings;
    this.time = time;
    this.http = new BoundedHttp(settings.timeouts());
  }

  @Override
  public Outcome<Payer> exchange(String authCode) {
    Map<String, String> business = Map.of("grant_type", "authorization_code", "code", authCode);
    return http.send(
            HttpRequest.newBuilder(URI.create(settings.endpoint() + "?" + form(signed(business))))
                .header("Content-Type", "application/x-www-form-urlencoded;charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(form(business))))
        .then(answer -> UnreadableAnswer.orUnknown(() -> read(answer)));
  }

  /** The protocol's own parameters, with a signature over these and the business's. */
  private Map<String, String> signed(Map<String, String> business) {
    Map<String, String> protocol = new TreeMap<>();
    protocol.put("app_id", settings.appId());
    protocol.put("method", METHOD);
    protocol.put("format", "json");
    protocol.put("charset", "utf-8");
    protocol.put("sign_type", "RSA2");
    protocol.put("timestamp", TIME.format(time.instant()));
    protocol.put("version", "1.0");
    Map<String, String> all = new TreeMap<>(protocol);
    all.putAll(business);
    protocol.put("sign", Rsa2.sign(settings.appKey(), Rsa2.text(all)));
    return protocol;
  }

  private static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** A success must verify; a refusal must where it is signed, and moves nothing in any case. */
  private Outcome<Payer> read(HttpAnswer answer) {
    if (answer.isServerError()) {
      return Outcome.unknown(UnknownCause.SERVER_ERROR);
    }
    if (answer.status() != 200) {
      throw new UnreadableAnswer("status");
    }
    Envelope envelope = Envelope.read(METHOD, answer.body());
    Fields fields = envelope.fields();
    String code = fields.optionalText("code").orElse(envelope.isError() ? "" : "10000");
    boolean refused = envelope.isError() || !code.equals("10000");
    if ((!refused || envelope.isSigned()) && !envelope.verifies(settings.alipayKey())) {
      return Outcome.unknown(UnknownCause.BAD_SIGNATURE);
    }
    return refused
        ? refusal(code, fields.optionalText("sub_code").orElse(code))
        : Outcome.succeeded(new Payer(payer(fields)));
  }

  /** Applications since 2023 are told an open id, older ones the user's number (2088...). */
  private static String payer(Fields fields) {
    return fields.optionalText("open_id").orElseGet(() -> fields.text("user_id"));
  }

  private static Outcome<Payer> refusal(String code, String subCode) {
    DeclineReason reason =
        switch (subCode) {
          case "isv.code-invalid", "isv.code-expired" -> DeclineReason.AUTHORISATION_INVALID;
          case "isv.invalid-signature",
              "isv.invalid-app-id",
              "isv.missing-signature",
              "isv.invalid-signature-type" ->
              DeclineReason.CREDENTIALS_REFUSED;
          default -> byCode(code);
        };
    return code.equals("20000")
        ? Outcome.unknown(UnknownCause.SERVER_ERROR)
        : Outcome.declined(reason, subCode);
  }

  private static DeclineReason byCode(String code) {
    return switch (code) {
      case "20001" -> DeclineReason.CREDENTIALS_REFUSED;
      case "40001", "40002" -> DeclineReason.INVALID_REQUEST;
      case "40005" -> DeclineReason.BUSY;
      case "40006" -> DeclineReason.NOT_PERMITTED;
      default -> DeclineReason.OTHER;
    };
  }
}
