package org.yima.index.founding;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.yima.index.store.ReevaluationRows;

/**
 * Notes that all that is stored was weighed by a version of the weights, in the transaction that
 * stores it; whatever was to be weighed anew before was nothing.
 */
final class Weighed {
  private Weighed() {}

  static void by(String version, String engine, Connection owner, OffsetDateTime now)
      throws SQLException {
    try (PreparedStatement others =
        owner.prepareStatement(
            """
            update index_reevaluation set status = 'SUPERSEDED'
            where status = 'RUNNING' and version <> ?
            """)) {
      others.setString(1, version);
      others.executeUpdate();
    }
    try (PreparedStatement done =
        owner.prepareStatement(
            """
            insert into index_reevaluation
              (bucket, version, status, records, moved, linked, unlinked, started_at, done_at,
               engine)
            values (?, ?, 'DONE', 0, 0, 0, 0, ?, ?, ?)
            on conflict (bucket, version) do update
              set status = 'DONE', last_id = null, records = 0, moved = 0, linked = 0,
                  unlinked = 0, started_at = excluded.started_at, done_at = excluded.done_at,
                  engine = excluded.engine
            """)) {
      done.setInt(1, ReevaluationRows.bucket(version));
      done.setString(2, version);
      done.setObject(3, now);
      done.setObject(4, now);
      done.setString(5, engine);
      done.executeUpdate();
    }
  }
}
