package org.yima.migration.running;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jboss.logging.Logger;
import org.yima.migration.plan.MigrationStore;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Job;

/** Works on every migration that waits for it, some batches at a time, one after the other. */
@ApplicationScoped
public class MigrationJob implements Job {
  private static final Logger LOG = Logger.getLogger(MigrationJob.class);

  /** Well below the lease of a job, so that no other server begins the same work. */
  private static final Duration TURN = Duration.ofSeconds(5);

  private final MigrationStore store;
  private final BatchRunner runner;
  private final Clock clock;

  MigrationJob(MigrationStore store, BatchRunner runner, Clock clock) {
    this.store = store;
    this.runner = runner;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "migration";
  }

  @Override
  public Duration every() {
    return Duration.ofMillis(500);
  }

  @Override
  public Uni<Void> run() {
    Instant end = clock.instant().plus(TURN);
    return store.working(OffsetDateTime.now(clock)).chain(ids -> each(ids, end));
  }

  private Uni<Void> each(List<Id> ids, Instant end) {
    if (ids.isEmpty() || !clock.instant().isBefore(end)) {
      return Uni.createFrom().voidItem();
    }
    return batches(ids.get(0), end)
        .onFailure()
        .invoke(failure -> log(ids.get(0), failure))
        .onFailure()
        .recoverWithUni(failure -> runner.failed(ids.get(0), failure))
        .onFailure()
        .recoverWithNull()
        .chain(() -> each(ids.subList(1, ids.size()), end));
  }

  /** One migration that fails must not hold up the others; it is tried again later. */
  private static void log(Id migration, Throwable failure) {
    LOG.warnf(
        "migration=%s failed=%s sqlstate=%s",
        migration, failure.getClass().getName(), Database.sqlState(failure).orElse("-"));
    LOG.debug("migration failure", failure);
  }

  private Uni<Void> batches(Id migration, Instant end) {
    return runner
        .step(migration)
        .chain(
            more ->
                more && clock.instant().isBefore(end)
                    ? batches(migration, end)
                    : Uni.createFrom().voidItem());
  }
}
