package org.yima.payment;

/**
 * What this room tells through the outbox. The subject is the bill; the payload is {@code {billId,
 * payableKind, payableId, institutionId, paymentId}}.
 */
public final class PaymentEvents {
  /** The bill is paid, finally. */
  public static final String BILL_PAID = "bill.paid";

  /** All or a part of what was paid has gone back; {@code whole} in the payload says which. */
  public static final String BILL_REFUNDED = "bill.refunded";

  private PaymentEvents() {}
}
