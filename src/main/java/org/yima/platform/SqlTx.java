package org.yima.platform;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/** A transaction in which the statement is the design: SQL over the reactive client. */
public final class SqlTx extends Tx {
  private final SqlConnection connection;

  SqlTx(SqlConnection connection, Ids ids, Clock clock) {
    super(ids, clock);
    this.connection = connection;
  }

  /** Runs one statement and answers its rows. Parameters are {@code $1}, {@code $2}, ... */
  public Uni<RowSet<Row>> query(String sql, Object... parameters) {
    return connection.preparedQuery(sql).execute(tuple(parameters));
  }

  /** Runs one writing statement for each row of parameters, in one round trip. */
  public Uni<Void> batch(String sql, List<Object[]> rows) {
    return rows.isEmpty()
        ? Uni.createFrom().voidItem()
        : connection
            .preparedQuery(sql)
            .executeBatch(rows.stream().map(SqlTx::tuple).toList())
            .replaceWithVoid();
  }

  @Override
  public Uni<Integer> write(String sql, Object... parameters) {
    return query(sql, parameters).map(RowSet::rowCount);
  }

  @Override
  Uni<Integer> count(String sql, Object... parameters) {
    return query(sql, parameters).map(RowSet::size);
  }

  static Tuple tuple(Object... parameters) {
    return Tuple.from(Arrays.asList(parameters));
  }
}
