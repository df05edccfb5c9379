package org.yima.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that is somebody else's, with a role that is no superuser. */
final class GivenDatabaseTest {
  @TempDir static Path temporary;
  private static LocalPostgres cluster;

  @BeforeAll
  static void somebodysCluster() {
    cluster = LocalPostgres.start(temporary.resolve("cluster"), 0);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @BeforeEach
  void anOrdinaryDatabase() throws SQLException {
    asAdministrator("drop database if exists city with (force)");
    asAdministrator("drop role if exists city_server");
    asAdministrator("drop role if exists owner");
    asAdministrator("create role owner login createrole");
    asAdministrator("create database city owner owner");
  }

  @Test
  void isFitForUse() throws Exception {
    String identity;
    try (GivenDatabase database = GivenDatabase.open(address())) {
      assertThat(database.holdsTables()).isFalse();
      identity = database.identity();
    }
    asAdministrator("drop database city");
    asAdministrator("create database city owner owner");
    try (GivenDatabase another = GivenDatabase.open(address())) {
      assertThat(another.identity()).isNotEqualTo(identity);
    }
  }

  @Test
  void isEmptiedAndNothingElse() throws Exception {
    asOwner("create table a (id int primary key)");
    asOwner("create table b (id int references a)");
    asOwner("create function f() returns int language sql as 'select 1'");
    asOwner("create schema another");
    asOwner("create table another.kept ()");
    try (GivenDatabase database = GivenDatabase.open(address())) {
      assertThat(database.holdsTables()).isTrue();
      database.empty();
      assertThat(database.holdsTables()).isFalse();
    }
    asOwner("select from another.kept");
    asOwner("create function f() returns int language sql as 'select 2'");
  }

  @Test
  void mayForgetAPayment() throws Exception {
    asAdministrator("alter database city set synchronous_commit = off");
    refused("synchronous_commit=off");
  }

  @Test
  void userWhoMayNotMakeTables() throws Exception {
    asAdministrator("alter database city owner to postgres");
    refused("owner");
  }

  @Test
  void userWhoMayNotMakeRoles() throws Exception {
    asAdministrator("alter role owner nocreaterole");
    refused("CREATEROLE");
  }

  @Test
  void serversRoleIsSomebodyElses() throws Exception {
    asAdministrator("create role city_server");
    refused("city_server");
    asAdministrator("grant city_server to owner with admin option");
    GivenDatabase.open(address()).close();
  }

  @Test
  void isNotThere() throws Exception {
    asAdministrator("drop database city");
    refused("does not exist");
  }

  @Test
  void userIsNotThere() throws Exception {
    asAdministrator("drop database city");
    asAdministrator("drop role owner");
    refused("does not let owner in");
  }

  @Test
  void speaksNoTls() {
    DatabaseAddress plain = address();
    DatabaseAddress address =
        new DatabaseAddress(
            plain.host(),
            plain.port(),
            plain.database(),
            plain.user(),
            "hidden",
            DatabaseTls.parse("sslmode=require"));
    refused(address, "TLS");
  }

  private static void refused(String why) {
    refused(address(), why);
  }

  private static void refused(DatabaseAddress address, String why) {
    assertThatThrownBy(() -> GivenDatabase.open(address).close())
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith("The database at postgresql://127.0.0.1:" + cluster.port())
        .hasMessageContaining(why)
        .hasMessageNotContaining("hidden")
        .message()
        .hasLineCount(1);
  }

  private static DatabaseAddress address() {
    return new DatabaseAddress(
        cluster.host(), cluster.port(), "city", "owner", "hidden", DatabaseTls.DISABLED);
  }

  private static void asAdministrator(String sql) throws SQLException {
    run("postgres", cluster.user(), sql);
  }

  private static void asOwner(String sql) throws SQLException {
    run("city", "owner", sql);
  }

  private static void run(String database, String user, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(cluster.jdbcUrl(database), user, "");
        Statement statement = connection.createStatement()) {
      boolean rows = statement.execute(sql);
      assertThat(rows).isEqualTo(sql.startsWith("select"));
    }
  }
}
