package org.yima.booking.session;

import com.fasterxml.jackson.annotation.JsonInclude;
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
    Id id,
    String code,
    Id hospitalId,
    Id departmentId,
    Id doctorId,
    LocalDate date,
    Fen fee,
    OffsetDateTime releaseAt,
    OffsetDateTime cancelUntil,
    SessionStatus status,
    List<Segment> segments,
    OffsetDateTime asOf) {

  /**
   * A time slot.
   *
   * @param remaining numbers that were free at {@code asOf}
   */
  @Schema(name = "Segment")
  public record Segment(
      Id id,
      String code,
      OffsetDateTime from,
      OffsetDateTime to,
      String pool,
      int capacity,
      int remaining) {}

  /** A page, by date; {@code next} is the cursor of the following one. */
  @Schema(name = "SessionPage")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Page(List<SessionAnswer> items, Optional<String> next, OffsetDateTime asOf) {}
}
