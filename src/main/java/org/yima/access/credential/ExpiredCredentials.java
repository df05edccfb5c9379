package org.yima.access.credential;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.yima.platform.Database;
import org.yima.platform.Job;

/** Clears away what has run out and proves nothing any more. */
@ApplicationScoped
class ExpiredCredentials implements Job {
  private final Database database;

  ExpiredCredentials(Database database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "expired-credentials";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(5);
  }

  @Override
  public Uni<Void> run() {
    return database
        .query("delete from client_assertion where expires_at < now()")
        .chain(done -> database.query("delete from card_read where expires_at < now()"))
        .chain(
            done ->
                database.query("delete from presence where expires_at < now() - interval '1 day'"))
        .chain(
            done ->
                database.query("delete from sign_in where expires_at < now() - interval '30 days'"))
        .chain(
            done ->
                database.query("delete from staff_try where tried_at < now() - interval '1 day'"))
        .chain(
            done ->
                database.query(
                    """
                    delete from one_time_code
                    where expires_at < now() and day_start < now() - interval '1 day'
                    """))
        .replaceWithVoid();
  }
}
