package org.yima.index.backtest;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.yima.platform.Database;
import org.yima.platform.Job;

/**
 * Forgets back-tests: their pairs say who was taken for whom, and what they were asked for is
 * decided by then. That one was asked for stays in the audit log.
 */
@ApplicationScoped
class OldBacktests implements Job {
  static final Duration KEPT = Duration.ofDays(90);

  private final Database database;
  private final BacktestStore store;
  private final Clock clock;

  OldBacktests(Database database, BacktestStore store, Clock clock) {
    this.database = database;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "index.old-backtests";
  }

  @Override
  public Duration every() {
    return Duration.ofHours(1);
  }

  @Override
  public Uni<Void> run() {
    OffsetDateTime before = OffsetDateTime.now(clock).minus(KEPT);
    return database.tx(tx -> store.forget(tx, before));
  }
}
