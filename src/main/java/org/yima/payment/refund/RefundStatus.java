package org.yima.payment.refund;

/** Where a refund stands. */
public enum RefundStatus {
  /**
   * It settles anew, and the resident's new authorisation is missing. It ends by itself when none
   * comes, or when all of the payment is refunded instead.
   */
  AWAITING_AUTHORISATION,
  /** The new share is shown; nothing is reversed before the resident says yes. */
  AWAITING_CONFIRMATION,
  PROCESSING,
  DONE,
  /** Nothing changed: what stood before stands. */
  FAILED
}
