package org.yima.card;

/** What a counter may do with what it scanned. */
public enum Allowed {
  /** Know who it is, as far as the scene shows it. */
  IDENTIFY,
  /** Take a payment with it, once. */
  CHARGE,
  CHECK_IN,
  /** Hand out medicine. */
  DISPENSE
}
