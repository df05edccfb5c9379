package org.yima.index.review;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.yima.index.store.AnsweredRows;
import org.yima.index.store.Locks;
import org.yima.platform.Database;
import org.yima.platform.Job;

/** Takes doubts that have answered themselves out of the queue's way, a few at a time. */
@ApplicationScoped
class AnsweredDoubts implements Job {
  private static final int AT_ONCE = 50;

  /** Of one run, which asks for them once; the next goes on. */
  private static final int AT_MOST = 10_000;

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
    return rows.some(database::query, AT_MOST)
        .chain(
            pairs ->
                Multi.createFrom()
                    .iterable(pairs)
                    .group()
                    .intoLists()
                    .of(AT_ONCE)
                    .onItem()
                    .transformToUniAndConcatenate(this::note)
                    .onItem()
                    .ignoreAsUni());
  }

  /** Those that are just being decided are left to the next run. */
  private Uni<Integer> note(List<AnsweredRows.Pair> pairs) {
    return database.tx(
        tx ->
            locks
                .personsOf(
                    tx, pairs.stream().flatMap(AnsweredRows.Pair::records).distinct().toList())
                .chain(() -> rows.note(tx, pairs)));
  }
}
