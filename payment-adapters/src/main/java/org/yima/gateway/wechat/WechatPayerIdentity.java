package org.yima.gateway.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.Timeouts;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.BoundedHttp;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.HttpAnswer;
import org.yima.gateway.http.Json;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.PayerIdentity;

/**
 * OAuth 2.0 of WeChat's pages. The protocol puts secret and code into the address, so addresses of
 * this adapter are never logged.
 */
public final class WechatPayerIdentity implements PayerIdentity {

  private final URI baseUri;
  private final String appid;
  private final String secret;
  private final BoundedHttp http;

  /**
   * For one application.
   *
   * @param baseUri scheme, host and port, live {@code https://api.weixin.qq.com}
   */
  public WechatPayerIdentity(URI baseUri, String appid, String secret, Timeouts timeouts) {
    this.baseUri = baseUri;
    this.appid = appid;
    this.secret = secret;
    this.http = new BoundedHttp(timeouts);
  }

  @Override
  public Outcome<Payer> exchange(String authCode) {
    URI address =
        URI.create(
            baseUri
                + "/sns/oauth2/access_token?appid="
                + URLEncoder.encode(appid, UTF_8)
                + "&secret="
                + URLEncoder.encode(secret, UTF_8)
                + "&code="
                + URLEncoder.encode(authCode, UTF_8)
                + "&grant_type=authorization_code");
    return http.send(HttpRequest.newBuilder(address).GET())
        .then(answer -> UnreadableAnswer.orUnknown(() -> read(answer)));
  }

  private static Outcome<Payer> read(HttpAnswer answer) {
    if (answer.isServerError()) {
      return Outcome.unknown(UnknownCause.SERVER_ERROR);
    }
    Fields fields = Json.read(answer.body());
    if (answer.status() != 200) {
      throw new UnreadableAnswer("status");
    }
    String error = fields.optionalText("errcode").orElse("0");
    return switch (error) {
      case "0" -> Outcome.succeeded(new Payer(fields.text("openid")));
      case "-1" -> Outcome.unknown(UnknownCause.SERVER_ERROR);
      case "40029", "40163", "42003" ->
          Outcome.declined(DeclineReason.AUTHORISATION_INVALID, error);
      case "40001", "40013", "40125" -> Outcome.declined(DeclineReason.CREDENTIALS_REFUSED, error);
      case "45011" -> Outcome.declined(DeclineReason.BUSY, error);
      default -> Outcome.declined(DeclineReason.OTHER, error);
    };
  }
}
