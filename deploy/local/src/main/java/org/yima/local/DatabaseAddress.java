package org.yima.local;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * A PostgreSQL database and the role that owns the schema.
 *
 * @param password empty where the server trusts the connection
 */
record DatabaseAddress(String host, int port, String database, String user, String password) {

  /**
   * Reads {@code postgresql://user:password@host:port/database}, with {@code jdbc:} before or not.
   */
  static DatabaseAddress parse(String url) {
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
            path.substring(1),
            decoded(parts[0]),
            parts.length == 2 ? decoded(parts[1]) : "");
      }
    } catch (IllegalArgumentException malformed) {
      throw new StartFailure(complaint(), malformed);
    }
    throw new StartFailure(complaint());
  }

  static DatabaseAddress of(LocalPostgres postgres) {
    return new DatabaseAddress(
        postgres.host(), postgres.port(), LocalPostgres.DATABASE, postgres.user(), "");
  }

  String reactiveUrl() {
    return "postgresql://" + host + ":" + port + "/" + database;
  }

  String jdbcUrl() {
    return "jdbc:" + reactiveUrl();
  }

  /** The address without credentials, for messages and for telling one database from another. */
  @Override
  public String toString() {
    return reactiveUrl();
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  // The address itself may hold a password and stays out of the message.
  private static String complaint() {
    return "--db needs postgresql://user:password@host:port/database";
  }
}
