package org.yima.booking.appointment;

import com.fasterxml.jackson.annotation.JsonProperty;
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
    @JsonProperty(required = true) Id appointmentId,
    @JsonProperty(required = true) AppointmentStatus status,
    @JsonProperty(required = true) Id departmentId,
    @JsonProperty(required = true) Id doctorId,
    @JsonProperty(required = true) OffsetDateTime from,
    @JsonProperty(required = true) OffsetDateTime to,
    @JsonProperty(required = true) long ahead) {

  static CheckInAnswer of(Appointment it, long ahead) {
    return new CheckInAnswer(
        it.id(), it.status(), it.departmentId(), it.doctorId(), it.from(), it.to(), ahead);
  }
}
