package org.yima.booking.appointment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
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
    @JsonProperty(required = true) Id id,
    @JsonProperty(required = true) AppointmentStatus status,
    @JsonProperty(required = true) Id residentId,
    @JsonProperty(required = true) Id hospitalId,
    @JsonProperty(required = true) Id departmentId,
    @JsonProperty(required = true) Id doctorId,
    @JsonProperty(required = true) Id sessionId,
    @JsonProperty(required = true) Id segmentId,
    @JsonProperty(required = true) LocalDate date,
    @JsonProperty(required = true) OffsetDateTime from,
    @JsonProperty(required = true) OffsetDateTime to,
    @JsonProperty(required = true) OffsetDateTime cancelUntil,
    @JsonProperty(required = true) Fen fee,
    Optional<Fen> feeRefunded,
    Optional<Id> billId,
    Optional<OffsetDateTime> holdExpiresAt,
    @JsonProperty(required = true) OffsetDateTime createdAt) {

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
  public record Page(
      @JsonProperty(required = true) List<AppointmentAnswer> items, Optional<Id> next) {}
}
