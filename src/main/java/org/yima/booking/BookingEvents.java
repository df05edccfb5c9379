package org.yima.booking;

import org.yima.platform.Id;

/**
 * What this room tells through the outbox. The subject is the appointment; the payload is {@code
 * {id, status, sessionId, sessionCode, segmentId, segmentCode, residentId, recordId, date}}.
 */
public final class BookingEvents {
  public static final String HELD = "appointment.held";
  public static final String AWAITING_CONFIRMATION = "appointment.awaiting-confirmation";
  public static final String BOOKED = "appointment.booked";
  public static final String CHECKED_IN = "appointment.checked-in";
  public static final String COMPLETED = "appointment.completed";
  public static final String CANCELLED = "appointment.cancelled";
  public static final String EXPIRED = "appointment.expired";
  public static final String NO_SHOW = "appointment.no-show";
  public static final String STOPPED = "appointment.stopped";

  /** A session was stopped; the subject is the session. */
  public static final String SESSION_STOPPED = "session.stopped";

  private BookingEvents() {}

  /** The event that tells of an appointment's new status. */
  public static String of(AppointmentStatus status) {
    return switch (status) {
      case HELD -> HELD;
      case AWAITING_CONFIRMATION -> AWAITING_CONFIRMATION;
      case BOOKED -> BOOKED;
      case CHECKED_IN -> CHECKED_IN;
      case COMPLETED -> COMPLETED;
      case CANCELLED -> CANCELLED;
      case EXPIRED -> EXPIRED;
      case NO_SHOW -> NO_SHOW;
      case STOPPED -> STOPPED;
    };
  }

  /** The feed in which a hospital reads of its appointments. */
  public static String feed(Id institution) {
    return "hospital/" + institution + "/appointments";
  }
}
