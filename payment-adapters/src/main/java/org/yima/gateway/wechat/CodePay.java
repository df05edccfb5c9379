package org.yima.gateway.wechat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.wechat.pay.java.core.http.Constant;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.core.http.HttpMethod;
import com.wechat.pay.java.core.http.HttpRequest;
import com.wechat.pay.java.core.http.JsonRequestBody;
import com.wechat.pay.java.core.http.MediaType;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.Json;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.CodePayment;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.Reversed;

/**
 * Payment codes (付款码), over the SDK's HTTP client because the SDK has no service for them. The
 * facts give the calls for a single merchant; in partner mode they lie, as all others do, under
 * {@code partner} and carry the provider's and the merchant's numbers.
 */
final class CodePay {
  private static final String BASE = "https://api.mch.weixin.qq.com/v3/pay/partner/transactions/";

  /** What the payer's wallet says of the payer and the code; nothing moved. */
  private static final Map<String, DeclineReason> OF_THE_PAYER =
      Map.of(
          "AUTHCODEEXPIRE", DeclineReason.AUTHORISATION_INVALID,
          "AUTHCODEEXPIRED", DeclineReason.AUTHORISATION_INVALID,
          "AUTHCODEINVALID", DeclineReason.AUTHORISATION_INVALID,
          "AUTHCODEERROR", DeclineReason.AUTHORISATION_INVALID,
          "NOTENOUGH", DeclineReason.PAYER_RESTRICTED);

  private final HttpClient calls;

  CodePay(HttpClient calls) {
    this.calls = calls;
  }

  Outcome<Charge> pay(Merchant merchant, CodePayment payment) {
    Outcome<Charge> answered =
        WechatCalls.attempt(
            () ->
                Outcome.succeeded(
                    WechatFacts.charge(
                        merchant,
                        payment.order().number(),
                        post("codepay", body(merchant, payment), Transaction.class))));
    return answered.fold(
        success -> paid(success.value(), payment),
        pending -> pending,
        CodePay::declined,
        unknown -> unknown);
  }

  private static ObjectNode body(Merchant merchant, CodePayment payment) {
    ObjectNode body =
        Json.object()
            .put("sp_appid", merchant.application())
            .put("sp_mchid", merchant.provider())
            .put("sub_mchid", merchant.account())
            .put("description", payment.description())
            .put("out_trade_no", payment.order().number());
    body.putObject("payer").put("auth_code", payment.code());
    body.putObject("amount").put("total", payment.totalFen()).put("currency", "CNY");
    body.putObject("scene_info")
        .put("device_id", payment.device())
        .putObject("store_info")
        .put("out_id", payment.store());
    return body;
  }

  /** Money that moved is the amount that was asked for; a state that is not final goes on. */
  private static Outcome<Charge> paid(Charge charge, CodePayment payment) {
    return switch (charge.state()) {
      case PAID ->
          charge.totalFen() == payment.totalFen()
              ? Outcome.succeeded(charge)
              : Outcome.unknown(UnknownCause.UNREADABLE);
      case PAYING, NOT_PAID, DEBITED -> Outcome.stillRunning();
      // It was paid, and money went back: by what call, is asked for.
      case REFUNDED -> Outcome.unknown(UnknownCause.SERVER_ERROR);
      case CLOSED, NOT_FOUND -> Outcome.declined(DeclineReason.CLOSED, "CLOSED");
      case FAILED -> Outcome.declined(DeclineReason.PAYER_RESTRICTED, "PAYERROR");
    };
  }

  /**
   * A refusal ends the payment, so only one that is known to mean that nothing moved is one: the
   * wallet's own trouble with a bank has codes as well, and leaves the order under way.
   */
  private static Outcome<Charge> declined(Outcome.Declined<Charge> declined) {
    String code = declined.code().replace("_", "");
    if (code.equals("USERPAYING")) {
      return Outcome.stillRunning();
    }
    DeclineReason reason = OF_THE_PAYER.getOrDefault(code, declined.reason());
    // That the number is known says that something came of it, perhaps of this very call.
    return reason == DeclineReason.ALREADY_PAID || reason == DeclineReason.ID_REUSED
        ? Outcome.unknown(UnknownCause.SERVER_ERROR)
        : WechatCalls.knownOrOpen(Outcome.declined(reason, declined.code()));
  }

  Outcome<Reversed> reverse(Merchant merchant, String orderNumber) {
    ObjectNode body =
        Json.object()
            .put("sp_appid", merchant.application())
            .put("sp_mchid", merchant.provider())
            .put("sub_mchid", merchant.account());
    return WechatCalls.attempt(
        () -> {
          Object unused = post("out-trade-no/" + orderNumber + "/reverse", body, Object.class);
          return Outcome.succeeded(new Reversed(orderNumber));
        });
  }

  private <T> T post(String path, ObjectNode body, Class<T> answer) {
    HttpRequest request =
        new HttpRequest.Builder()
            .httpMethod(HttpMethod.POST)
            .url(BASE + path)
            .addHeader(Constant.ACCEPT, MediaType.APPLICATION_JSON.getValue())
            .addHeader(Constant.CONTENT_TYPE, MediaType.APPLICATION_JSON.getValue())
            .body(
                new JsonRequestBody.Builder()
                    .body(new String(Json.bytes(body), StandardCharsets.UTF_8))
                    .build())
            .build();
    return calls.execute(request, answer).getServiceResponse();
  }
}
