package org.yima.booking.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.platform.Fen;
import org.yima.platform.Id;

/**
 * A session with its segments.
 *
 * @param fee the registration fee in fen
 * @param asOf when the segments' {@code remaining} was read
 */
@Schema(name = "Session")
public record SessionAnswer(
    @JsonProperty(required = true) Id id,
    @JsonProperty(required = true) String code,
    @JsonProperty(required = true) Id hospitalId,
    @JsonProperty(required = true) Id departmentId,
    @JsonProperty(required = true) Id doctorId,
    @JsonProperty(required = true) LocalDate date,
    @JsonProperty(required = true) Fen fee,
    @JsonProperty(required = true) OffsetDateTime releaseAt,
    @JsonProperty(required = true) OffsetDateTime cancelUntil,
    @JsonProperty(required = true) SessionStatus status,
    @JsonProperty(required = true) List<Segment> segments,
    @JsonProperty(required = true) OffsetDateTime asOf) {

  /**
   * A time slot.
   *
   * @param remaining numbers that were free at {@code asOf}
   */
  @Schema(name = "Segment")
  public record Segment(
      @JsonProperty(required = true) Id id,
      @JsonProperty(required = true) String code,
      @JsonProperty(required = true) OffsetDateTime from,
      @JsonProperty(required = true) OffsetDateTime to,
      @JsonProperty(required = true) String pool,
      @JsonProperty(required = true) int capacity,
      @JsonProperty(required = true) int remaining) {}

  /** A page, by date; {@code next} is the cursor of the following one. */
  @Schema(name = "SessionPage")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Page(
      @JsonProperty(required = true) List<SessionAnswer> items,
      Optional<String> next,
      @JsonProperty(required = true) OffsetDateTime asOf) {}
}
