package org.yima.platform;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        fence -> pool.withTransaction(c -> fenced(fence, new SqlTx(c, ids, clock), work)));
  }

  /**
   * A transaction over a Hibernate Reactive session; it flushes and commits when the work succeeds.
   * The session is its own: the factory's short way shares one among all that runs on a context,
   * and a job's rows run there side by side.
   */
  public <T> Uni<T> session(Function<SessionTx, Uni<T>> work) {
    return retried(
        fence ->
            sessions
                .openSession()
                .chain(
                    session ->
                        session
                            .withTransaction(
                                tx -> fenced(fence, new SessionTx(session, ids, clock), work))
                            .eventually(session::close)));
  }

  /**
   * One statement outside any transaction; what it writes commits with it. In a run under a lease,
   * one that writes becomes a transaction, in which the lease is proven.
   */
  public Uni<RowSet<Row>> query(String sql, Object... parameters) {
    return Inside.refused("a second connection", unbound(sql, parameters));
  }

  private Uni<RowSet<Row>> unbound(String sql, Object... parameters) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Optional<Fence> fence = Fence.current();
              if (fence.isPresent() && !reads(sql)) {
                return tx(tx -> tx.query(sql, parameters));
              }
              fence.ifPresent(held -> held.mustHold(clock.instant()));
              return pool.preparedQuery(sql).execute(SqlTx.tuple(parameters));
            });
  }

  private static boolean reads(String sql) {
    return sql.stripLeading().regionMatches(true, 0, "select", 0, "select".length());
  }

  private <T, X extends Tx> Uni<T> fenced(Optional<Fence> fence, X tx, Function<X, Uni<T>> work) {
    return Inside.marked(
        fence.isEmpty() ? work.apply(tx) : tx.proven(fence.get()).chain(proven -> work.apply(tx)));
  }

  /**
   * Writes rows and their line of the audit log: together or not at all, in one round trip and one
   * commit. For what is written so often that a transaction of several statements costs too much.
   *
   * @param entry its subject lies in the bucket that is written to
   * @param members named writes as in a {@code with} list: {@code made as (insert ...), also as
   *     (insert ...)}
   * @param parameters from {@code $9} on: the first eight are the audit line's
   */
  public Uni<Void> audited(AuditEntry entry, String members, Object... parameters) {
    List<Object> all = new ArrayList<>(Arrays.asList(AuditStatement.parameters(entry, ids, clock)));
    all.addAll(Arrays.asList(parameters));
    return query("with " + members + AuditStatement.SQL, all.toArray()).replaceWithVoid();
  }

  /** Writes a line of the audit log by itself, in one round trip: of what was only looked at. */
  public Uni<Void> audit(AuditEntry entry) {
    return query(AuditStatement.SQL, AuditStatement.parameters(entry, ids, clock))
        .replaceWithVoid();
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

  /** The fence is looked up first, because a retry may begin on a thread of no context. */
  private <T> Uni<T> retried(Function<Optional<Fence>, Uni<T>> transaction) {
    return Inside.refused("a second connection", begun(transaction));
  }

  private <T> Uni<T> begun(Function<Optional<Fence>, Uni<T>> transaction) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Optional<Fence> fence = Fence.current();
              Uni<T> once =
                  Uni.createFrom()
                      .deferred(
                          () -> {
                            fence.ifPresent(held -> held.mustHold(clock.instant()));
                            return transaction.apply(fence);
                          });
              return fence.isEmpty() ? retried(once) : onItsContext(retried(once));
            });
  }

  /** What follows is fenced too, so it must find the fence again. */
  private static <T> Uni<T> onItsContext(Uni<T> work) {
    Context here = Vertx.currentContext();
    return work.emitOn(command -> here.runOnContext(ignored -> command.run()));
  }

  private static <T> Uni<T> retried(Uni<T> transaction) {
    return transaction
        .onFailure(failure -> sqlState(failure).filter(TRANSIENT::contains).isPresent())
        .retry()
        .withBackOff(Duration.ofMillis(5), Duration.ofMillis(100))
        .atMost(5);
  }
}
