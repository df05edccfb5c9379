package org.yima.resident.phone;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.yima.platform.Database;
import org.yima.platform.Job;

/**
 * Forgets takeovers: they name a person, and after two days neither a face nor the limit of a day
 * asks for them any more. What came of each stays in the audit log.
 */
@ApplicationScoped
class ExpiredTakeovers implements Job {
  private static final Duration KEPT = Duration.ofDays(2);

  private final Database database;
  private final Clock clock;

  ExpiredTakeovers(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "resident.expired-takeovers";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(10);
  }

  @Override
  public Uni<Void> run() {
    return database
        .query("delete from takeover where asked_at < $1", OffsetDateTime.now(clock).minus(KEPT))
        .replaceWithVoid();
  }
}
