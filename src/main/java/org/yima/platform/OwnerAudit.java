package org.yima.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;

/**
 * Writes a line of the audit log within a transaction of the schema's owner, for the little that no
 * server's role may do. It commits with what was done, as {@link Tx#audit} does.
 */
@ApplicationScoped
public class OwnerAudit {
  private final Ids ids;
  private final Clock clock;

  OwnerAudit(Ids ids, Clock clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Writes a line.
   *
   * @param by who answers for it; the line's actor is {@code OWNER:} and this, for nobody signed in
   */
  public void write(Connection owner, String by, AuditEntry entry) throws SQLException {
    try (PreparedStatement line =
        owner.prepareStatement(AuditStatement.SQL.replaceAll("\\$\\d", "?"))) {
      Object[] parameters = AuditStatement.parameters(entry, ids, clock);
      parameters[AuditStatement.ACTOR] = "OWNER:" + by;
      for (int i = 0; i < parameters.length; i++) {
        line.setObject(i + 1, parameters[i]);
      }
      line.executeUpdate();
    }
  }
}
