package org.yima.gateway.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonObject;
import com.wechat.pay.java.core.http.Constant;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.core.http.HttpMethod;
import com.wechat.pay.java.core.http.HttpRequest;
import com.wechat.pay.java.core.http.JsonRequestBody;
import com.wechat.pay.java.core.http.MediaType;
import java.net.URLEncoder;
import java.util.Map;
import org.yima.gateway.NextAction;
import org.yima.gateway.Outcome;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.Json;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.Prepay;
import org.yima.gateway.wallet.Way;

/**
 * Orders to be paid in the four ways. They differ in one member and in what they answer, so they
 * share one request here; the SDK has four services with four sets of the same models.
 */
final class Prepays {

  private static final String BASE = "https://api.mch.weixin.qq.com/v3/pay/partner/transactions/";

  private final HttpClient calls;
  private final CallUp callUp;

  Prepays(HttpClient calls, CallUp callUp) {
    this.calls = calls;
    this.callUp = callUp;
  }

  Outcome<Charge> prepay(Merchant merchant, Prepay order) {
    ObjectNode body = body(merchant, order);
    if (order.way() instanceof Way.InWallet inWallet) {
      body.putObject("payer").put("sp_openid", inWallet.payerId());
      return ask("jsapi", body, a -> callUp.jsapi(merchant.application(), a.text("prepay_id")));
    }
    if (order.way() instanceof Way.Web web) {
      body.putObject("scene_info")
          .put("payer_client_ip", web.clientIp())
          .putObject("h5_info")
          .put("type", "Wap");
      return ask("h5", body, a -> link(a.text("h5_url"), web));
    }
    if (order.way() instanceof Way.App) {
      return ask(
          "app",
          body,
          a -> callUp.app(merchant.application(), merchant.provider(), a.text("prepay_id")));
    }
    return ask(
        "native",
        body,
        a -> new NextAction(NextAction.Kind.QR, Map.of("text", a.text("code_url"))));
  }

  /** The page lives five minutes; it sends the payer back to where the link says. */
  private static NextAction link(String h5Url, Way.Web web) {
    return new NextAction(
        NextAction.Kind.LINK,
        Map.of(
            "url",
            h5Url + "&redirect_url=" + URLEncoder.encode(web.returnUrl().toString(), UTF_8)));
  }

  private static ObjectNode body(Merchant merchant, Prepay order) {
    ObjectNode body =
        Json.object()
            .put("sp_appid", merchant.application())
            .put("sp_mchid", merchant.provider())
            .put("sub_mchid", merchant.account())
            .put("description", order.description())
            .put("out_trade_no", order.order().number())
            .put("time_expire", WechatRequests.rfc3339(order.expiresAt()))
            .put("notify_url", order.notifyUrl().toString());
    body.putObject("amount").put("total", order.totalFen()).put("currency", "CNY");
    return body;
  }

  private Outcome<Charge> ask(String way, ObjectNode body, Reader reader) {
    HttpRequest request =
        new HttpRequest.Builder()
            .httpMethod(HttpMethod.POST)
            .url(BASE + way)
            .addHeader(Constant.ACCEPT, MediaType.APPLICATION_JSON.getValue())
            .addHeader(Constant.CONTENT_TYPE, MediaType.APPLICATION_JSON.getValue())
            .body(new JsonRequestBody.Builder().body(new String(Json.bytes(body), UTF_8)).build())
            .build();
    return WechatCalls.attempt(
        () -> {
          JsonObject answer = calls.execute(request, JsonObject.class).getServiceResponse();
          return Outcome.pending(reader.read(MixedFacts.fields(answer)));
        });
  }

  private interface Reader {
    NextAction read(Fields answer);
  }
}
