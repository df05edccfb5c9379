package org.yima.sandbox.wechat;

import java.time.Instant;
import java.util.Locale;

/**
 * An order of a merchant.
 *
 * @param tradeType {@code JSAPI}, {@code APP}, {@code NATIVE}, {@code MWEB}, or {@code MICROPAY}
 *     for one that was paid by a code
 * @param openid who is to pay, or has; empty text where whoever opens the order may
 * @param notifyUrl absent for one that was paid by a code: its merchant waits for the answer
 * @param request a digest of what the merchant asked for, to tell a repetition from another request
 * @param refunded fen already asked back
 */
record WechatOrder(
    String subMchid,
    String outTradeNo,
    String tradeType,
    String openid,
    String description,
    String attach,
    String notifyUrl,
    long total,
    Instant timeExpire,
    Instant createdAt,
    String prepayId,
    String request,
    State state,
    String transactionId,
    Instant paidAt,
    long refunded) {

  /** Books that were written before payment codes know one trade type. */
  WechatOrder {
    tradeType = tradeType == null ? "JSAPI" : tradeType;
  }

  /** What faults know the call by that made it, and what is told of it. */
  String call() {
    return tradeType.equals("MWEB") ? "h5" : tradeType.toLowerCase(Locale.ROOT);
  }

  /** The wallet's trade states that an order of this kind passes through. */
  enum State {
    NOTPAY("订单未支付"),
    USERPAYING("用户支付中，需要输入密码"),
    PAYERROR("支付失败"),
    REVOKED("订单已撤销"),
    SUCCESS("支付成功"),
    REFUND("转入退款"),
    CLOSED("订单已关闭");

    private final String description;

    State(String description) {
      this.description = description;
    }

    String description() {
      return description;
    }

    boolean paid() {
      return this == SUCCESS || this == REFUND;
    }
  }

  static String key(String subMchid, String outTradeNo) {
    return subMchid + "/" + outTradeNo;
  }

  String key() {
    return key(subMchid, outTradeNo);
  }

  /** Whether it waits for its payer. */
  boolean waits(Instant now) {
    State present = stateAt(now);
    return present == State.NOTPAY || present == State.USERPAYING;
  }

  /** An unpaid order ends by itself when its time is over. */
  State stateAt(Instant now) {
    if (now.isBefore(timeExpire)) {
      return state;
    }
    return switch (state) {
      case NOTPAY -> State.CLOSED;
      case USERPAYING -> State.PAYERROR;
      case PAYERROR, REVOKED, SUCCESS, REFUND, CLOSED -> state;
    };
  }

  /** Paid; by whom is known at the latest now. */
  WechatOrder paid(String transaction, String payer, Instant at) {
    return new WechatOrder(
        subMchid,
        outTradeNo,
        tradeType,
        payer,
        description,
        attach,
        notifyUrl,
        total,
        timeExpire,
        createdAt,
        prepayId,
        request,
        State.SUCCESS,
        transaction,
        at,
        refunded);
  }

  /** Undone; {@code back} fen of it went back to the payer by that. */
  WechatOrder revoked(long back) {
    return with(State.REVOKED, transactionId, paidAt, refunded + back);
  }

  WechatOrder failed() {
    return with(State.PAYERROR, transactionId, paidAt, refunded);
  }

  WechatOrder closed() {
    return with(State.CLOSED, transactionId, paidAt, refunded);
  }

  WechatOrder refunded(long fen) {
    return with(State.REFUND, transactionId, paidAt, refunded + fen);
  }

  private WechatOrder with(State next, String transaction, Instant paid, long back) {
    return new WechatOrder(
        subMchid,
        outTradeNo,
        tradeType,
        openid,
        description,
        attach,
        notifyUrl,
        total,
        timeExpire,
        createdAt,
        prepayId,
        request,
        next,
        transaction,
        paid,
        back);
  }
}
