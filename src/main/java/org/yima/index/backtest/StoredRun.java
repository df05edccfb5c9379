package org.yima.index.backtest;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;
import org.yima.index.living.Anew;
import org.yima.index.living.Arrangement;
import org.yima.index.living.Weighing;
import org.yima.index.store.ReevaluationRows;
import org.yima.platform.Database;
import org.yima.platform.Id;

/**
 * Weighs stored records anew without changing anything, a few at a time, as the job that follows
 * the weights would, and keeps what it would have changed.
 */
@ApplicationScoped
class StoredRun {
  private static final Logger LOG = Logger.getLogger(StoredRun.class);
  private static final int AT_ONCE = 50;

  private final Database database;
  private final BacktestStore store;
  private final StoredStore stored;
  private final ReevaluationRows pages;
  private final Anew anew;

  StoredRun(
      Database database,
      BacktestStore store,
      StoredStore stored,
      ReevaluationRows pages,
      Anew anew) {
    this.database = database;
    this.store = store;
    this.stored = stored;
    this.pages = pages;
    this.anew = anew;
  }

  /** The next few; ends it where there are none. */
  Uni<Void> step(Backtest test, Weighing tried) {
    int left = Math.min(AT_ONCE, test.pairs() - test.judged());
    return left <= 0
        ? finish(test)
        // By the bucket of their ids, which are drawn: those of a few buckets are evenly of all.
        : pages
            .next(database::query, test.last(), left)
            .chain(ids -> ids.isEmpty() ? finish(test) : attempt(test, tried, ids));
  }

  private Uni<Void> finish(Backtest test) {
    return stored
        .counted(database::query, test.id())
        .chain(outcome -> database.tx(tx -> store.finish(tx, test.id(), outcome)));
  }

  /** What fails together is tried one by one, so that a record holds up none but itself. */
  private Uni<Void> attempt(Backtest test, Weighing tried, List<Id> ids) {
    return weigh(test, tried, ids)
        .onFailure(failure -> !Database.isAway(failure))
        .recoverWithUni(
            failure ->
                ids.size() == 1
                    ? skipped(test, ids.get(0), failure)
                    : attempt(test, tried, ids.subList(0, 1)));
  }

  private Uni<Void> skipped(Backtest test, Id record, Throwable failure) {
    LOG.errorf(
        "record %s could not be weighed for back-test %s: %s",
        record, test.id(), failure.getClass().getName());
    return database.tx(tx -> stored.keep(tx, test, List.of(), List.of(), record, 1, 1));
  }

  private Uni<Void> weigh(Backtest test, Weighing tried, List<Id> ids) {
    return anew.foreseen(database::query, ids, tried)
        .chain(
            foreseen ->
                stored
                    .asked(database::query, Otherwise.touched(foreseen.arrangement()))
                    .map(asked -> Otherwise.of(foreseen.arrangement(), asked))
                    .chain(changed -> keep(test, foreseen, changed, ids)));
  }

  private Uni<Void> keep(
      Backtest test, Anew.Foreseen foreseen, List<Otherwise> changed, List<Id> ids) {
    Arrangement arrangement = foreseen.arrangement();
    return database.tx(
        tx ->
            stored.keep(
                tx,
                test,
                changed,
                arrangement.moves(),
                ids.get(ids.size() - 1),
                ids.size(),
                foreseen.unreadable()));
  }
}
