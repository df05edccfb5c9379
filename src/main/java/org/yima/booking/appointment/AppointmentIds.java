package org.yima.booking.appointment;

import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;

/** Reads appointment ids in paths. */
final class AppointmentIds {
  private AppointmentIds() {}

  /** What is no such id is not found, like an id that names nothing. */
  static Id parse(String text) {
    return Id.parse(IdType.APPOINTMENT, text).orElseThrow(PlatformProblem.NOT_FOUND::problem);
  }
}
