package org.yima.payment.bill;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import org.yima.platform.PlatformProblem;

/**
 * A page of a list that is read newest first. The cursor is the moment of the last item, in
 * microseconds, as the database keeps it.
 *
 * @param next null on the last page
 */
public record Page<T>(List<T> items, String next) {

  /** Cuts a page out of rows that were read with one more than the limit. */
  public static <T> Page<T> of(List<T> rows, int limit, Function<T, OffsetDateTime> at) {
    if (rows.size() <= limit) {
      return new Page<>(rows, null);
    }
    List<T> items = rows.subList(0, limit);
    Instant last = at.apply(items.get(limit - 1)).toInstant();
    long micros =
        Math.addExact(Math.multiplyExact(last.getEpochSecond(), 1_000_000L), last.getNano() / 1000);
    return new Page<>(items, Long.toString(micros, 36));
  }

  /** The moment before which a page begins; without a cursor every moment. */
  public static OffsetDateTime before(String cursor, Clock clock) {
    if (cursor == null || cursor.isEmpty()) {
      return OffsetDateTime.now(clock).plusYears(1);
    }
    try {
      long micros = Long.parseLong(cursor, 36);
      return Instant.ofEpochSecond(
              Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000L)
          .atZone(clock.getZone())
          .toOffsetDateTime();
    } catch (NumberFormatException | java.time.DateTimeException e) {
      throw PlatformProblem.INPUT_INVALID.problem().at("?cursor", "invalid");
    }
  }
}
