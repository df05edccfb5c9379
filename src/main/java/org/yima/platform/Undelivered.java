package org.yima.platform;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;

/**
 * What has committed and a handler has not dealt with yet. A room that gives out what its handler
 * keeps says by this as of when it is.
 */
@ApplicationScoped
public class Undelivered {
  private final Database database;

  Undelivered(Database database) {
    this.database = database;
  }

  /**
   * When the oldest event happened that a handler still has to deal with, whether it waits to be
   * relayed, to be delivered, or to be tried again; empty when it has dealt with all.
   *
   * @param handler its stable name
   * @param types the events it wants
   */
  public Uni<Optional<Instant>> oldest(String handler, Set<String> types) {
    return database
        .query(
            """
            select least(
              (select min(o.created_at) from outbox o where not o.relayed and o.type = any($2)),
              (select min(o.created_at) from delivery d
               join outbox o on o.bucket = d.bucket and o.id = d.event_id
               where d.handler = $1)) as oldest
            """,
            handler,
            types.toArray(String[]::new))
        .map(rows -> Optional.ofNullable(rows.iterator().next().getOffsetDateTime("oldest")))
        .map(oldest -> oldest.map(OffsetDateTime::toInstant));
  }
}
