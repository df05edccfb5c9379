package org.yima.gateway.alipay;

import com.alipay.api.AlipayRequest;
import com.alipay.api.domain.AlipayTradeAppPayModel;
import com.alipay.api.domain.AlipayTradeCancelModel;
import com.alipay.api.domain.AlipayTradeCloseModel;
import com.alipay.api.domain.AlipayTradeCreateModel;
import com.alipay.api.domain.AlipayTradeFastpayRefundQueryModel;
import com.alipay.api.domain.AlipayTradePayModel;
import com.alipay.api.domain.AlipayTradePrecreateModel;
import com.alipay.api.domain.AlipayTradeQueryModel;
import com.alipay.api.domain.AlipayTradeRefundModel;
import com.alipay.api.domain.AlipayTradeWapPayModel;
import com.alipay.api.domain.ExtendParams;
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
import java.util.List;
import org.yima.gateway.Yuan;
import org.yima.gateway.wallet.CodePayment;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.OrderRef;
import org.yima.gateway.wallet.Prepay;
import org.yima.gateway.wallet.RefundOrder;
import org.yima.gateway.wallet.RefundRef;
import org.yima.gateway.wallet.Way;

/** Our orders in the words of {@code alipay.trade.*}: yuan, China Standard Time. */
final class TradeRequests {
  private static final String FACE = "fp";

  private TradeRequests() {}

  static AlipayTradeCreateRequest create(Merchant merchant, Prepay order, Way.InWallet way) {
    AlipayTradeCreateModel model = new AlipayTradeCreateModel();
    model.setOutTradeNo(order.order().number());
    model.setTotalAmount(Yuan.fromFen(order.totalFen()));
    model.setSubject(subject(order.description()));
    model.setSellerId(merchant.account());
    model.setProductCode("JSAPI_PAY");
    model.setOpAppId(merchant.application());
    if (Payers.isUserNumber(way.payerId())) {
      model.setBuyerId(way.payerId());
    } else {
      model.setBuyerOpenId(way.payerId());
    }
    model.setTimeExpire(AlipayTime.text(order.expiresAt()));
    model.setExtendParams(provider(merchant));
    AlipayTradeCreateRequest request = new AlipayTradeCreateRequest();
    request.setBizModel(model);
    request.setNotifyUrl(order.notifyUrl().toString());
    return request;
  }

  static AlipayTradeAppPayRequest app(Merchant merchant, Prepay order) {
    AlipayTradeAppPayModel model = new AlipayTradeAppPayModel();
    model.setOutTradeNo(order.order().number());
    model.setTotalAmount(Yuan.fromFen(order.totalFen()));
    model.setSubject(subject(order.description()));
    model.setSellerId(merchant.account());
    model.setProductCode("QUICK_MSECURITY_PAY");
    model.setTimeExpire(AlipayTime.text(order.expiresAt()));
    model.setExtendParams(provider(merchant));
    AlipayTradeAppPayRequest request = new AlipayTradeAppPayRequest();
    request.setBizModel(model);
    request.setNotifyUrl(order.notifyUrl().toString());
    actingFor(merchant, request);
    return request;
  }

  static AlipayTradeWapPayRequest wap(Merchant merchant, Prepay order, Way.Web way) {
    AlipayTradeWapPayModel model = new AlipayTradeWapPayModel();
    model.setOutTradeNo(order.order().number());
    model.setTotalAmount(Yuan.fromFen(order.totalFen()));
    model.setSubject(subject(order.description()));
    model.setSellerId(merchant.account());
    model.setProductCode("QUICK_WAP_WAY");
    model.setQuitUrl(way.returnUrl().toString());
    model.setTimeExpire(AlipayTime.text(order.expiresAt()));
    model.setExtendParams(provider(merchant));
    AlipayTradeWapPayRequest request = new AlipayTradeWapPayRequest();
    request.setBizModel(model);
    request.setNotifyUrl(order.notifyUrl().toString());
    request.setReturnUrl(way.returnUrl().toString());
    actingFor(merchant, request);
    return request;
  }

  static AlipayTradePrecreateRequest precreate(Merchant merchant, Prepay order) {
    AlipayTradePrecreateModel model = new AlipayTradePrecreateModel();
    model.setOutTradeNo(order.order().number());
    model.setTotalAmount(Yuan.fromFen(order.totalFen()));
    model.setSubject(subject(order.description()));
    model.setSellerId(merchant.account());
    model.setProductCode("FACE_TO_FACE_PAYMENT");
    model.setTimeExpire(AlipayTime.text(order.expiresAt()));
    model.setExtendParams(provider(merchant));
    AlipayTradePrecreateRequest request = new AlipayTradePrecreateRequest();
    request.setBizModel(model);
    request.setNotifyUrl(order.notifyUrl().toString());
    return request;
  }

  static AlipayTradePayRequest pay(Merchant merchant, CodePayment payment) {
    AlipayTradePayModel model = new AlipayTradePayModel();
    model.setOutTradeNo(payment.order().number());
    model.setTotalAmount(Yuan.fromFen(payment.totalFen()));
    model.setSubject(subject(payment.description()));
    model.setSellerId(merchant.account());
    model.setProductCode("FACE_TO_FACE_PAYMENT");
    model.setScene(payment.code().startsWith(FACE) ? "security_code" : "bar_code");
    model.setAuthCode(payment.code());
    model.setTerminalId(payment.device());
    model.setStoreId(payment.store());
    model.setExtendParams(provider(merchant));
    AlipayTradePayRequest request = new AlipayTradePayRequest();
    request.setBizModel(model);
    return request;
  }

  static AlipayTradeQueryRequest query(OrderRef order) {
    AlipayTradeQueryModel model = new AlipayTradeQueryModel();
    model.setOutTradeNo(order.number());
    AlipayTradeQueryRequest request = new AlipayTradeQueryRequest();
    request.setBizModel(model);
    return request;
  }

  static AlipayTradeCloseRequest close(OrderRef order) {
    AlipayTradeCloseModel model = new AlipayTradeCloseModel();
    model.setOutTradeNo(order.number());
    AlipayTradeCloseRequest request = new AlipayTradeCloseRequest();
    request.setBizModel(model);
    return request;
  }

  static AlipayTradeCancelRequest cancel(OrderRef order) {
    AlipayTradeCancelModel model = new AlipayTradeCancelModel();
    model.setOutTradeNo(order.number());
    AlipayTradeCancelRequest request = new AlipayTradeCancelRequest();
    request.setBizModel(model);
    return request;
  }

  static AlipayTradeRefundRequest refund(RefundOrder order) {
    AlipayTradeRefundModel model = new AlipayTradeRefundModel();
    model.setOutTradeNo(order.refund().order().number());
    model.setOutRequestNo(order.refund().number());
    model.setRefundAmount(Yuan.fromFen(order.refundFen()));
    model.setRefundReason(order.reason());
    AlipayTradeRefundRequest request = new AlipayTradeRefundRequest();
    request.setBizModel(model);
    return request;
  }

  static AlipayTradeFastpayRefundQueryRequest refundQuery(RefundRef refund) {
    AlipayTradeFastpayRefundQueryModel model = new AlipayTradeFastpayRefundQueryModel();
    model.setOutTradeNo(refund.order().number());
    model.setOutRequestNo(refund.number());
    model.setQueryOptions(List.of("gmt_refund_pay"));
    AlipayTradeFastpayRefundQueryRequest request = new AlipayTradeFastpayRefundQueryRequest();
    request.setBizModel(model);
    return request;
  }

  /** Alipay refuses three signs, and its bills separate by commas without quotes. */
  static String subject(String description) {
    String plain = description.replaceAll("[/=&,\\p{Cntrl}]", " ");
    return plain.length() > 256 ? plain.substring(0, 256) : plain;
  }

  private static ExtendParams provider(Merchant merchant) {
    if (merchant.provider().isEmpty()) {
      return null;
    }
    ExtendParams params = new ExtendParams();
    params.setSysServiceProviderId(merchant.provider());
    return params;
  }

  /** What the payer's own device sends carries the institution's token among its parameters. */
  private static void actingFor(Merchant merchant, AlipayRequest<?> request) {
    if (merchant.token().isEmpty()) {
      return;
    }
    if (request instanceof AlipayTradeAppPayRequest app) {
      app.putOtherTextParam("app_auth_token", merchant.token());
    } else if (request instanceof AlipayTradeWapPayRequest wap) {
      wap.putOtherTextParam("app_auth_token", merchant.token());
    }
  }
}
