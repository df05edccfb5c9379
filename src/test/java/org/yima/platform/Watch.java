package org.yima.platform;

import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusMock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.PreparedQuery;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Writes down, in order, every statement that requests send to the database and every secret that
 * they hash or open. It stands before the real database and the real keys, which do their work as
 * always. What jobs do beside the requests is not written down: they have no request scope.
 */
public final class Watch {
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  private Watch() {}

  /** Watches until the test that asks for it ends. */
  public static Watch install(
      Pool pool,
      Mutiny.SessionFactory sessions,
      Ids ids,
      Clock clock,
      CryptoConfig crypto,
      SecureRandom random) {
    Watch watch = new Watch();
    QuarkusMock.installMockForType(
        new Database(watch.new Statements(pool), sessions, ids, clock), Database.class);
    QuarkusMock.installMockForType(watch.new Opened(crypto, random), Vault.class);
    QuarkusMock.installMockForType(watch.new Hashed(crypto), BlindIndex.class);
    return watch;
  }

  /** Notes a step of a request. */
  public void note(String step) {
    if (Arc.container().requestContext().isActive()) {
      seen.add(step);
    }
  }

  /** What was seen since the last time this was asked. */
  public List<String> taken() {
    synchronized (seen) {
      List<String> taken = List.copyOf(seen);
      seen.clear();
      return taken;
    }
  }

  private final class Statements extends Pool {
    Statements(Pool pool) {
      super(pool.getDelegate());
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
      note(sql);
      return super.preparedQuery(sql);
    }

    @Override
    public <T> Uni<T> withTransaction(Function<SqlConnection, Uni<T>> work) {
      note("begin");
      return super.withTransaction(connection -> work.apply(new Connected(connection)));
    }
  }

  private final class Connected extends SqlConnection {
    Connected(SqlConnection connection) {
      super(connection.getDelegate());
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
      note(sql);
      return super.preparedQuery(sql);
    }
  }

  private final class Opened extends Vault {
    Opened(CryptoConfig crypto, SecureRandom random) {
      super(crypto, random);
    }

    @Override
    public String open(String column, UUID row, byte[] stored) {
      note("open " + column);
      return super.open(column, row, stored);
    }

    @Override
    public byte[] seal(String column, UUID row, String value) {
      note("seal " + column);
      return super.seal(column, row, value);
    }
  }

  private final class Hashed extends BlindIndex {
    Hashed(CryptoConfig crypto) {
      super(crypto);
    }

    @Override
    public byte[] of(String purpose, String value) {
      note("hash " + purpose);
      return super.of(purpose, value);
    }
  }
}
