package org.yima.booking.session;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A session as its hospital publishes it.
 *
 * @param fee the registration fee in fen; 0 for none
 * @param releaseAt from when numbers can be taken; absent: at once
 * @param cancelUntil until when residents can give up a booked number; absent: the first segment's
 *     start
 */
@Schema(name = "SessionBody")
public record SessionBody(
    @NotNull @Size(min = 1, max = 40) String departmentCode,
    @NotNull @Size(min = 1, max = 40) String doctorCode,
    @NotNull LocalDate date,
    @NotNull @Min(0) @Max(100_000_00) Long fee,
    OffsetDateTime releaseAt,
    OffsetDateTime cancelUntil,
    @NotNull @Size(min = 1, max = 200) List<@NotNull @Valid SegmentBody> segments) {

  /**
   * A time slot.
   *
   * @param from {@code HH:mm} on the session's date, or RFC 3339 with offset on that date
   * @param to in the same form, later
   * @param pool the pool that the numbers belong to; absent: GENERAL
   */
  @Schema(name = "SegmentBody")
  public record SegmentBody(
      @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,39}") String code,
      @NotNull @Size(min = 5, max = 35) String from,
      @NotNull @Size(min = 5, max = 35) String to,
      @Pattern(regexp = "[A-Za-z0-9_-]{1,20}") String pool,
      @NotNull @Min(0) @Max(10_000) Integer capacity) {}
}
