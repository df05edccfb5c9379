package org.yima.sandbox.wechat;

import java.time.Instant;

/**
 * An order of a merchant.
 *
 * @param request a digest of what the merchant asked for, to tell a repetition from another request
 * @param refunded fen already asked back
 */
record WechatOrder(
    String subMchid,
    String outTradeNo,
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

  /** The wallet's trade states that an order of this kind passes through. */
  enum State {
    NOTPAY("订单未支付"),
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

  /** An unpaid order is closed by itself when its time is over. */
  State stateAt(Instant now) {
    return state == State.NOTPAY && !now.isBefore(timeExpire) ? State.CLOSED : state;
  }

  WechatOrder paid(String transaction, Instant at) {
    return with(State.SUCCESS, transaction, at, refunded);
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
