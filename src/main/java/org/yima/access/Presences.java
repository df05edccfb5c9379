package org.yima.access;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.SqlTx;

/**
 * A person stands at a counter: for ten minutes the member of staff who read the card may do for
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

  /**
   * Opens a presence; the caller has made sure that the person really stands there.
   *
   * @param resident none when the person is no resident yet
   * @param documentKey the keyed hash of the document that was read
   */
  public Uni<Presence> open(SqlTx tx, Caller staff, Optional<Id> resident, byte[] documentKey) {
    Id id = ids.founding(IdType.PRESENCE);
    OffsetDateTime expiresAt = OffsetDateTime.now(clock).plus(LIFE);
    return tx.write(
            """
            insert into presence (bucket, id, staff, institution, present_id, document_idx,
                                  expires_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """,
            id.bucket(),
            id.uuid(),
            staff.self().uuid(),
            staff.ownInstitution().uuid(),
            resident.map(Id::uuid).orElse(null),
            Buffer.buffer(documentKey),
            expiresAt)
        .call(
            written ->
                tx.audit(
                    AuditEntry.of(staff, "presence.opened", resident.orElse(id))
                        .with("presence", id.toString())))
        .replaceWith(
            new Presence(
                id,
                staff.self(),
                staff.ownInstitution(),
                resident,
                documentKey,
                expiresAt.toInstant()));
  }

  /** The person at the counter has become, or turned out to be, this resident. */
  public Uni<Void> is(SqlTx tx, Id presence, Id resident) {
    return tx.write(
            "update presence set present_id = $3 where bucket = $1 and id = $2",
            presence.bucket(),
            presence.uuid(),
            resident.uuid())
        .replaceWithVoid();
  }

  /** The presence of that id, whoever's and however old. */
  public Uni<Optional<Presence>> find(Id id) {
    return database
        .query("select * from presence where bucket = $1 and id = $2", id.bucket(), id.uuid())
        .map(
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(read(rows.iterator().next())));
  }

  private static Presence read(Row row) {
    return new Presence(
        new Id(IdType.PRESENCE, row.getUUID("id")),
        new Id(IdType.STAFF, row.getUUID("staff")),
        new Id(IdType.INSTITUTION, row.getUUID("institution")),
        Optional.ofNullable(row.getUUID("present_id")).map(uuid -> new Id(IdType.RESIDENT, uuid)),
        row.getBuffer("document_idx").getBytes(),
        row.getOffsetDateTime("expires_at").toInstant());
  }
}
