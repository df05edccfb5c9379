package org.yima.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalPostgresTest {
  @TempDir Path temporary;

  @Test
  void settingsAreInForce() throws SQLException {
    Map<String, String> expected =
        Map.of(
            "fsync", "on",
            "full_page_writes", "on",
            "synchronous_commit", "on",
            "max_connections", "200",
            "server_encoding", "UTF8");
    try (LocalPostgres postgres = LocalPostgres.start(temporary.resolve("pg"), 0)) {
      for (Map.Entry<String, String> setting : expected.entrySet()) {
        assertThat(one(postgres, "SHOW " + setting.getKey()))
            .as(setting.getKey())
            .isEqualTo(setting.getValue());
      }
    }
  }

  @Test
  void dataOutlivesAStop() throws SQLException {
    Path data = temporary.resolve("pg");
    try (LocalPostgres postgres = LocalPostgres.start(data, 0)) {
      execute(postgres, "CREATE TABLE kept AS SELECT '医码' AS word");
    }
    try (LocalPostgres postgres = LocalPostgres.start(data, 0)) {
      assertThat(one(postgres, "SELECT word FROM kept")).isEqualTo("医码");
    }
  }

  @Test
  void postmasterOfAKilledOwnerIsReplaced() throws Exception {
    Path data = temporary.resolve("pg");
    Process owner = Owner.start(data);
    String committed = owner.inputReader().readLine();
    assertThat(committed).isEqualTo("committed");
    long orphan = PostmasterFile.read(data).orElseThrow().pid();
    owner.destroyForcibly().waitFor();
    assertThat(ProcessHandle.of(orphan)).as("the postmaster outlives its owner").isPresent();

    try (LocalPostgres postgres = LocalPostgres.start(data, 0)) {
      assertThat(postgres.pid()).isNotEqualTo(orphan);
      assertEnds(orphan);
      assertThat(one(postgres, "SELECT word FROM kept")).isEqualTo("owner");
    }
  }

  @Test
  void killedPostmasterRecovers() throws Exception {
    Path data = temporary.resolve("pg");
    try (LocalPostgres postgres = LocalPostgres.start(data, 0)) {
      execute(postgres, "CREATE TABLE kept AS SELECT 7 AS number");
      Signals.send("KILL", postgres.pid());
      ProcessHandle.of(postgres.pid()).ifPresent(process -> process.onExit().join());
    }
    try (LocalPostgres postgres = LocalPostgres.start(data, 0)) {
      assertThat(one(postgres, "SELECT number FROM kept")).isEqualTo("7");
    }
  }

  /** PostgreSQL itself gives up when the number in its old file belongs to any living process. */
  @Test
  void fileThatNamesAStrangerDoesNotHinderTheStart() throws Exception {
    Path data = temporary.resolve("pg");
    LocalPostgres.start(data, 0).close();
    Process stranger = new ProcessBuilder("bash", "-c", "read forever").start();
    try {
      Files.writeString(
          data.resolve("postmaster.pid"), stranger.pid() + "\n" + data + "\n1\n5432\n");
      try (LocalPostgres postgres = LocalPostgres.start(data, 0)) {
        assertThat(one(postgres, "SELECT 1")).isEqualTo("1");
        assertThat(stranger.isAlive()).as("the stranger is left alone").isTrue();
      }
    } finally {
      stranger.destroyForcibly().waitFor();
    }
  }

  @Test
  void closeEndsThePostmasterAndMayBeRepeated() {
    LocalPostgres postgres = LocalPostgres.start(temporary.resolve("pg"), 0);
    long pid = postgres.pid();
    postgres.close();
    postgres.close();
    assertThat(ProcessHandle.of(pid).filter(Signals::isRunning)).isEmpty();
  }

  @Test
  void halfMadeClusterIsMadeAgain() throws Exception {
    Path data = temporary.resolve("pg");
    Files.createDirectories(data.resolve("base"));
    Files.writeString(data.resolve("PG_VERSION"), "18\n");
    Files.writeString(data.resolve("postgresql.conf"), "");
    Files.writeString(temporary.resolve("pg.initialising"), "");
    try (LocalPostgres postgres = LocalPostgres.start(data, 0)) {
      assertThat(one(postgres, "SELECT current_database()")).isEqualTo("yima");
    }
  }

  @Test
  void directoryInUseIsRefused() {
    Path data = temporary.resolve("pg");
    try (LocalPostgres postgres = LocalPostgres.start(data, 0)) {
      assertThatThrownBy(() -> LocalPostgres.start(data, 0))
          .isInstanceOf(LocalPostgresException.class)
          .hasMessageContaining("in use");
      assertThat(ProcessHandle.of(postgres.pid())).isPresent();
    }
  }

  @Test
  void causeIsSaidInTheOneLine() throws Exception {
    Path data = temporary.resolve("pg");
    Files.createDirectories(data);
    Files.createDirectory(data.resolve("PG_VERSION"));
    assertThatThrownBy(() -> LocalPostgres.start(data, 0))
        .isInstanceOf(LocalPostgresException.class)
        .message()
        .hasLineCount(1)
        .containsPattern("does not start on .* \\(.{3,}\\); see .*pg\\.log");
  }

  @Test
  void foreignDirectoryIsRefusedAndKept() throws Exception {
    Path data = Files.createDirectory(temporary.resolve("letters"));
    Path letter = Files.writeString(data.resolve("letter.txt"), "dear");
    assertThatThrownBy(() -> LocalPostgres.start(data, 0))
        .isInstanceOf(LocalPostgresException.class)
        .hasMessageContaining("neither empty");
    assertThat(letter).hasContent("dear");
  }

  static String one(LocalPostgres postgres, String query) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  static void execute(LocalPostgres postgres, String statementText) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement()) {
      boolean rows = statement.execute(statementText);
      assertThat(rows).isFalse();
    }
  }

  private static Connection connect(LocalPostgres postgres) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", postgres.user());
    return DriverManager.getConnection(postgres.jdbcUrl(LocalPostgres.DATABASE), properties);
  }

  /** A process that has ended may stand in the table until its parent has taken note. */
  private static void assertEnds(long pid) {
    ProcessHandle.of(pid)
        .ifPresent(process -> assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(60)));
  }
}
