package org.yima.gateway.wallet;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/**
 * Money to be returned to the payer of an order.
 *
 * @param refundNumber ours, at most 64 letters, digits, {@code _-|*@}; the idempotency key
 * @param refundFen how much, 1 to {@code totalFen}
 * @param totalFen what the order was paid with
 * @param reason shown to the payer; must not tell anything about an illness
 */
public record RefundOrder(
    String refundNumber,
    String orderNumber,
    long refundFen,
    long totalFen,
    String reason,
    URI notifyUrl) {

  public RefundOrder {
    requireNonNull(refundNumber, "refundNumber");
    requireNonNull(orderNumber, "orderNumber");
    requireNonNull(reason, "reason");
    requireNonNull(notifyUrl, "notifyUrl");
    if (refundFen < 1 || refundFen > totalFen) {
      throw new IllegalArgumentException("a refund is between one fen and the order's total");
    }
  }
}
