package org.yima.payment.leg;

/** What callers see of a payment. */
public enum PaymentStatus {
  PENDING,
  PROCESSING,
  PAID,
  /** No money ever left. */
  FAILED,
  CANCELLING,
  /** All of it is back. */
  CANCELLED,
  REFUNDING,
  PARTLY_REFUNDED,
  REFUNDED
}
