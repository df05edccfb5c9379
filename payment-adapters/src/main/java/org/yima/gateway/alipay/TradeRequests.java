package org.yima.gateway.alipay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.alipay.api.AlipayRequest;
import com.alipay.api.request.AlipayTradeAppPayRequest;
import com.alipay.api.request.AlipayTradeCancelRequest;
import com.alipay.api.request.AlipayTradeCloseRequest;
import com.alipay.api.request.AlipayTradeCreateRequest;
import com.alipay.api.request.AlipayTradeFastpayRefundQueryRequest;
import com.alipay.api.request.AlipayTradePayRequest;
import com.alipay.api.request.AlipayTradePrecreateRequest;
import com.alipay.api.request.AlipayTradeQueryRequest;
import com.alipay.api.request.AlipayTradeRefundRequest;
import com.alipay.api.request.AlipayTradeWapPayRequest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiConsumer;
import org.yima.gateway.Yuan;
import org.yima.gateway.http.Json;
import org.yima.gateway.wallet.CodePayment;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.Prepay;
import org.yima.gateway.wallet.RefundOrder;
import org.yima.gateway.wallet.RefundRef;
import org.yima.gateway.wallet.Way;

/**
 * Our orders in the words of {@code alipay.trade.*}: yuan, China Standard Time. The official
 * client's models have no type in common, though their fields are the same; so the business of a
 * call is written here, once for all ways to pay, and the client takes it as it is.
 */
final class TradeRequests {
  private static final String FACE = "fp";
  private static final String TOKEN = "app_auth_token";

  private TradeRequests() {}

  static AlipayTradeCreateRequest create(Merchant merchant, Prepay order, Way.InWallet way) {
    String payer = Payers.isUserNumber(way.payerId()) ? "buyer_id" : "buyer_open_id";
    return reporting(
        order,
        of(
            new AlipayTradeCreateRequest(),
            AlipayTradeCreateRequest::setBizContent,
            prepay(merchant, order, "JSAPI_PAY")
                .put("op_app_id", merchant.application())
                .put(payer, way.payerId())));
  }

  /** What the payer's own device sends carries the institution's token among its parameters. */
  static AlipayTradeAppPayRequest app(Merchant merchant, Prepay order) {
    AlipayTradeAppPayRequest request =
        of(
            new AlipayTradeAppPayRequest(),
            AlipayTradeAppPayRequest::setBizContent,
            prepay(merchant, order, "QUICK_MSECURITY_PAY"));
    if (!merchant.token().isEmpty()) {
      request.putOtherTextParam(TOKEN, merchant.token());
    }
    return reporting(order, request);
  }

  /** As {@link #app}. */
  static AlipayTradeWapPayRequest wap(Merchant merchant, Prepay order, Way.Web way) {
    AlipayTradeWapPayRequest request =
        of(
            new AlipayTradeWapPayRequest(),
            AlipayTradeWapPayRequest::setBizContent,
            prepay(merchant, order, "QUICK_WAP_WAY").put("quit_url", way.returnUrl().toString()));
    request.setReturnUrl(way.returnUrl().toString());
    if (!merchant.token().isEmpty()) {
      request.putOtherTextParam(TOKEN, merchant.token());
    }
    return reporting(order, request);
  }

  static AlipayTradePrecreateRequest precreate(Merchant merchant, Prepay order) {
    return reporting(
        order,
        of(
            new AlipayTradePrecreateRequest(),
            AlipayTradePrecreateRequest::setBizContent,
            prepay(merchant, order, "FACE_TO_FACE_PAYMENT")));
  }

  static AlipayTradePayRequest pay(Merchant merchant, CodePayment payment) {
    return of(
        new AlipayTradePayRequest(),
        AlipayTradePayRequest::setBizContent,
        trade(merchant, payment.order(), payment.totalFen(), payment.description())
            .put("product_code", "FACE_TO_FACE_PAYMENT")
            .put("scene", payment.code().startsWith(FACE) ? "security_code" : "bar_code")
            .put("auth_code", payment.code())
            .put("terminal_id", payment.device())
            .put("store_id", payment.store()));
  }

  static AlipayTradeQueryRequest query(OrderRef order) {
    return of(new AlipayTradeQueryRequest(), AlipayTradeQueryRequest::setBizContent, named(order));
  }

  static AlipayTradeCloseRequest close(OrderRef order) {
    return of(new AlipayTradeCloseRequest(), AlipayTradeCloseRequest::setBizContent, named(order));
  }

  static AlipayTradeCancelRequest cancel(OrderRef order) {
    return of(
        new AlipayTradeCancelRequest(), AlipayTradeCancelRequest::setBizContent, named(order));
  }

  static AlipayTradeRefundRequest refund(RefundOrder order) {
    return of(
        new AlipayTradeRefundRequest(),
        AlipayTradeRefundRequest::setBizContent,
        named(order.refund().order())
            .put("out_request_no", order.refund().number())
            .put("refund_amount", Yuan.fromFen(order.refundFen()))
            .put("refund_reason", order.reason()));
  }

  static AlipayTradeFastpayRefundQueryRequest refundQuery(RefundRef refund) {
    ObjectNode business = named(refund.order()).put("out_request_no", refund.number());
    business.putArray("query_options").add("gmt_refund_pay");
    return of(
        new AlipayTradeFastpayRefundQueryRequest(),
        AlipayTradeFastpayRefundQueryRequest::setBizContent,
        business);
  }

  /** Alipay refuses three signs, and its bills separate by commas without quotes. */
  static String subject(String description) {
    String plain = description.replaceAll("[/=&,\\p{Cntrl}]", " ");
    return plain.length() > 256 ? plain.substring(0, 256) : plain;
  }

  private static ObjectNode prepay(Merchant merchant, Prepay order, String product) {
    return trade(merchant, order.order(), order.totalFen(), order.description())
        .put("product_code", product)
        .put("time_expire", AlipayTime.text(order.expiresAt()));
  }

  private static ObjectNode trade(Merchant merchant, OrderRef order, long fen, String description) {
    ObjectNode trade =
        named(order)
            .put("total_amount", Yuan.fromFen(fen))
            .put("subject", subject(description))
            .put("seller_id", merchant.account());
    if (!merchant.provider().isEmpty()) {
      trade.putObject("extend_params").put("sys_service_provider_id", merchant.provider());
    }
    return trade;
  }

  private static ObjectNode named(OrderRef order) {
    return Json.object().put("out_trade_no", order.number());
  }

  private static <R> R of(R request, BiConsumer<R, String> business, ObjectNode content) {
    business.accept(request, new String(Json.bytes(content), UTF_8));
    return request;
  }

  private static <R extends AlipayRequest<?>> R reporting(Prepay order, R request) {
    request.setNotifyUrl(order.notifyUrl().toString());
    return request;
  }
}
