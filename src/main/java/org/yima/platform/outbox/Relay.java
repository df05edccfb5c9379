package org.yima.platform.outbox;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.yima.platform.Bucket;
import org.yima.platform.Database;
import org.yima.platform.EventHandler;
import org.yima.platform.Job;
import org.yima.platform.SqlTx;

/**
 * Gives committed events their position in each feed and a delivery to each handler that wants
 * them.
 *
 * <p>Positions are given here, after commit, and never derived from ids or times: a transaction
 * that commits late is then simply later in the feed, and a reader that has seen position n has
 * missed nothing before it. The lock on the feed's head holds that even when two relays overlap
 * because a lease ran out, and (feed, event) is unique.
 */
@ApplicationScoped
class Relay implements Job {
  private static final int BATCH = 500;

  private final Database database;
  private final List<EventHandler> handlers;

  Relay(Database database, @All List<EventHandler> handlers) {
    this.database = database;
    this.handlers = handlers;
  }

  @Override
  public String name() {
    return "outbox-relay";
  }

  @Override
  public Duration every() {
    return Duration.ofMillis(50);
  }

  /** It looks before it begins a transaction: twenty a second of an idle server are none. */
  @Override
  public Uni<Void> run() {
    return database
        .query("select 1 from outbox where not relayed order by created_at, id limit 1")
        .chain(waiting -> waiting.size() == 0 ? Uni.createFrom().voidItem() : relayed());
  }

  private Uni<Void> relayed() {
    return database
        .tx(this::relayBatch)
        .chain(count -> count == BATCH ? relayed() : Uni.createFrom().voidItem());
  }

  private Uni<Integer> relayBatch(SqlTx tx) {
    return tx.query(
            """
            select bucket, id, type, subject, payload, feeds, created_at from outbox
            where not relayed order by created_at, id limit $1 for update skip locked
            """,
            BATCH)
        .map(Relay::list)
        .call(rows -> appendAll(tx, rows))
        .call(rows -> tx.batch(INSERT_DELIVERY, deliveries(rows)))
        .call(rows -> tx.batch(MARK_RELAYED, keys(rows)))
        .map(List::size);
  }

  private static final String INSERT_DELIVERY =
      """
      insert into delivery (bucket, event_id, handler, due_at) values ($1, $2, $3, now())
      on conflict do nothing
      """;
  private static final String MARK_RELAYED =
      "update outbox set relayed = true where bucket = $1 and id = $2";

  private List<Object[]> deliveries(List<Row> rows) {
    List<Object[]> wanted = new ArrayList<>();
    for (Row row : rows) {
      for (EventHandler handler : handlers) {
        if (handler.types().contains(row.getString("type"))) {
          wanted.add(new Object[] {row.getInteger("bucket"), row.getUUID("id"), handler.name()});
        }
      }
    }
    return wanted;
  }

  private static List<Object[]> keys(List<Row> rows) {
    return rows.stream()
        .map(row -> new Object[] {row.getInteger("bucket"), row.getUUID("id")})
        .toList();
  }

  /** Feeds are taken in the order of their names, so that two relays never wait in a circle. */
  private static Uni<Void> appendAll(SqlTx tx, List<Row> rows) {
    Map<String, List<Row>> byFeed = new TreeMap<>();
    for (Row row : rows) {
      for (String feed : row.getArrayOfStrings("feeds")) {
        byFeed.computeIfAbsent(feed, ignored -> new ArrayList<>()).add(row);
      }
    }
    return Multi.createFrom()
        .iterable(byFeed.entrySet())
        .onItem()
        .transformToUniAndConcatenate(entry -> append(tx, entry.getKey(), entry.getValue()))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static Uni<Void> append(SqlTx tx, String feed, List<Row> rows) {
    int bucket = Bucket.ofKey(feed);
    return tx.query(
            """
            insert into feed_head (bucket, feed, position) values ($1, $2, $3)
            on conflict (bucket, feed) do update set position = feed_head.position + excluded.position
            returning position
            """,
            bucket,
            feed,
            (long) rows.size())
        .map(head -> head.iterator().next().getLong("position") - rows.size())
        .call(last -> tx.batch(INSERT_ENTRY, entries(bucket, feed, last, rows)))
        .replaceWithVoid();
  }

  private static final String INSERT_ENTRY =
      """
      insert into feed_entry (bucket, feed, position, event_id, type, subject, payload, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      """;

  private static List<Object[]> entries(int bucket, String feed, long last, List<Row> rows) {
    List<Object[]> entries = new ArrayList<>();
    long position = last;
    for (Row row : rows) {
      UUID event = row.getUUID("id");
      entries.add(
          new Object[] {
            bucket,
            feed,
            ++position,
            event,
            row.getString("type"),
            row.getString("subject"),
            row.getJsonObject("payload"),
            row.getOffsetDateTime("created_at")
          });
    }
    return entries;
  }

  private static List<Row> list(Iterable<Row> rows) {
    List<Row> list = new ArrayList<>();
    rows.forEach(list::add);
    return list;
  }
}
