package org.yima.booking.appointment;

import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.booking.Appointment;
import org.yima.booking.AppointmentStatus;
import org.yima.platform.Id;

/**
 * What the terminal shows after a check-in.
 *
 * @param ahead how many of the session checked in earlier and are still waiting or inside
 */
@Schema(name = "CheckIn")
public record CheckInAnswer(
    Id appointmentId,
    AppointmentStatus status,
    Id departmentId,
    Id doctorId,
    OffsetDateTime from,
    OffsetDateTime to,
    long ahead) {

  static CheckInAnswer of(Appointment it, long ahead) {
    return new CheckInAnswer(
        it.id(), it.status(), it.departmentId(), it.doctorId(), it.from(), it.to(), ahead);
  }
}
