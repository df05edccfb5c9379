package org.yima.platform.start;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.yima.platform.Database;

/**
 * Ready is: the database answers, it may not forget a commit, and its schema is not behind this
 * server. Each is asked anew at every probe, because each may change while the server runs: a
 * database is restored or restarted with other settings. The answer names settings and counts only.
 */
@Readiness
@ApplicationScoped
class Ready implements AsyncHealthCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Database database;
  private final Flyway flyway;
  private volatile String[] needed = {};

  Ready(Database database, Flyway flyway) {
    this.database = database;
    this.flyway = flyway;
  }

  /** What this server's own migrations are does not change while it runs. */
  void readMigrations(@Observes StartupEvent event) {
    needed =
        Arrays.stream(flyway.info().all())
            .filter(migration -> migration.getState().isResolved())
            .map(MigrationInfo::getVersion)
            .filter(Objects::nonNull)
            .map(MigrationVersion::getVersion)
            .toArray(String[]::new);
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return database
        .query(
            """
            select current_setting('fsync') as fsync,
                   current_setting('full_page_writes') as full_page_writes,
                   current_setting('synchronous_commit') as synchronous_commit,
                   (select count(*) from unnest($1::text[]) n where not exists (
                      select 1 from flyway_schema_history h
                      where h.version = n and h.success)) as pending
            """,
            (Object) needed)
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .map(rows -> response(rows.iterator().next()))
        .onFailure()
        .recoverWithItem(
            unreachable ->
                HealthCheckResponse.named("database").down().withData("reachable", false).build());
  }

  private static HealthCheckResponse response(Row row) {
    boolean durable =
        DurabilityCheck.MUST_BE_ON.stream()
            .noneMatch(setting -> row.getString(setting).equals("off"));
    long pending = row.getLong("pending");
    return HealthCheckResponse.named("database")
        .withData("reachable", true)
        .withData("durable", durable)
        .withData("pendingMigrations", pending)
        .status(durable && pending == 0)
        .build();
  }
}
