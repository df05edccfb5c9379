package org.yima.gateway.wallet;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/**
 * Money to be returned to the payer of an order.
 *
 * @param refund ours, the idempotency key, and the order it belongs to
 * @param refundFen how much, 1 to {@code totalFen}
 * @param totalFen what the order was paid with
 * @param reason shown to the payer; must not tell anything about an illness
 */
public record RefundOrder(
    RefundRef refund, long refundFen, long totalFen, String reason, URI notifyUrl) {

  public RefundOrder {
    requireNonNull(refund, "refund");
    requireNonNull(reason, "reason");
    requireNonNull(notifyUrl, "notifyUrl");
    if (refundFen < 1 || refundFen > totalFen) {
      throw new IllegalArgumentException("a refund is between one fen and the order's total");
    }
  }

  @Override
  public String toString() {
    return "RefundOrder[" + refund + ", " + refundFen + " of " + totalFen + " fen]";
  }
}
