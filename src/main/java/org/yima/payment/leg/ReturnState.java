package org.yima.payment.leg;

/** Where one return of cash stands. */
public enum ReturnState {
  PLANNED,
  /** Asked for; the answer was not recorded or not understood. */
  REQUESTED,
  /** The wallet works on it. */
  RUNNING,
  DONE,
  /** The wallet refuses, for want of the merchant's balance or age: it has an owner. */
  BLOCKED,
  /** The wallet closed it and the money stayed with the merchant: another return replaces it. */
  FAILED
}
