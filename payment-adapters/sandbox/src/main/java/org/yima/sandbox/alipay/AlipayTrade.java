package org.yima.sandbox.alipay;

import java.time.Duration;
import java.time.Instant;

/**
 * A trade.
 *
 * @param buyer who is to pay; empty text while nobody has opened it
 * @param digest of what was asked, so that asking differently under the same number is seen
 * @param refunded what went back so far, in fen
 * @param cancelled what a cancel did: close, refund, or empty text
 */
record AlipayTrade(
    String seller,
    String outTradeNo,
    String tradeNo,
    String buyer,
    long total,
    String subject,
    String storeId,
    String terminalId,
    String notifyUrl,
    String digest,
    Status status,
    Instant createdAt,
    Instant expiresAt,
    Instant paidAt,
    long refunded,
    String cancelled) {
  /** How long a paid trade can be returned. */
  static final Duration REFUNDABLE = Duration.ofDays(365);

  /** As kept; what time has made of it is {@link #statusAt}. */
  enum Status {
    WAIT_BUYER_PAY,
    TRADE_SUCCESS,
    TRADE_CLOSED,
    TRADE_FINISHED
  }

  static String key(String seller, String outTradeNo) {
    return seller + ":" + outTradeNo;
  }

  String key() {
    return key(seller, outTradeNo);
  }

  /** A trade closes when its time to pay is over, and is finished when it can not be returned. */
  Status statusAt(Instant now) {
    if (status == Status.WAIT_BUYER_PAY && !now.isBefore(expiresAt)) {
      return Status.TRADE_CLOSED;
    }
    return status == Status.TRADE_SUCCESS && now.isAfter(paidAt.plus(REFUNDABLE))
        ? Status.TRADE_FINISHED
        : status;
  }

  boolean waits(Instant now) {
    return statusAt(now) == Status.WAIT_BUYER_PAY;
  }

  AlipayTrade paid(String by, Instant at) {
    return with(by, Status.TRADE_SUCCESS, at, refunded, cancelled);
  }

  AlipayTrade closed(String how) {
    return with(buyer, Status.TRADE_CLOSED, paidAt, refunded, how);
  }

  /** A trade of which everything was returned is closed. */
  AlipayTrade returned(long fen) {
    long all = refunded + fen;
    return with(buyer, all == total ? Status.TRADE_CLOSED : status, paidAt, all, cancelled);
  }

  private AlipayTrade with(
      String by, Status newStatus, Instant paid, long newRefunded, String how) {
    return new AlipayTrade(
        seller,
        outTradeNo,
        tradeNo,
        by,
        total,
        subject,
        storeId,
        terminalId,
        notifyUrl,
        digest,
        newStatus,
        createdAt,
        expiresAt,
        paid,
        newRefunded,
        how);
  }
}
