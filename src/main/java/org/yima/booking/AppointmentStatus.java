package org.yima.booking;

/** Where an appointment stands. Which steps lead from one to another is one table in one file. */
public enum AppointmentStatus {
  /** A number is kept for the resident until the fee is paid or the hold runs out. */
  HELD,
  /** The hospital has to say yes; it is not booked yet. */
  AWAITING_CONFIRMATION,
  /** The hospital has said yes. */
  BOOKED,
  /** The resident is there. */
  CHECKED_IN,
  COMPLETED,
  /** Given up by the resident, refused by the hospital or not confirmed in time. */
  CANCELLED,
  /** The hold ran out unpaid. */
  EXPIRED,
  /** The resident did not come. */
  NO_SHOW,
  /** The hospital has stopped the session. */
  STOPPED;

  /** Whether nothing follows. */
  public boolean isFinal() {
    return switch (this) {
      case HELD, AWAITING_CONFIRMATION, BOOKED, CHECKED_IN -> false;
      case COMPLETED, CANCELLED, EXPIRED, NO_SHOW, STOPPED -> true;
    };
  }

  /** Whether the number goes back and the person's place is free again. */
  public boolean freesNumber() {
    return switch (this) {
      case CANCELLED, EXPIRED, STOPPED -> true;
      case HELD, AWAITING_CONFIRMATION, BOOKED, CHECKED_IN, COMPLETED, NO_SHOW -> false;
    };
  }
}
