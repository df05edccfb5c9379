package org.yima.booking.appointment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.booking.Appointment;
import org.yima.booking.AppointmentStatus;
import org.yima.platform.Fen;
import org.yima.platform.Id;

/**
 * An appointment as its resident and its hospital see it.
 *
 * @param holdExpiresAt until when the fee can be paid; present while HELD
 * @param feeRefunded what of the fee (fen) has gone back; absent while nothing has
 * @param billId present when there is a fee (fen)
 */
@Schema(name = "Appointment")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AppointmentAnswer(
    Id id,
    AppointmentStatus status,
    Id residentId,
    Id hospitalId,
    Id departmentId,
    Id doctorId,
    Id sessionId,
    Id segmentId,
    LocalDate date,
    OffsetDateTime from,
    OffsetDateTime to,
    OffsetDateTime cancelUntil,
    Fen fee,
    Optional<Fen> feeRefunded,
    Optional<Id> billId,
    Optional<OffsetDateTime> holdExpiresAt,
    OffsetDateTime createdAt) {

  static AppointmentAnswer of(Appointment it) {
    return new AppointmentAnswer(
        it.id(),
        it.status(),
        it.residentId(),
        it.institutionId(),
        it.departmentId(),
        it.doctorId(),
        it.sessionId(),
        it.segmentId(),
        it.date(),
        it.from(),
        it.to(),
        it.cancelUntil(),
        it.fee(),
        Optional.of(it.feeRefunded()).filter(Fen::isPositive),
        it.billId(),
        it.holdExpiresAt().filter(until -> it.status() == AppointmentStatus.HELD),
        it.createdAt());
  }

  /** A page, newest first; {@code next} is the cursor of the following one. */
  @Schema(name = "AppointmentPage")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Page(List<AppointmentAnswer> items, Optional<Id> next) {}
}
