package org.yima.gateway.alipay;

import java.util.Optional;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.RefundRef;

/** What {@code alipay.trade.*} says, as facts of ours; what does not fit is unreadable. */
final class TradeFacts {
  private TradeFacts() {}

  /** The answer of a payment by code that went through. */
  static Charge paid(Fields answer, String number, long totalFen) {
    answer.mustRepeat("out_trade_no", number);
    if (answer.yuanAsFen("total_amount") != totalFen) {
      throw new UnreadableAnswer("total_amount");
    }
    return new Charge(
        number,
        Charge.State.PAID,
        totalFen,
        Optional.of(answer.text("trade_no")),
        Optional.of(AlipayTime.instant(answer, "gmt_payment")));
  }

  /** The answer of a query. */
  static Charge charge(Fields answer, String number) {
    answer.mustRepeat("out_trade_no", number);
    return charge(answer, number, "send_pay_date");
  }

  /**
   * A trade by its status.
   *
   * @param paidAt the field that says when it was paid; a trade that is closed and has one was
   *     returned whole
   */
  static Charge charge(Fields trade, String number, String paidAt) {
    boolean wasPaid = trade.has(paidAt);
    Charge.State state =
        switch (trade.text("trade_status")) {
          case "WAIT_BUYER_PAY" -> Charge.State.NOT_PAID;
          case "TRADE_SUCCESS", "TRADE_FINISHED" -> Charge.State.PAID;
          case "TRADE_CLOSED" -> wasPaid ? Charge.State.REFUNDED : Charge.State.CLOSED;
          default -> throw new UnreadableAnswer("trade_status");
        };
    return new Charge(
        number,
        state,
        trade.yuanAsFen("total_amount"),
        state.wasPaid() ? Optional.of(trade.text("trade_no")) : Optional.empty(),
        state.wasPaid() ? Optional.of(AlipayTime.instant(trade, paidAt)) : Optional.empty());
  }

  /** The answer of a refund's query: without a status Alipay knows of no such refund. */
  static Refund refund(Fields answer, RefundRef refund) {
    if (!answer.has("refund_status")) {
      return Refund.notFound(refund.number());
    }
    answer.mustRepeat("out_trade_no", refund.order().number());
    answer.mustRepeat("out_request_no", refund.number());
    answer.mustRepeat("refund_status", "REFUND_SUCCESS");
    return new Refund(
        refund.number(),
        refund.order().number(),
        Refund.State.SUCCEEDED,
        answer.yuanAsFen("refund_amount"),
        Optional.empty(),
        Optional.of(AlipayTime.instant(answer, "gmt_refund_pay")));
  }
}
