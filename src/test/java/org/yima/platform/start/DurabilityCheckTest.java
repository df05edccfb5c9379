package org.yima.platform.start;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A PostgreSQL of its own for each answer, started with one setting that forgets payments. */
class DurabilityCheckTest {
  private static final Map<String, String> DURABLE =
      Map.of("fsync", "on", "full_page_writes", "on", "synchronous_commit", "on");

  private static EmbeddedPostgres start(String off) throws IOException {
    EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
    DURABLE.forEach(
        (setting, on) -> builder.setServerConfig(setting, setting.equals(off) ? "off" : on));
    return builder.start();
  }

  private static void check(EmbeddedPostgres postgres) throws SQLException {
    new DurabilityCheck(postgres.getPostgresDatabase()).check(new StartupEvent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fsync", "full_page_writes", "synchronous_commit"})
  void aDatabaseThatMayForgetIsRefused(String setting) throws IOException {
    try (EmbeddedPostgres postgres = start(setting)) {
      assertThatThrownBy(() -> check(postgres))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(setting + "=off");
    }
  }

  /** The setting of the server's own role counts, not only the server's. */
  @Test
  void aDurableDatabaseIsTakenUnlessItsRoleIsNot() throws IOException, SQLException {
    try (EmbeddedPostgres postgres = start("nothing")) {
      assertThatCode(() -> check(postgres)).doesNotThrowAnyException();
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.executeUpdate("alter role postgres set synchronous_commit = off");
      }
      assertThatThrownBy(() -> check(postgres)).hasMessageContaining("synchronous_commit=off");
    }
  }
}
