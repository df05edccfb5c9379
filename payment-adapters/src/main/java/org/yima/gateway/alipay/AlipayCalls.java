package org.yima.gateway.alipay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayClient;
import com.alipay.api.AlipayConfig;
import com.alipay.api.AlipayRequest;
import com.alipay.api.AlipayResponse;
import com.alipay.api.DefaultAlipayClient;
import com.alipay.api.internal.util.AbstractHttpClient;
import com.alipay.api.internal.util.AlipayLogger;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.BoundedHttp;
import org.yima.gateway.http.HttpAnswer;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.Merchant;

/**
 * Calls of the gateway: the official client writes and signs them, our own transport sends them
 * within the bound, and the answer is read from the very text whose signature was checked.
 */
final class AlipayCalls {
  static {
    // The client writes whole calls and answers into its log, names and tokens included.
    AlipayLogger.setNeedEnableLogger(false);
  }

  private final AlipaySettings settings;
  private final BoundedHttp http;

  AlipayCalls(AlipaySettings settings) {
    this.settings = settings;
    this.http = new BoundedHttp(settings.calls());
  }

  AlipaySettings settings() {
    return settings;
  }

  /**
   * Sends one call, once.
   *
   * @param token the institution's {@code app_auth_token}, empty text to act for the application
   *     itself
   * @return what Alipay said and signed, its refusals included; unknown when it said nothing that
   *     can be believed
   */
  <T extends AlipayResponse> Outcome<AlipayAnswer> send(AlipayRequest<T> request, String token) {
    Transport transport = new Transport(http);
    execute(client(transport), request, token);
    return transport
        .answer()
        .then(answer -> UnreadableAnswer.orUnknown(() -> read(request.getApiMethodName(), answer)));
  }

  /**
   * As {@link #send}, for an institution.
   *
   * @throws IllegalArgumentException when it belongs to another application
   */
  <T extends AlipayResponse> Outcome<AlipayAnswer> sendFor(
      Merchant merchant, AlipayRequest<T> request) {
    if (!merchant.application().equals(settings.appId())) {
      throw new IllegalArgumentException("the merchant belongs to another application");
    }
    return send(request, merchant.token());
  }

  /**
   * The client's own reading of the answer is left unused, and with it its complaints: it takes the
   * first object of an answer for the node whose text it finds by searching for the name, and they
   * need not be the same.
   */
  private static <T extends AlipayResponse> void execute(
      AlipayClient client, AlipayRequest<T> request, String token) {
    try {
      T unused = client.execute(request, null, token.isEmpty() ? null : token);
    } catch (AlipayApiException | RuntimeException complaint) {
      // What counts is what the transport brought; its text may name a person and is dropped.
      return;
    }
  }

  /** The client for calls that the payer's own device sends; it has no transport. */
  AlipayClient client() {
    return client(null);
  }

  private AlipayClient client(AbstractHttpClient transport) {
    AlipayConfig config = new AlipayConfig();
    config.setServerUrl(settings.endpoint().toString());
    config.setAppId(settings.appId());
    config.setPrivateKey(settings.appKeyText());
    config.setCharset(UTF_8.name());
    config.setSignType(settings.signType().name());
    config.setCustomizedHttpClient(transport);
    try {
      return new DefaultAlipayClient(config);
    } catch (AlipayApiException unusable) {
      throw new IllegalStateException("the official client takes no such settings");
    }
  }

  private Outcome<AlipayAnswer> read(String method, HttpAnswer answer) {
    if (answer.isServerError()) {
      return Outcome.unknown(UnknownCause.SERVER_ERROR);
    }
    if (answer.status() != 200) {
      throw new UnreadableAnswer("status");
    }
    Envelope envelope = Envelope.read(method, answer.body());
    AlipayAnswer said = AlipayAnswer.of(method, envelope.fields(), envelope.isError());
    // What the method says must verify, its refusals too. The gateway itself refuses, before any
    // method has seen the call, without a signature where it knows no application.
    boolean atTheDoor = envelope.isError() && !envelope.isSigned() && said.isOfTheDoor();
    if (!atTheDoor && !envelope.verifies(settings)) {
      return Outcome.unknown(UnknownCause.BAD_SIGNATURE);
    }
    return said.isOutage() ? Outcome.unknown(UnknownCause.SERVER_ERROR) : Outcome.succeeded(said);
  }
}
