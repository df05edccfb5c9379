package org.yima.local;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The database of {@code --db}: looked at before anything is started, so that what is missing is
 * told in one line. The messages name the user and the place, never the password.
 */
final class GivenDatabase implements AutoCloseable {
  /** The oldest that the journey has been run on. */
  private static final int OLDEST = 15;

  /** From here on CREATEROLE reaches only the roles that one has made oneself. */
  private static final int ADMIN_OPTION = 16;

  private static final List<String> MUST_BE_ON =
      List.of("fsync", "full_page_writes", "synchronous_commit");

  private final DatabaseAddress address;
  private final Connection connection;

  private GivenDatabase(DatabaseAddress address, Connection connection) {
    this.address = address;
    this.connection = connection;
  }

  /** Connects as the user of the address, and checks that Yima can live there. */
  static GivenDatabase open(DatabaseAddress address) {
    Properties credentials = new Properties();
    credentials.put("user", address.user());
    credentials.put("password", address.password());
    credentials.put("connectTimeout", "10");
    credentials.put("loginTimeout", "15");
    GivenDatabase database;
    try {
      database =
          new GivenDatabase(address, DriverManager.getConnection(address.jdbcUrl(), credentials));
    } catch (SQLException refused) {
      throw unreachable(address, refused);
    }
    try {
      database.check();
      return database;
    } catch (SQLException refused) {
      database.close();
      throw database.failed(refused);
    } catch (StartFailure unfit) {
      database.close();
      throw unfit;
    }
  }

  /**
   * What tells this database from every other, also from a later one under the same name: the
   * cluster's identifier and the database's number in it.
   */
  String identity() {
    try {
      return one(
          "select system_identifier || '/' || (select oid from pg_database where datname ="
              + " current_database()) from pg_control_system()");
    } catch (SQLException refused) {
      throw failed(refused);
    }
  }

  /** Whether somebody's tables are in the schema where ours go. */
  boolean holdsTables() {
    try {
      return !relations().isEmpty();
    } catch (SQLException refused) {
      throw failed(refused);
    }
  }

  /** Drops all that the migrations made. Only for a database whose contents are ours. */
  void empty() {
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String relation : relations()) {
        statement.executeUpdate("drop table if exists " + relation + " cascade");
      }
      for (String routine :
          all(
              "select oid::regprocedure from pg_proc p where pronamespace = 'public'::regnamespace"
                  + " and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype"
                  + " = 'e')")) {
        statement.executeUpdate("drop routine " + routine + " cascade");
      }
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException refused) {
      throw failed(refused);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException gone) {
      throw failed(gone);
    }
  }

  private void check() throws SQLException {
    int version = Integer.parseInt(one("show server_version_num")) / 10_000;
    must(version >= OLDEST, "is PostgreSQL " + version + "; " + OLDEST + " or newer is needed");
    must(one("show server_encoding").equals("UTF8"), "is not encoded in UTF8");
    for (String setting : MUST_BE_ON) {
      String value = one("show " + setting);
      must(
          !value.equals("off"),
          "runs with " + setting + "=" + value + " and may forget a committed payment");
    }
    must(
        yes("has_schema_privilege(current_user, 'public', 'CREATE')"),
        "does not let "
            + address.user()
            + " make tables: make that role the database's owner (ALTER DATABASE … OWNER TO …)");
    must(
        yes(
            "exists (select 1 from pg_roles where rolname = current_user and (rolsuper or"
                + " rolcreaterole))"),
        "does not let "
            + address.user()
            + " make the server's own role: ALTER ROLE … CREATEROLE is needed");
    if (version >= ADMIN_OPTION) {
      must(
          yes(
              "not exists (select 1 from pg_roles where rolname = '"
                  + address.serverRole()
                  + "' and not pg_has_role(current_user, oid, 'USAGE WITH ADMIN OPTION'))"),
          "has a role "
              + address.serverRole()
              + " that "
              + address.user()
              + " does not administer: GRANT it WITH ADMIN OPTION, or drop it");
    }
  }

  private void must(boolean holds, String otherwise) {
    if (!holds) {
      throw new StartFailure("The database at " + address + " " + otherwise);
    }
  }

  private List<String> relations() throws SQLException {
    return all(
        "select oid::regclass from pg_class where relnamespace = 'public'::regnamespace and relkind"
            + " in ('r', 'p')");
  }

  private boolean yes(String condition) throws SQLException {
    return one("select " + condition).equals("t");
  }

  private String one(String sql) throws SQLException {
    return all(sql).get(0);
  }

  private List<String> all(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  private StartFailure failed(SQLException refused) {
    return new StartFailure(
        "The database at " + address + " fails with SQLSTATE " + refused.getSQLState(), refused);
  }

  private static StartFailure unreachable(DatabaseAddress address, SQLException refused) {
    String state = refused.getSQLState() == null ? "" : refused.getSQLState();
    String why =
        switch (state) {
          case "28P01", "28000" ->
              "does not let " + address.user() + " in: check password, pg_hba.conf and sslmode";
          case "3D000" -> "does not exist: CREATE DATABASE … OWNER …";
          case "08001" -> "does not answer";
          case "08004" ->
              address.password().isEmpty()
                  ? "asks for a password: give it in the address or in PGPASSWORD"
                  : "does not speak TLS as sslmode asks";
          case "08006" -> "does not agree on TLS, or breaks off; see sslmode and sslrootcert";
          case "53300" -> "has no connection left";
          default -> "refuses the connection with SQLSTATE " + state;
        };
    return new StartFailure("The database at " + address + " " + why, refused);
  }
}
