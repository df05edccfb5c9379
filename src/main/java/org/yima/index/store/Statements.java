package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;

/** Where a reading statement runs: in a transaction or outside any. */
@FunctionalInterface
public interface Statements {
  Uni<RowSet<Row>> query(String sql, Object... parameters);
}
