package org.yima.sandbox.wechat;

import java.time.Instant;

/**
 * Money on its way back. It leaves the merchant when it is accepted and reaches the payer when it
 * succeeds.
 */
record WechatRefund(
    String subMchid,
    String outRefundNo,
    String outTradeNo,
    String refundId,
    String transactionId,
    String reason,
    String notifyUrl,
    long amount,
    long total,
    String request,
    Status status,
    Instant createdAt,
    Instant successAt) {

  /** PROCESSING leads to one of the others; ABNORMAL money waits for the merchant to act. */
  enum Status {
    PROCESSING,
    SUCCESS,
    ABNORMAL,
    CLOSED
  }

  static String key(String subMchid, String outRefundNo) {
    return subMchid + "/" + outRefundNo;
  }

  String key() {
    return key(subMchid, outRefundNo);
  }

  WechatRefund finished(Status next, Instant at) {
    return new WechatRefund(
        subMchid,
        outRefundNo,
        outTradeNo,
        refundId,
        transactionId,
        reason,
        notifyUrl,
        amount,
        total,
        request,
        next,
        createdAt,
        at);
  }
}
