package org.yima.platform.outbox;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.EventHandler;
import org.yima.platform.Id;
import org.yima.platform.Job;

/**
 * Hands events to their handlers at least once. Each delivery stands alone, so one that fails is
 * tried again later (a growing pause, five minutes at most) without holding up the others.
 */
@ApplicationScoped
class Deliveries implements Job {
  private static final Logger LOG = Logger.getLogger(Deliveries.class);
  private static final int BATCH = 50;

  private final Database database;
  private final Map<String, EventHandler> handlers;

  Deliveries(Database database, @All List<EventHandler> handlers) {
    this.database = database;
    this.handlers =
        handlers.stream().collect(Collectors.toMap(EventHandler::name, Function.identity()));
  }

  @Override
  public String name() {
    return "outbox-deliveries";
  }

  @Override
  public Duration every() {
    return Duration.ofMillis(50);
  }

  @Override
  public Uni<Void> run() {
    return database
        .query(
            """
            select d.bucket, d.event_id, d.handler, o.type, o.subject, o.payload
            from delivery d join outbox o on o.bucket = d.bucket and o.id = d.event_id
            where d.due_at <= now() order by d.due_at limit $1
            """,
            BATCH)
        .chain(
            rows ->
                Multi.createFrom()
                    .iterable(rows)
                    .onItem()
                    .transformToUniAndConcatenate(this::deliver)
                    .collect()
                    .last()
                    .chain(last -> rows.size() == BATCH ? run() : Uni.createFrom().voidItem()));
  }

  private Uni<Void> deliver(Row row) {
    EventHandler handler = handlers.get(row.getString("handler"));
    Uni<Void> handled =
        handler == null
            ? Uni.createFrom().failure(new IllegalStateException("no such handler"))
            : Uni.createFrom().deferred(() -> handler.handle(event(row)));
    return handled
        .chain(done -> finished(row))
        .onFailure()
        .recoverWithUni(failure -> postponed(row, failure));
  }

  private static Event event(Row row) {
    Id subject =
        Id.parse(row.getString("subject"))
            .orElseThrow(() -> new IllegalStateException("an outbox row without a subject"));
    return Event.of(row.getString("type"), subject, row.getJsonObject("payload"));
  }

  private Uni<Void> finished(Row row) {
    return database
        .query(
            "delete from delivery where bucket = $1 and event_id = $2 and handler = $3",
            row.getInteger("bucket"),
            row.getUUID("event_id"),
            row.getString("handler"))
        .replaceWithVoid();
  }

  private Uni<Void> postponed(Row row, Throwable failure) {
    LOG.warnf(
        "event=%s handler=%s failed=%s sqlstate=%s",
        row.getString("type"),
        row.getString("handler"),
        failure.getClass().getName(),
        Database.sqlState(failure).orElse("-"));
    LOG.debug("delivery failure", failure);
    return database
        .query(
            """
            update delivery set attempts = attempts + 1,
              due_at = now() + make_interval(secs => least(300, power(2, least(attempts, 9))))
            where bucket = $1 and event_id = $2 and handler = $3
            """,
            row.getInteger("bucket"),
            row.getUUID("event_id"),
            row.getString("handler"))
        .replaceWithVoid();
  }
}
