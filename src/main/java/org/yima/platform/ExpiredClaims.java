package org.yima.platform;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Forgets idempotency claims a day after they were made, as the contract says. */
@ApplicationScoped
class ExpiredClaims implements Job {
  private final Database database;

  ExpiredClaims(Database database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "expired-claims";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(5);
  }

  @Override
  public Uni<Void> run() {
    return database
        .query("delete from idempotency where created_at < now() - interval '24 hours'")
        .replaceWithVoid();
  }
}
