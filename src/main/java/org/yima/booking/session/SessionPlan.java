package org.yima.booking.session;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yima.platform.Fen;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Problem;

/** What a hospital wants a session to be, read and found consistent in itself. */
record SessionPlan(
    LocalDate date,
    Fen fee,
    OffsetDateTime releaseAt,
    OffsetDateTime cancelUntil,
    List<Slot> slots) {
  private static final String GENERAL = "GENERAL";

  /** A time slot as wanted. */
  record Slot(String code, OffsetDateTime from, OffsetDateTime to, String pool, int capacity) {}

  /** Reads a body; fails with input.invalid and a pointer to each field that does not fit. */
  static SessionPlan of(SessionBody body, OffsetDateTime now, ZoneId zone) {
    List<Problem.FieldError> errors = new ArrayList<>();
    List<Slot> slots = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    for (int i = 0; i < body.segments().size(); i++) {
      SessionBody.SegmentBody segment = body.segments().get(i);
      String at = "/segments/" + i;
      if (!codes.add(segment.code())) {
        errors.add(new Problem.FieldError(at + "/code", "duplicate"));
      }
      Optional<OffsetDateTime> from = time(segment.from(), body.date(), zone);
      Optional<OffsetDateTime> to = time(segment.to(), body.date(), zone);
      if (from.isEmpty()) {
        errors.add(new Problem.FieldError(at + "/from", "invalid"));
      } else if (to.isEmpty() || !to.get().isAfter(from.get())) {
        errors.add(new Problem.FieldError(at + "/to", "invalid"));
      } else {
        String pool = Optional.ofNullable(segment.pool()).orElse(GENERAL);
        slots.add(new Slot(segment.code(), from.get(), to.get(), pool, segment.capacity()));
      }
    }
    if (!errors.isEmpty()) {
      throw PlatformProblem.INPUT_INVALID.problem().with(errors);
    }
    OffsetDateTime first = slots.stream().map(Slot::from).min(OffsetDateTime::compareTo).get();
    return new SessionPlan(
        body.date(),
        Fen.of(body.fee()),
        Optional.ofNullable(body.releaseAt()).orElse(now),
        Optional.ofNullable(body.cancelUntil()).orElse(first),
        List.copyOf(slots));
  }

  private static Optional<OffsetDateTime> time(String text, LocalDate date, ZoneId zone) {
    try {
      OffsetDateTime time =
          text.indexOf('T') < 0
              ? date.atTime(LocalTime.parse(text)).atZone(zone).toOffsetDateTime()
              : OffsetDateTime.parse(text).atZoneSameInstant(zone).toOffsetDateTime();
      return Optional.of(time).filter(it -> it.toLocalDate().equals(date));
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }
}
