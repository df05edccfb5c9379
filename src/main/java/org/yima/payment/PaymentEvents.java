package org.yima.payment;

/**
 * What this room tells through the outbox. Where not said otherwise the subject is the bill; the
 * payload is {@code {billId, payableKind, payableId, institutionId, paymentId}}.
 */
public final class PaymentEvents {
  /** The bill is paid, finally. */
  public static final String BILL_PAID = "bill.paid";

  /** All or a part of what was paid has gone back; {@code whole} in the payload says which. */
  public static final String BILL_REFUNDED = "bill.refunded";

  /**
   * A payment's status changed; the subject is the payment, the payload {@code {status, reason,
   * at}}.
   */
  public static final String PAYMENT_CHANGED = "payment.changed";

  /** A resident asks for a refund; the subject is the request. */
  public static final String REFUND_REQUESTED = "refund.requested";

  private PaymentEvents() {}
}
