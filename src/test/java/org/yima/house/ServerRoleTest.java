package org.yima.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.SchemaOwner;
import org.yima.house.Schema.Table;
import org.yima.platform.Database;

/**
 * What the server's own role may not do, tried through the server's own pool: PostgreSQL checks the
 * right before it looks for rows, so a condition that is never true asks without changing anything.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ServerRoleTest {
  private static final String DENIED = "42501";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject Pool pool;

  /** Empty when the statement was carried out, else the SQLSTATE of its refusal. */
  private Optional<String> refusal(String sql) {
    return pool.query(sql)
        .execute()
        .map(done -> Optional.<String>empty())
        .onFailure()
        .recoverWithItem(Database::sqlState)
        .await()
        .atMost(PATIENCE);
  }

  @Test
  void factsCanBeAddedAndReadButNeverChanged() throws SQLException {
    List<Table> facts;
    try (Connection connection = SchemaOwner.connect()) {
      facts = Schema.read(connection).tables().stream().filter(Table::isAppendOnly).toList();
    }
    assertThat(facts).isNotEmpty();
    for (Table fact : facts) {
      String column = fact.columns().get(0).name();
      assertThat(refusal("select 1 from " + fact.name() + " where false")).isEmpty();
      assertThat(refusal("update " + fact.name() + " set " + column + " = null where false"))
          .as("update " + fact.name())
          .contains(DENIED);
      assertThat(refusal("delete from " + fact.name() + " where false"))
          .as("delete from " + fact.name())
          .contains(DENIED);
      assertThat(refusal("truncate " + fact.name())).as("truncate " + fact.name()).contains(DENIED);
    }
  }

  @Test
  void tablesThatAreNoFactsCanBeChanged() {
    assertThat(refusal("update lease set holder = holder where false")).isEmpty();
    assertThat(refusal("delete from lease where false")).isEmpty();
  }

  @Test
  void theServerCannotAlterTheSchema() {
    Stream.of(
            "alter table lease add column more int",
            "alter table posting disable trigger all",
            "drop table lease",
            "create table more (id int)",
            "create schema more",
            "create or replace function enqueue_for_seal() returns trigger language plpgsql as 'begin return null; end'",
            "drop trigger audit_entry_sealed on audit_entry",
            "comment on table posting is null",
            "set session_replication_role = replica",
            "set role postgres",
            "insert into flyway_schema_history select * from flyway_schema_history",
            "create role more")
        .forEach(sql -> assertThat(refusal(sql)).as(sql).contains(DENIED));
  }

  @Test
  void theServersRoleOwnsNothingAndHasNoPowers() {
    var row =
        pool.query(
                """
                select current_user <> 'postgres' as ordinary,
                  rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls as powers,
                  (select count(*) from pg_class where relowner = r.oid)
                    + (select count(*) from pg_proc where proowner = r.oid)
                    + (select count(*) from pg_namespace where nspowner = r.oid)
                    + (select count(*) from pg_database where datdba = r.oid) as owned,
                  (select count(*) from information_schema.role_table_grants
                    where grantee = current_user and is_grantable = 'YES') as grantable,
                  (select count(*) from pg_auth_members where member = r.oid) as memberships
                from pg_roles r where rolname = current_user
                """)
            .execute()
            .await()
            .atMost(PATIENCE)
            .iterator()
            .next();
    assertThat(row.getBoolean("ordinary")).isTrue();
    assertThat(row.getBoolean("powers")).isFalse();
    assertThat(row.getLong("owned")).isZero();
    assertThat(row.getLong("grantable")).isZero();
    assertThat(row.getLong("memberships")).isZero();
  }
}
