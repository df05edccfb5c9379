package org.yima.gateway.wechat;

import com.wechat.pay.java.service.partnerpayments.jsapi.model.Transaction;
import com.wechat.pay.java.service.refund.model.Status;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.Charge;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.Refund;

/** The SDK's models as our records; a missing or contradicting member is unreadable. */
final class WechatFacts {

  private WechatFacts() {}

  /** The order that was asked for, of the merchant that was asked for. */
  static Charge charge(Merchant merchant, String orderNumber, Transaction transaction) {
    same(orderNumber, transaction.getOutTradeNo(), "out_trade_no");
    same(merchant.provider(), transaction.getSpMchid(), "sp_mchid");
    same(merchant.account(), transaction.getSubMchid(), "sub_mchid");
    return charge(transaction);
  }

  static Charge charge(Transaction transaction) {
    Charge.State state = state(present(transaction.getTradeState(), "trade_state"));
    boolean hasAmount =
        transaction.getAmount() != null && transaction.getAmount().getTotal() != null;
    if (hasAmount
        && transaction.getAmount().getCurrency() != null
        && !transaction.getAmount().getCurrency().equals("CNY")) {
      throw new UnreadableAnswer("currency");
    }
    return new Charge(
        present(transaction.getOutTradeNo(), "out_trade_no"),
        state,
        hasAmount ? transaction.getAmount().getTotal() : 0,
        state.wasPaid() ? Optional.ofNullable(transaction.getTransactionId()) : Optional.empty(),
        state.wasPaid() ? time(transaction.getSuccessTime()) : Optional.empty());
  }

  private static Charge.State state(Transaction.TradeStateEnum state) {
    return switch (state) {
      case SUCCESS -> Charge.State.PAID;
      case REFUND -> Charge.State.REFUNDED;
      case NOTPAY -> Charge.State.NOT_PAID;
      case USERPAYING, ACCEPT -> Charge.State.PAYING;
      case CLOSED, REVOKED -> Charge.State.CLOSED;
      case PAYERROR -> Charge.State.FAILED;
    };
  }

  /** What a refund consists of, wherever it was read. */
  static Refund refund(
      String refundNumber,
      String orderNumber,
      Status status,
      Long refundFen,
      String refundId,
      String successTime) {
    Refund.State state =
        switch (present(status, "status")) {
          case SUCCESS -> Refund.State.SUCCEEDED;
          case PROCESSING -> Refund.State.PROCESSING;
          case CLOSED -> Refund.State.CLOSED;
          case ABNORMAL -> Refund.State.ABNORMAL;
        };
    return new Refund(
        present(refundNumber, "out_refund_no"),
        present(orderNumber, "out_trade_no"),
        state,
        present(refundFen, "amount.refund"),
        Optional.ofNullable(refundId),
        state == Refund.State.SUCCEEDED ? time(successTime) : Optional.empty());
  }

  static <T> T present(T value, String field) {
    if (value == null) {
      throw new UnreadableAnswer(field);
    }
    return value;
  }

  static void same(String expected, String answered, String field) {
    if (!expected.equals(answered)) {
      throw new UnreadableAnswer(field);
    }
  }

  private static Optional<Instant> time(String rfc3339) {
    try {
      return rfc3339 == null
          ? Optional.empty()
          : Optional.of(OffsetDateTime.parse(rfc3339).toInstant());
    } catch (DateTimeException malformed) {
      throw new UnreadableAnswer("success_time");
    }
  }
}
