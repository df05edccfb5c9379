package org.yima.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.local.LocalPostgres;

/** {@code ./run --db}: on a PostgreSQL that was there already, as an ordinary role of it. */
class GivenDatabaseTest {
  private static final String PASSWORD = "p@ss:w/rd";

  @TempDir Path temporary;
  private LocalPostgres cluster;
  private String url;

  @BeforeEach
  void somebodysDatabase() throws Exception {
    Path data = temporary.resolve("cluster");
    cluster = LocalPostgres.start(data, 0);
    asAdministrator("set password_encryption = 'scram-sha-256'");
    asAdministrator("create role city login createrole password '" + PASSWORD + "'");
    asAdministrator("create database city owner city");
    Path access = data.resolve("pg_hba.conf");
    Files.writeString(
        access, "host city all 127.0.0.1/32 scram-sha-256\n" + Files.readString(access));
    asAdministrator("select pg_reload_conf()");
    url = "postgresql://city:p%40ss%3Aw%2Frd@127.0.0.1:" + cluster.port() + "/city";
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void servesAndIsLeftRunning() throws Exception {
    Path folder = temporary.resolve("var");
    World world = World.start(folder, "--db", url);
    JsonNode first;
    try {
      first = world.demo().get("hospitals");
      assertThat(world.demo().get("postgresPid").isNull()).isTrue();
      assertThat(SignIn.client(world, first.get(0))).isNotBlank();
      theServersRoleMayNotChangeFacts(folder);
    } finally {
      world.close();
    }
    assertThat(counted("select count(*) from institution")).isEqualTo(7);
    world.launch();
    try {
      assertThat(world.demo().get("hospitals")).isEqualTo(first);
      assertThat(SignIn.client(world, first.get(0))).isNotBlank();
    } finally {
      world.close();
    }
    for (String log : List.of("server.log", "sandbox.log")) {
      assertThat(Files.readString(folder.resolve(log)))
          .doesNotContain(PASSWORD)
          .doesNotContain("p%40ss");
    }
    assertThatThrownBy(() -> World.start(temporary.resolve("another"), "--db", url))
        .hasMessageContaining("holds tables that no run with")
        .hasMessageNotContaining("p%40ss");
  }

  private void theServersRoleMayNotChangeFacts(Path folder) throws Exception {
    Properties server = new Properties();
    try (var file = Files.newBufferedReader(folder.resolve("server.properties"))) {
      server.load(file);
    }
    String role = server.getProperty("quarkus.datasource.username");
    assertThat(role).isEqualTo("city_server");
    try (Connection connection =
            DriverManager.getConnection(
                cluster.jdbcUrl("city"), role, server.getProperty("quarkus.datasource.password"));
        Statement statement = connection.createStatement()) {
      for (String change :
          List.of("update posting set amount = 1", "delete from audit_entry", "drop table bill")) {
        assertThatThrownBy(() -> statement.executeUpdate(change))
            .isInstanceOf(SQLException.class)
            .extracting(refused -> ((SQLException) refused).getSQLState())
            .isEqualTo("42501");
      }
    }
  }

  private long counted(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(cluster.jdbcUrl("city"), "city", PASSWORD);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getLong(1);
    }
  }

  private void asAdministrator(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(cluster.jdbcUrl("postgres"), cluster.user(), "");
        Statement statement = connection.createStatement()) {
      boolean rows = statement.execute(sql);
      assertThat(rows).isEqualTo(sql.startsWith("select"));
    }
  }
}
