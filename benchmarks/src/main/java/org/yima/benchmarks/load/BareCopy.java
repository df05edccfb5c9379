package org.yima.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.yima.benchmarks.world.World;

/**
 * The limit of a load: PostgreSQL takes the same rows, as files that lie ready beside it, into
 * tables without any key or index, by one COPY each in one transaction.
 */
final class BareCopy {
  private static final List<String> TABLES =
      List.of(
          "index_block",
          "index_block_record",
          "index_record",
          "index_record_version",
          "index_link",
          "index_link_score",
          "index_person",
          "index_person_record",
          "index_edge",
          "index_barred",
          "index_match",
          "index_patient",
          "index_patient_record");

  private BareCopy() {}

  /** How many seconds it takes, and how many bytes they are. */
  record Taken(double seconds, long bytes) {}

  static Taken of(World world, Path folder) throws IOException, SQLException {
    Files.createDirectories(folder);
    boolean unused = folder.toFile().setWritable(true, false);
    try (Connection owner = Owner.connect(world)) {
      return copy(owner, folder);
    }
  }

  private static Taken copy(Connection owner, Path folder) throws SQLException, IOException {
    owner.setAutoCommit(false);
    long bytes = 0;
    for (String table : TABLES) {
      Path file = folder.resolve(table + ".copy");
      run(owner, "copy " + table + " to '" + file + "' (format binary)");
      bytes += Files.size(file);
    }
    for (String table : TABLES) {
      run(owner, "drop table if exists bare_" + table);
    }
    owner.commit();
    long begun = System.nanoTime();
    for (String table : TABLES) {
      run(owner, "create table bare_" + table + " (like " + table + ")");
      run(
          owner,
          "copy bare_"
              + table
              + " from '"
              + folder.resolve(table + ".copy")
              + "' (format binary, freeze)");
    }
    owner.commit();
    double seconds = (System.nanoTime() - begun) / 1e9;
    for (String table : TABLES) {
      run(owner, "drop table bare_" + table);
      Files.delete(folder.resolve(table + ".copy"));
    }
    owner.commit();
    return new Taken(seconds, bytes);
  }

  private static void run(Connection owner, String sql) throws SQLException {
    try (Statement statement = owner.createStatement()) {
      boolean unused = statement.execute(sql);
    }
  }
}
