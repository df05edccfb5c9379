package org.yima.card;

/** The life of a bound instrument. */
public enum InstrumentStatus {
  /** Its holder has still to prove it. */
  PENDING,
  ACTIVE,
  /** Unbound; kept because payments refer to it. */
  REMOVED
}
