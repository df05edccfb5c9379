package org.yima.card.scan;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;

/** Alerts that are due; each was written with the resolution that it tells of. */
@ApplicationScoped
class AlertStore {
  private final Database database;
  private final Clock clock;

  AlertStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * An owner who is still to be told.
   *
   * @param at when the card was shown
   * @param attempts that came to nothing so far
   */
  record Alert(Id resolution, Id resident, Id institution, OffsetDateTime at, int attempts) {}

  /** How an alert ended. */
  enum End {
    TOLD,
    /** There is nobody to tell, or the message was refused, or a day has passed. */
    GIVEN_UP
  }

  Uni<List<Alert>> due(int limit) {
    return database
        .query(
            """
            select a.resolution_id, a.attempts, r.institution_id, r.created_at, p.resident_id
            from emergency_alert a
            join resolution r on r.bucket = a.bucket and r.id = a.resolution_id
            join resolution_person p on p.bucket = a.bucket and p.resolution_id = a.resolution_id
            where a.status = 'DUE' and a.due_at <= $1 and p.resident_id is not null
            order by a.due_at limit $2
            """,
            OffsetDateTime.now(clock),
            limit)
        .map(
            rows -> {
              List<Alert> alerts = new ArrayList<>();
              rows.forEach(row -> alerts.add(read(row)));
              return alerts;
            });
  }

  Uni<Void> end(Alert alert, End end) {
    return database
        .query(
            "update emergency_alert set status = $3 where bucket = $1 and resolution_id = $2",
            alert.resolution().bucket(),
            alert.resolution().uuid(),
            end.name())
        .replaceWithVoid();
  }

  Uni<Void> postpone(Alert alert, Duration pause) {
    return database
        .query(
            """
            update emergency_alert set attempts = attempts + 1, due_at = $3
            where bucket = $1 and resolution_id = $2
            """,
            alert.resolution().bucket(),
            alert.resolution().uuid(),
            OffsetDateTime.now(clock).plus(pause))
        .replaceWithVoid();
  }

  private static Alert read(Row row) {
    return new Alert(
        new Id(IdType.RESOLUTION, row.getUUID("resolution_id")),
        new Id(IdType.RESIDENT, row.getUUID("resident_id")),
        new Id(IdType.INSTITUTION, row.getUUID("institution_id")),
        row.getOffsetDateTime("created_at"),
        row.getInteger("attempts"));
  }
}
