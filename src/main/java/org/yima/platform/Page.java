package org.yima.platform;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * A page of a list that is read newest first. The cursor is the place of the last item: its moment,
 * in microseconds as the database keeps it, and what tells it from others of the same moment.
 *
 * @param next null on the last page
 */
public record Page<T>(List<T> items, String next) {
  private static final long MICROS = 1_000_000L;
  private static final String KEY = "[A-Za-z0-9_.-]{1,100}";

  /**
   * Where an item stands in the list: by {@code at}, then by {@code key}, both falling.
   *
   * @param key unique among the items of one moment
   */
  public record Place(OffsetDateTime at, String key) {
    public static Place of(OffsetDateTime at, Id id) {
      return new Place(at, id.toString());
    }

    /** The key of a list whose items are told apart by an id. */
    public UUID uuid() {
      return Id.parse(key).map(Id::uuid).orElseThrow(Page::invalid);
    }
  }

  /** Cuts a page out of rows that were read with one more than the limit. */
  public static <T> Page<T> of(List<T> rows, int limit, Function<T, Place> place) {
    if (rows.size() <= limit) {
      return new Page<>(rows, null);
    }
    List<T> items = rows.subList(0, limit);
    Place last = place.apply(items.get(limit - 1));
    Instant at = last.at().toInstant();
    long micros = at.getEpochSecond() * MICROS + at.getNano() / 1000;
    return new Page<>(items, Long.toString(micros, 36) + "." + last.key());
  }

  /** The place before which a page begins; without a cursor the end of time. */
  public static Place before(String cursor, Clock clock) {
    if (cursor == null || cursor.isEmpty()) {
      OffsetDateTime end = OffsetDateTime.now(clock).plusYears(1);
      return Place.of(end, Id.of(IdType.EVENT, 0, 0, 0));
    }
    int dot = cursor.indexOf('.');
    if (dot < 0 || !cursor.substring(dot + 1).matches(KEY)) {
      throw invalid();
    }
    try {
      long micros = Long.parseLong(cursor.substring(0, dot), 36);
      OffsetDateTime at =
          Instant.ofEpochSecond(
                  Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000L)
              .atZone(clock.getZone())
              .toOffsetDateTime();
      return new Place(at, cursor.substring(dot + 1));
    } catch (NumberFormatException | DateTimeException e) {
      throw invalid();
    }
  }

  private static Problem invalid() {
    return PlatformProblem.INPUT_INVALID.problem().at("?cursor", "invalid");
  }
}
