package org.yima.payment.refund;

/** Where a resident's wish for a refund stands. */
public enum RefundRequestStatus {
  /** The hospital has not answered. */
  OPEN,
  /** The hospital has begun a refund. */
  ANSWERED,
  /** The hospital says no. */
  DECLINED
}
