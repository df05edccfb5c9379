package org.yima.platform;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads feeds: oldest first, after an opaque cursor, nothing ever skipped. */
@ApplicationScoped
public class Feeds {
  private static final String CURSOR_VERSION = "f1:";

  private final Database database;

  public Feeds(Database database) {
    this.database = database;
  }

  /** One entry; {@code cursor} is what to ask after to get the next. */
  public record Entry(
      String cursor, String type, String subject, OffsetDateTime at, JsonObject payload) {}

  /** A page; {@code next} is the cursor after its last entry, or the one asked with. */
  public record Page(List<Entry> items, String next) {}

  /** Entries after {@code after} (empty or null: from the beginning), at most {@code limit}. */
  public Uni<Page> read(String feed, String after, int limit) {
    long position = position(after);
    return database
        .query(
            """
            select position, type, subject, created_at, payload from feed_entry
            where bucket = $1 and feed = $2 and position > $3 order by position limit $4
            """,
            Bucket.ofKey(feed),
            feed,
            position,
            limit)
        .map(
            rows -> {
              List<Entry> entries = new ArrayList<>();
              rows.forEach(row -> entries.add(entry(row)));
              String next =
                  entries.isEmpty() ? cursor(position) : entries.get(entries.size() - 1).cursor();
              return new Page(entries, next);
            });
  }

  /** A feed and the position up to which a follower has it. */
  record Place(String feed, long position) {}

  /** What is new at each of these places, oldest first, in one question for all of them. */
  Uni<Map<Integer, List<Entry>>> news(List<Place> places, int limit) {
    return database
        .query(
            """
            select w.n, e.position, e.type, e.subject, e.created_at, e.payload
            from unnest($1::int[], $2::text[], $3::bigint[])
                   with ordinality as w (bucket, feed, position, n)
              cross join lateral (
                select f.position, f.type, f.subject, f.created_at, f.payload from feed_entry f
                where f.bucket = w.bucket and f.feed = w.feed and f.position > w.position
                order by f.position limit $4) e
            order by w.n, e.position
            """,
            places.stream().map(place -> Bucket.ofKey(place.feed())).toArray(Integer[]::new),
            places.stream().map(Place::feed).toArray(String[]::new),
            places.stream().map(Place::position).toArray(Long[]::new),
            limit)
        .map(
            rows -> {
              Map<Integer, List<Entry>> news = new TreeMap<>();
              rows.forEach(
                  row ->
                      news.computeIfAbsent(row.getInteger("n") - 1, n -> new ArrayList<>())
                          .add(entry(row)));
              return news;
            });
  }

  private static Entry entry(Row row) {
    return new Entry(
        cursor(row.getLong("position")),
        row.getString("type"),
        row.getString("subject"),
        row.getOffsetDateTime("created_at"),
        row.getJsonObject("payload"));
  }

  private static String cursor(long position) {
    byte[] text = (CURSOR_VERSION + position).getBytes(StandardCharsets.US_ASCII);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  static long position(String cursor) {
    if (cursor == null || cursor.isEmpty()) {
      return 0;
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
      if (text.startsWith(CURSOR_VERSION)) {
        long position = Long.parseLong(text.substring(CURSOR_VERSION.length()));
        if (position >= 0) {
          return position;
        }
      }
    } catch (IllegalArgumentException notOurs) {
      // Falls through to the refusal below: what is not a cursor of ours is bad input.
    }
    throw PlatformProblem.INPUT_INVALID.problem().at("?after", "invalid");
  }
}
