package org.yima.index.founding;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Fills tables over one connection, one after the other. Rows are made by other threads a little
 * ahead of the database, and go to it in the order of their parts.
 */
final class Copier {
  private static final int AHEAD = 4;

  private final PGConnection connection;
  private final Executor workers;
  private long sent;

  Copier(Connection connection, Executor workers) throws SQLException {
    this.connection = connection.unwrap(PGConnection.class);
    this.workers = workers;
  }

  /** How many bytes have gone to the database. */
  long sent() {
    return sent;
  }

  /**
   * Fills one table.
   *
   * @param columns the table with its columns, {@code table (a, b)}
   * @param part makes the rows of one part; called by several threads
   */
  void fill(String columns, int parts, IntFunction<CopyRows> part) throws SQLException {
    CopyIn copy =
        connection.getCopyAPI().copyIn("copy " + columns + " from stdin (format binary, freeze)");
    boolean done = false;
    try {
      send(copy, CopyRows.header(), CopyRows.header().length);
      Deque<CompletableFuture<CopyRows>> ahead = new ArrayDeque<>();
      for (int next = 0; next < parts || !ahead.isEmpty(); ) {
        while (next < parts && ahead.size() < AHEAD) {
          int number = next++;
          ahead.add(CompletableFuture.supplyAsync(() -> part.apply(number), workers));
        }
        CopyRows rows = ahead.remove().join();
        send(copy, rows.bytes(), rows.size());
      }
      send(copy, CopyRows.trailer(), CopyRows.trailer().length);
      long unused = copy.endCopy();
      done = true;
    } finally {
      if (!done && copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  /** Fills one table with rows that wait. */
  void fill(String columns, Spill waiting) throws SQLException {
    fill(columns, waiting.parts(), waiting::part);
  }

  private void send(CopyIn copy, byte[] bytes, int length) throws SQLException {
    copy.writeToCopy(bytes, 0, length);
    sent += length;
  }
}
