package org.yima.platform.start;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/**
 * Refuses to start on a database that may forget a committed payment: {@code fsync}, {@code
 * full_page_writes} and {@code synchronous_commit} must be on.
 */
@ApplicationScoped
class DurabilityCheck {
  static final List<String> MUST_BE_ON = List.of("fsync", "full_page_writes", "synchronous_commit");

  private final DataSource dataSource;

  DurabilityCheck(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  void check(@Observes @Priority(1) StartupEvent event) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (String setting : MUST_BE_ON) {
        try (ResultSet result = statement.executeQuery("show " + setting)) {
          String value = result.next() ? result.getString(1) : "unknown";
          if (value.equals("off") || value.equals("unknown")) {
            throw new IllegalStateException(
                "the database runs with " + setting + "=" + value + "; money must not be served");
          }
        }
      }
    }
  }
}
