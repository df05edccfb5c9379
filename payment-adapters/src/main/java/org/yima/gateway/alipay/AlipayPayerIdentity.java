package org.yima.gateway.alipay;

import com.alipay.api.request.AlipaySystemOauthTokenRequest;
import org.yima.gateway.Outcome;
import org.yima.gateway.http.Fields;
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
  private final AlipayCalls calls;

  public AlipayPayerIdentity(AlipaySettings settings) {
    this.calls = new AlipayCalls(settings);
  }

  @Override
  public Outcome<Payer> exchange(String authCode) {
    AlipaySystemOauthTokenRequest request = new AlipaySystemOauthTokenRequest();
    request.setGrantType("authorization_code");
    request.setCode(authCode);
    return calls
        .send(request, "")
        .then(
            answer ->
                answer.isDone()
                    ? UnreadableAnswer.orUnknown(
                        () -> Outcome.succeeded(new Payer(payer(answer.fields()))))
                    : answer.declined());
  }

  /** Applications since 2023 are told an open id, older ones the user's number (2088...). */
  private static String payer(Fields fields) {
    return fields.optionalText("open_id").orElseGet(() -> fields.text("user_id"));
  }
}
