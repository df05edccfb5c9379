package org.yima.local;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What a load that was cut off has made in the database without having noted its id. The operator's
 * API makes an institution, a client, a member of staff once and tells the id once; a launcher that
 * was killed between the answer and its own note looks here, as the schema's owner.
 */
final class AlreadyMade {
  private final DatabaseAddress database;

  AlreadyMade(DatabaseAddress database) {
    this.database = database;
  }

  /** The id of the institution with that code. */
  Optional<String> institution(String code) {
    return id("ins", "select id from institution where code = ?", code);
  }

  /** The id of the system that signs in with that key. */
  Optional<String> client(EcKey key) {
    return id(
        "cli",
        "select id from client where ended_at is null and public_key ->> 'x' = ?",
        key.jwk().get("x"));
  }

  /** The id of the member of staff with that login. */
  Optional<String> staff(String login) {
    return id("stf", "select id from staff where login = ?", login);
  }

  private Optional<String> id(String prefix, String sql, String key) {
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, key);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            ? Optional.of(prefix + "_" + rows.getString(1).replace("-", ""))
            : Optional.empty();
      }
    } catch (SQLException refused) {
      throw new StartFailure(
          "The database at " + database + " fails with SQLSTATE " + refused.getSQLState(), refused);
    }
  }
}
