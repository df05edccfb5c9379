package org.yima.access;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.SqlTx;

/**
 * A resident stands at a counter: for ten minutes the member of staff who read the card may do for
 * this one resident what the resident could do on a phone. Opening one is audited.
 */
@ApplicationScoped
public class Presences {
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final Database database;
  private final Ids ids;
  private final Clock clock;

  public Presences(Database database, Ids ids, Clock clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /** Opens a presence; the caller has made sure that the resident really stands there. */
  public Uni<Id> open(SqlTx tx, Caller staff, Id resident) {
    Id id = ids.founding(IdType.PRESENCE);
    return tx.write(
            """
            insert into presence (bucket, id, staff, institution, present_id, expires_at)
            values ($1, $2, $3, $4, $5, $6)
            """,
            id.bucket(),
            id.uuid(),
            staff.self().uuid(),
            staff.ownInstitution().uuid(),
            resident.uuid(),
            OffsetDateTime.now(clock).plus(LIFE))
        .call(
            written ->
                tx.audit(
                    AuditEntry.of(staff, "presence.opened", resident)
                        .with("presence", id.toString())))
        .replaceWith(id);
  }

  /** Whether this staff member has shown the presence of this resident within its life. */
  public Uni<Boolean> shown(Id presence, Id staff, Id resident) {
    return database
        .query(
            """
            select 1 from presence
            where bucket = $1 and id = $2 and staff = $3 and present_id = $4 and expires_at > $5
            """,
            presence.bucket(),
            presence.uuid(),
            staff.uuid(),
            resident.uuid(),
            OffsetDateTime.now(clock))
        .map(rows -> rows.rowCount() == 1);
  }
}
