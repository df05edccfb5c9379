package org.yima.platform;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The one door to the database. A use case opens its transaction here and nowhere else; a
 * transaction uses either SQL or a session, never both, and never the network.
 *
 * <p>Serialisation failures and deadlocks are retried, a bounded number of times: their transaction
 * has had no effect.
 */
@ApplicationScoped
public class Database {
  private static final Set<String> TRANSIENT = Set.of("40001", "40P01");

  /** Classes 08 (connection), 53 (no resources) and 57P (shut down, starting up). */
  private static final Pattern AWAY = Pattern.compile("(08|53)...|57P..");

  private final Pool pool;
  private final Mutiny.SessionFactory sessions;
  private final Ids ids;
  private final Clock clock;

  public Database(Pool pool, Mutiny.SessionFactory sessions, Ids ids, Clock clock) {
    this.pool = pool;
    this.sessions = sessions;
    this.ids = ids;
    this.clock = clock;
  }

  /** A transaction of SQL statements; it commits when the work succeeds. */
  public <T> Uni<T> tx(Function<SqlTx, Uni<T>> work) {
    return retried(
        Uni.createFrom()
            .deferred(() -> pool.withTransaction(c -> work.apply(new SqlTx(c, ids, clock)))));
  }

  /**
   * A transaction over a Hibernate Reactive session; it flushes and commits when the work succeeds.
   */
  public <T> Uni<T> session(Function<SessionTx, Uni<T>> work) {
    return retried(
        Uni.createFrom()
            .deferred(
                () ->
                    sessions.withTransaction(
                        (session, tx) -> work.apply(new SessionTx(session, ids, clock)))));
  }

  /** One statement outside any transaction; what it writes commits with it. */
  public Uni<RowSet<Row>> query(String sql, Object... parameters) {
    return pool.preparedQuery(sql).execute(SqlTx.tuple(parameters));
  }

  /** The SQLSTATE behind a failure, when the database refused a statement. */
  public static Optional<String> sqlState(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof PgException refused) {
        return Optional.ofNullable(refused.getSqlState());
      }
      // Over a session the refusal comes in Hibernate's clothes.
      if (t instanceof SQLException refused) {
        return Optional.ofNullable(refused.getSQLState());
      }
    }
    return Optional.empty();
  }

  /** The constraint that a failure ran into, when it was one. */
  public static Optional<String> constraint(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof PgException refused) {
        return Optional.ofNullable(refused.getConstraint());
      }
      if (t instanceof ConstraintViolationException refused) {
        return Optional.ofNullable(refused.getConstraintName());
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a failure says that the database was not there, was too busy, or gave the work up for
   * another's: the same request may succeed in a moment.
   */
  public static boolean isAway(Throwable failure) {
    boolean byState =
        sqlState(failure)
            .filter(state -> TRANSIENT.contains(state) || AWAY.matcher(state).matches())
            .isPresent();
    for (Throwable t = failure; t != null && !byState; t = t.getCause()) {
      if (t instanceof ConnectException || t instanceof ClosedConnectionException) {
        return true;
      }
    }
    return byState;
  }

  private static <T> Uni<T> retried(Uni<T> transaction) {
    return transaction
        .onFailure(failure -> sqlState(failure).filter(TRANSIENT::contains).isPresent())
        .retry()
        .withBackOff(Duration.ofMillis(5), Duration.ofMillis(100))
        .atMost(5);
  }
}
