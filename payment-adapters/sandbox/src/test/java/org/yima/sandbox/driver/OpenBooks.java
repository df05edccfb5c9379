package org.yima.sandbox.driver;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Properties;

/** A sandbox's books, read beside it: all that it keeps but the faults that wait. */
public final class OpenBooks implements AutoCloseable {
  private static final String ALL =
      "SELECT kind || '/' || id || '=' || body FROM documents WHERE kind <> 'Fault'"
          + " UNION ALL SELECT 'entry/' || id FROM entries"
          + " UNION ALL SELECT scope || '/' || id FROM answers ORDER BY 1";
  private final Connection connection;

  public OpenBooks(Path folder) {
    try {
      connection =
          new org.sqlite.JDBC()
              .connect("jdbc:sqlite:" + folder.resolve("sandbox.db"), new Properties());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Everything, once no work is due any more. */
  public String settled(Instant now) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (dueBefore(now.plusSeconds(1))) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the work never ended");
      }
      Thread.onSpinWait();
    }
    StringBuilder all = new StringBuilder();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(ALL)) {
      while (rows.next()) {
        all.append(rows.getString(1)).append('\n');
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return all.toString();
  }

  private boolean dueBefore(Instant instant) {
    return count("SELECT count(*) FROM jobs WHERE due <= " + instant.toEpochMilli()) > 0;
  }

  /** How much work waits, due or not. */
  public long jobs() {
    return count("SELECT count(*) FROM jobs");
  }

  /** How many faults wait. */
  public long faults() {
    return count("SELECT count(*) FROM documents WHERE kind = 'Fault'");
  }

  private long count(String query) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getLong(1) : 0;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
