package org.yima.gateway.wechat;

import com.wechat.pay.java.service.refund.model.AmountReq;
import com.wechat.pay.java.service.refund.model.CreateRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.RefundOrder;

/** Our commands as the SDK's requests. */
final class WechatRequests {

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
  private static final String CURRENCY = "CNY";

  private WechatRequests() {}

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

  static String rfc3339(Instant time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        time.truncatedTo(ChronoUnit.SECONDS).atOffset(CHINA));
  }
}
