package org.yima.payment.visit;

/** Where a visit of ours stands at the bureau. */
public enum VisitState {
  /** 2201 was sent; whether it arrived is not known. */
  REGISTERING,
  /** Registered, with the lines of its plan or on the way to them. */
  STANDS,
  /** Its lines are being taken back (2205). */
  TAKING_BACK,
  /** Its lines are gone; the registration is being cancelled (2202). */
  CANCELLING,
  /** Nothing of it is left at the bureau. */
  REVOKED,
  /** The bureau refused to register it. */
  ABSENT;

  /** Whether nothing follows. */
  public boolean over() {
    return this == REVOKED || this == ABSENT;
  }
}
