package org.yima.booking.session;

/** Whether a session gives numbers. */
public enum SessionStatus {
  OPEN,
  STOPPED
}
