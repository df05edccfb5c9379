package org.yima.platform.seal;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.yima.platform.Database;
import org.yima.platform.Job;

/** Computes every daily anchor again from what was kept of it, from the first to the last. */
@ApplicationScoped
class AnchorCheck implements Job {
  /** How many days a run goes over. */
  private static final int DAYS = 7;

  private final Database database;
  private final Rounds rounds;
  private final Clock clock;

  AnchorCheck(Database database, Rounds rounds, Clock clock) {
    this.database = database;
    this.rounds = rounds;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "seal-anchor-check";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Uni<Void> run() {
    return rounds
        .ofAnchors(OffsetDateTime.now(clock))
        .chain(due -> due.isEmpty() ? Uni.createFrom().voidItem() : someDays(due.get()));
  }

  private Uni<Void> someDays(Rounds.Round round) {
    Walk walk = new Walk(round.at(), round.head(), round.proven(), java.util.Map.of());
    return database
        .query(
            "select day, hash from seal_anchor where kept and day > $1 order by day limit $2",
            LocalDate.ofEpochDay(round.at().position()),
            DAYS)
        .call(
            days ->
                Multi.createFrom()
                    .iterable(days)
                    .onItem()
                    .transformToUniAndConcatenate(day -> again(walk, day))
                    .collect()
                    .last())
        .chain(days -> rounds.keep(round, walk, days.rowCount() < DAYS, OffsetDateTime.now(clock)));
  }

  private Uni<Void> again(Walk walk, Row day) {
    LocalDate date = day.getLocalDate("day");
    Walk.Place stored = new Walk.Place(date.toEpochDay(), day.getBuffer("hash").getBytes());
    return database
        .query(Anchors.AGAIN, date)
        .map(rows -> rows.iterator().next().getBuffer("hash").getBytes())
        .invoke(computed -> walk.anchor(stored, computed))
        .replaceWithVoid();
  }
}
