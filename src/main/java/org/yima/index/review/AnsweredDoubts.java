package org.yima.index.review;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.yima.index.store.AnsweredRows;
import org.yima.index.store.Locks;
import org.yima.platform.Database;
import org.yima.platform.Job;

/** Takes doubts that have answered themselves out of the queue's way, a few at a time. */
@ApplicationScoped
class AnsweredDoubts implements Job {
  private static final int AT_ONCE = 50;

  /** One run ends within a minute; the next goes on. */
  private static final int TIMES = 200;

  private final Database database;
  private final AnsweredRows rows;
  private final Locks locks;

  AnsweredDoubts(Database database, AnsweredRows rows, Locks locks) {
    this.database = database;
    this.rows = rows;
    this.locks = locks;
  }

  @Override
  public String name() {
    return "index.answered-doubts";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(10);
  }

  @Override
  public Uni<Void> run() {
    return some(TIMES);
  }

  /** Where all that are left are just being decided, the next run goes on. */
  private Uni<Void> some(int times) {
    return times == 0
        ? Uni.createFrom().voidItem()
        : step().chain(noted -> noted == 0 ? Uni.createFrom().voidItem() : some(times - 1));
  }

  private Uni<Integer> step() {
    return rows.some(database::query, AT_ONCE)
        .chain(
            pairs ->
                pairs.isEmpty()
                    ? Uni.createFrom().item(0)
                    : database.tx(
                        tx ->
                            locks
                                .personsOf(
                                    tx,
                                    pairs.stream()
                                        .flatMap(AnsweredRows.Pair::records)
                                        .distinct()
                                        .toList())
                                .chain(() -> rows.note(tx, pairs))));
  }
}
