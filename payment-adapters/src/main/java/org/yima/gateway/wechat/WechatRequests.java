package org.yima.gateway.wechat;

import com.wechat.pay.java.service.partnerpayments.jsapi.model.Amount;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.Payer;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.PrepayRequest;
import com.wechat.pay.java.service.refund.model.AmountReq;
import com.wechat.pay.java.service.refund.model.CreateRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.Prepay;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.RefundOrder;

/** Our commands as the SDK's requests. */
final class WechatRequests {

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
  private static final String CURRENCY = "CNY";

  private WechatRequests() {}

  static PrepayRequest prepay(Merchant merchant, Prepay order, String payerId) {
    Amount amount = new Amount();
    amount.setTotal(Math.toIntExact(order.totalFen()));
    amount.setCurrency(CURRENCY);
    Payer payer = new Payer();
    payer.setSpOpenid(payerId);
    PrepayRequest request = new PrepayRequest();
    request.setSpAppid(merchant.application());
    request.setSpMchid(merchant.provider());
    request.setSubMchid(merchant.account());
    request.setDescription(order.description());
    request.setOutTradeNo(order.order().number());
    request.setTimeExpire(rfc3339(order.expiresAt()));
    request.setNotifyUrl(order.notifyUrl().toString());
    request.setAmount(amount);
    request.setPayer(payer);
    return request;
  }

  static CreateRequest refund(Merchant merchant, RefundOrder order) {
    AmountReq amount = new AmountReq();
    amount.setRefund(order.refundFen());
    amount.setTotal(order.totalFen());
    amount.setCurrency(CURRENCY);
    CreateRequest request = new CreateRequest();
    request.setSubMchid(merchant.account());
    request.setOutTradeNo(order.refund().order().number());
    request.setOutRefundNo(order.refund().number());
    request.setReason(order.reason());
    request.setNotifyUrl(order.notifyUrl().toString());
    request.setAmount(amount);
    return request;
  }

  /** A refund counts as done only when it is the one that was ordered. */
  static Outcome<Refund> confirmed(Refund refund, RefundOrder order) {
    return refund.refundFen() == order.refundFen()
            && refund.orderNumber().equals(order.refund().order().number())
        ? Outcome.succeeded(refund)
        : Outcome.unknown(UnknownCause.UNREADABLE);
  }

  private static String rfc3339(Instant time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        time.truncatedTo(ChronoUnit.SECONDS).atOffset(CHINA));
  }
}
