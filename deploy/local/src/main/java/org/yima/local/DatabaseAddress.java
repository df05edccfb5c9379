package org.yima.local;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A PostgreSQL database and the role that owns the schema.
 *
 * @param password empty where the server trusts the connection
 */
record DatabaseAddress(
    String host, int port, String database, String user, String password, DatabaseTls tls) {
  // The name also makes the name of the server's own role.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,49}");

  /**
   * Reads {@code postgresql://user:password@host:port/database?sslmode=…&sslrootcert=…}, with
   * {@code jdbc:} before or not. Without a password in the address {@code PGPASSWORD} counts, as it
   * does for PostgreSQL's own programs: an address is seen in the list of processes.
   */
  static DatabaseAddress parse(String url, Map<String, String> environment) {
    String text = url.startsWith("jdbc:") ? url.substring(5) : url;
    try {
      URI uri = URI.create(text);
      String path = uri.getPath();
      String userInfo = uri.getRawUserInfo();
      if ((text.startsWith("postgresql://") || text.startsWith("postgres://"))
          && uri.getHost() != null
          && path != null
          && path.length() > 1
          && userInfo != null) {
        String[] parts = userInfo.split(":", 2);
        return new DatabaseAddress(
            uri.getHost(),
            uri.getPort() == -1 ? 5432 : uri.getPort(),
            name(path.substring(1)),
            decoded(parts[0]),
            parts.length == 2 ? decoded(parts[1]) : environment.getOrDefault("PGPASSWORD", ""),
            DatabaseTls.parse(uri.getRawQuery()));
      }
    } catch (IllegalArgumentException malformed) {
      // Its message repeats the address, so it is not even kept as the cause.
      throw new StartFailure(complaint());
    }
    throw new StartFailure(complaint());
  }

  static DatabaseAddress of(LocalPostgres postgres) {
    return new DatabaseAddress(
        postgres.host(),
        postgres.port(),
        LocalPostgres.DATABASE,
        postgres.user(),
        "",
        DatabaseTls.DISABLED);
  }

  /**
   * The role that serves, which is not the schema's owner. Roles are the whole cluster's, so the
   * name follows the database: two installations in one cluster do not take each other's.
   */
  String serverRole() {
    return database + "_server";
  }

  /** Without parameters: those of JDBC mean nothing to the reactive driver. */
  String reactiveUrl() {
    return "postgresql://" + host + ":" + port + "/" + database;
  }

  String jdbcUrl() {
    return "jdbc:" + reactiveUrl() + tls.jdbcParameters();
  }

  /** The address without credentials, for messages. */
  @Override
  public String toString() {
    return reactiveUrl();
  }

  private static String name(String database) {
    if (!NAME.matcher(database).matches()) {
      throw new StartFailure(
          "--db needs a database whose name has at most 50 letters, digits and _ . -");
    }
    return database;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  // The address itself may hold a password and stays out of the message.
  private static String complaint() {
    return "--db needs postgresql://user:password@host:port/database"
        + " with %-escapes where a password has signs of its own";
  }
}
