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
 * tables without any key or index, by one COPY and one commit each. One table is gone before the
 * next is written, so that a large load needs little more disk for it.
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
    long nanos = 0;
    for (String table : TABLES) {
      Path file = folder.resolve(table + ".copy");
      run(owner, "copy " + table + " to '" + file + "' (format binary)");
      bytes += Files.size(file);
      run(owner, "drop table if exists bare_" + table);
      owner.commit();
      long begun = System.nanoTime();
      run(owner, "create table bare_" + table + " (like " + table + ")");
      run(owner, "copy bare_" + table + " from '" + file + "' (format binary, freeze)");
      owner.commit();
      nanos += System.nanoTime() - begun;
      run(owner, "drop table bare_" + table);
      owner.commit();
      Files.delete(file);
    }
    return new Taken(nanos / 1e9, bytes);
  }

  private static void run(Connection owner, String sql) throws SQLException {
    try (Statement statement = owner.createStatement()) {
      boolean unused = statement.execute(sql);
    }
  }
}
