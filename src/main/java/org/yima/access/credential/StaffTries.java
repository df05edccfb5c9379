package org.yima.access.credential;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.yima.access.AccessProblem;
import org.yima.platform.BlindIndex;
import org.yima.platform.Bucket;
import org.yima.platform.SqlTx;

/**
 * Counts failed sign-ins by login, of logins that exist and of those that do not alike: a lock must
 * not tell which is which.
 */
@ApplicationScoped
class StaffTries {
  private static final int FAILURES = 5;
  private static final Duration LOCK = Duration.ofMinutes(15);

  private final BlindIndex index;
  private final Clock clock;

  StaffTries(BlindIndex index, Clock clock) {
    this.index = index;
    this.clock = clock;
  }

  private byte[] key(String login) {
    return index.of("staff-login", login);
  }

  /**
   * Begins a try, after any other of the same login has ended; fails with {@code auth.locked} while
   * the login is locked.
   */
  Uni<Void> begin(SqlTx tx, String login) {
    byte[] key = key(login);
    return tx.query(
            """
            insert into staff_try (bucket, login_idx, failures, tried_at) values ($1, $2, 0, $3)
            on conflict (bucket, login_idx) do update set tried_at = excluded.tried_at
            returning locked_until
            """,
            Bucket.ofHash(key),
            Buffer.buffer(key),
            OffsetDateTime.now(clock))
        .map(rows -> rows.iterator().next())
        .invoke(this::mustBeOpen)
        .replaceWithVoid();
  }

  private void mustBeOpen(Row row) {
    OffsetDateTime until = row.getOffsetDateTime("locked_until");
    if (until != null && until.isAfter(OffsetDateTime.now(clock))) {
      throw AccessProblem.LOCKED.problem().retryAfter((int) LOCK.toSeconds());
    }
  }

  /** Counts a failure; the last one that is allowed locks the login. */
  Uni<Integer> failed(SqlTx tx, String login) {
    byte[] key = key(login);
    return tx.write(
        """
        update staff_try set
          failures = case when failures + 1 >= $3 then 0 else failures + 1 end,
          locked_until = case when failures + 1 >= $3 then $4 else locked_until end
        where bucket = $1 and login_idx = $2
        """,
        Bucket.ofHash(key),
        Buffer.buffer(key),
        FAILURES,
        OffsetDateTime.now(clock).plus(LOCK));
  }

  /** Forgets what failed before a success. */
  Uni<Integer> forget(SqlTx tx, String login) {
    byte[] key = key(login);
    return tx.write(
        "delete from staff_try where bucket = $1 and login_idx = $2",
        Bucket.ofHash(key),
        Buffer.buffer(key));
  }
}
