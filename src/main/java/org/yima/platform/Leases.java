package org.yima.platform;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/**
 * Named leases in the database: at most one holder at a time across all servers, measured by the
 * database's clock, free again by themselves when their holder dies.
 */
@ApplicationScoped
public class Leases {
  private final Database database;
  private final UUID holder;

  public Leases(Database database, Ids ids) {
    this.database = database;
    this.holder = ids.founding(IdType.CLAIM).uuid();
  }

  /** Takes the lease, or renews it when this server holds it. */
  public Uni<Boolean> take(String name, Duration life) {
    return database
        .query(
            """
            insert into lease (bucket, name, holder, expires_at)
            values ($1, $2, $3, now() + make_interval(secs => $4))
            on conflict (bucket, name) do update
              set holder = excluded.holder, expires_at = excluded.expires_at
              where lease.holder = excluded.holder or lease.expires_at < now()
            returning holder
            """,
            Bucket.ofKey(name),
            name,
            holder,
            life.toMillis() / 1000.0)
        .map(rows -> rows.rowCount() == 1);
  }

  /** Gives back every lease that this server holds, so that another need not wait. */
  Uni<Void> releaseAll() {
    return database.query("delete from lease where holder = $1", holder).replaceWithVoid();
  }
}
