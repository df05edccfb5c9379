package org.yima.sandbox.alipay;

import java.time.Instant;
import java.util.Map;

/**
 * An order of the national mobile payment. Its cash is the {@link AlipayTrade} of the same key;
 * there is none where insurance pays all.
 *
 * @param number the channel's own ({@code chnl_ord_sn})
 * @param said what the merchant said of it, without authorisations, as the query repeats it
 * @param notifyUrl where its result is reported
 * @param cash what the wallet takes, fen
 * @param payOrderId the centre's order
 * @param digest of the request, to tell a repetition from another one
 * @param settled whether the centre settled it; null before it was asked
 * @param paidAt null before
 */
record AlipayPaymentOrder(
    String seller,
    String outTradeNo,
    String number,
    String buyer,
    Map<String, String> said,
    String notifyUrl,
    long cash,
    String payOrderId,
    String digest,
    Instant expiresAt,
    Boolean settled,
    Instant paidAt) {

  String key() {
    return AlipayTrade.key(seller, outTradeNo);
  }

  boolean waitsAt(Instant now) {
    return settled == null && now.isBefore(expiresAt);
  }

  /** After the centre was asked to settle it. */
  AlipayPaymentOrder asked(boolean done, Instant at) {
    return new AlipayPaymentOrder(
        seller,
        outTradeNo,
        number,
        buyer,
        said,
        notifyUrl,
        cash,
        payOrderId,
        digest,
        expiresAt,
        done,
        done ? at : null);
  }
}
