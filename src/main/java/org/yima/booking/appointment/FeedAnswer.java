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
import org.yima.platform.Feeds;
import org.yima.platform.Fen;
import org.yima.platform.Id;
import org.yima.resident.Resident;

/**
 * One step of one appointment, as its hospital reads it.
 *
 * @param id the appointment
 * @param status what it became by this step; it may have gone on since
 * @param type the event's type, such as {@code appointment.awaiting-confirmation}
 */
@Schema(name = "AppointmentFeedItem")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FeedAnswer(
    @JsonProperty(required = true) Id id,
    @JsonProperty(required = true) AppointmentStatus status,
    @JsonProperty(required = true) String type,
    @JsonProperty(required = true) OffsetDateTime at,
    @JsonProperty(required = true) String sessionCode,
    @JsonProperty(required = true) String segmentCode,
    @JsonProperty(required = true) LocalDate date,
    @JsonProperty(required = true) OffsetDateTime from,
    @JsonProperty(required = true) OffsetDateTime to,
    @JsonProperty(required = true) Fen fee,
    @JsonProperty(required = true) boolean paid,
    Optional<Id> billId,
    @JsonProperty(required = true) Patient patient) {

  /** For whom: what the hospital needs to find or make its patient file. */
  @Schema(name = "AppointmentPatient")
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Patient(
      @JsonProperty(required = true) Id residentId,
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String idType,
      String idNumber,
      Optional<LocalDate> birthDate,
      Optional<String> sex,
      String phone) {

    static Patient of(Resident it) {
      return new Patient(
          it.id(), it.name(), it.idType(), it.idNumber(), it.birthDate(), it.sex(), it.phone());
    }

    /** Only the id: the rest is personal data and must not reach a log. */
    @Override
    public String toString() {
      return "Patient[" + residentId + "]";
    }
  }

  static FeedAnswer of(Feeds.Entry entry, Appointment it, Resident resident) {
    return new FeedAnswer(
        it.id(),
        AppointmentStatus.valueOf(entry.payload().getString("status")),
        entry.type(),
        entry.at(),
        it.sessionCode(),
        it.segmentCode(),
        it.date(),
        it.from(),
        it.to(),
        it.fee(),
        it.paid(),
        it.billId(),
        Patient.of(resident));
  }

  /** A page, oldest first; {@code next} is what to ask after. */
  @Schema(name = "AppointmentFeed")
  public record Page(
      @JsonProperty(required = true) List<FeedAnswer> items,
      @JsonProperty(required = true) String next) {}
}
