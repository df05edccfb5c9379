package org.yima.booking.appointment;

/** What happens to an appointment; its name is the cause that the history keeps. */
enum Step {
  /** The fee is paid. */
  PAID,
  /** Nothing of the paid fee stands any more. */
  FEE_REFUNDED,
  /** The hospital says yes. */
  CONFIRM,
  /** The hospital says no. */
  REJECT,
  /** The resident gives it up. */
  CANCEL,
  /** The hold's time is over. */
  HOLD_RAN_OUT,
  /** The hospital has not answered in time. */
  CONFIRMATION_RAN_OUT,
  /** The hospital has stopped the session. */
  STOP,
  /** The resident is there. */
  ARRIVE,
  /** The visit is over. */
  COMPLETE,
  /** The resident did not come. */
  MISS
}
