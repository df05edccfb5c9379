package org.yima.card.scan;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yima.card.Allowed;
import org.yima.card.Resolution;
import org.yima.healthcard.code.Scene;
import org.yima.platform.AuditEntry;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;
import org.yima.platform.Vault;

/** What counters scanned, in the family of their institution, until it expires. */
@ApplicationScoped
public class ResolutionStore {
  private static final String TOKEN = "resolution.token";
  private static final String SCANNED =
      """
      scanned as (
        insert into resolution (bucket, id, institution_id, terminal, scene, kind, allowed,
                                token_enc, handle_hash, expires_at, created_at)
        values ($9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
        returning bucket, id),
      person as (
        insert into resolution_person (bucket, resolution_id, resident_id, record_id)
        select bucket, id, $20::uuid, $21::uuid from scanned where $21::uuid is not null)
      """;
  private static final String ALERT =
      """
      , alert as (
        insert into emergency_alert (bucket, resolution_id, status, due_at)
        select bucket, id, 'DUE', $19 from scanned where $20::uuid is not null)
      """;
  private static final String SCANNED_ALERTING = SCANNED + ALERT;

  private final Database database;
  private final Vault vault;
  private final Clock clock;

  ResolutionStore(Database database, Vault vault, Clock clock) {
    this.database = database;
    this.vault = vault;
    this.clock = clock;
  }

  /** A resolution with what only this room needs of it. */
  public record Stored(Resolution resolution, Scene scene, Optional<byte[]> handleHash) {

    /** Whether it is meant to pay at a gateway that this server does not have. */
    public boolean hasNoGateway() {
      ScanKind kind = ScanKind.valueOf(resolution.kind());
      return kind.isToken() && !kind.isCharged();
    }

    /** Whether what was scanned is of a kind that pays somewhere; what only identifies is not. */
    public boolean isPaying() {
      ScanKind kind = ScanKind.valueOf(resolution.kind());
      boolean shown = kind == ScanKind.YIMA_DYNAMIC || kind == ScanKind.NATIONAL_CARD;
      return kind.isToken() || (shown && handleHash.isPresent());
    }
  }

  /**
   * Writes what was found, and the line of the audit log that tells of it. In an emergency its
   * owner may not know that the card was shown, and is to be told.
   */
  Uni<Void> insert(
      Id id, Counter counter, Found found, OffsetDateTime expiresAt, AuditEntry audit) {
    return database.audited(
        audit,
        counter.scene() == Scene.EMERGENCY ? SCANNED_ALERTING : SCANNED,
        id.bucket(),
        id.uuid(),
        counter.institution().id().uuid(),
        counter.terminal().toString(),
        counter.scene().name(),
        found.kind().name(),
        found.allowed().stream().map(Enum::name).sorted().toArray(String[]::new),
        found.token().map(t -> Buffer.buffer(vault.seal(TOKEN, id.uuid(), t))).orElse(null),
        found.handleHash().map(Buffer::buffer).orElse(null),
        expiresAt,
        OffsetDateTime.now(clock),
        found.residentId().map(Id::uuid).orElse(null),
        found.recordId().map(Id::uuid).orElse(null));
  }

  /** An institution's own resolution that has not expired. */
  public Uni<Optional<Stored>> find(Id id, Id institution) {
    return database
        .query(
            """
            select r.*, p.resident_id, p.record_id
            from resolution r
            left join resolution_person p on p.bucket = r.bucket and p.resolution_id = r.id
            where r.bucket = $1 and r.id = $2 and r.institution_id = $3 and r.expires_at > $4
            """,
            id.bucket(),
            id.uuid(),
            institution.uuid(),
            OffsetDateTime.now(clock))
        .map(
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(read(rows.iterator().next())));
  }

  /** As {@link #find} for any institution, inside a transaction. */
  public Uni<Optional<Stored>> find(SqlTx tx, Id id) {
    return tx.query(
            """
            select r.*, p.resident_id, p.record_id
            from resolution r
            left join resolution_person p on p.bucket = r.bucket and p.resolution_id = r.id
            where r.bucket = $1 and r.id = $2 and r.expires_at > $3
            """,
            id.bucket(),
            id.uuid(),
            OffsetDateTime.now(clock))
        .map(
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(read(rows.iterator().next())));
  }

  /** Takes the token out, once: whoever gets it uses it. */
  public Uni<Optional<String>> takeToken(SqlTx tx, Id id) {
    return tx.query(
            """
            select token_enc from resolution
            where bucket = $1 and id = $2 and token_enc is not null and expires_at > $3
            for update
            """,
            id.bucket(),
            id.uuid(),
            OffsetDateTime.now(clock))
        .chain(
            rows ->
                rows.rowCount() == 0
                    ? Uni.createFrom().item(Optional.<String>empty())
                    : tx.write(
                            "update resolution set token_enc = null where bucket = $1 and id = $2",
                            id.bucket(),
                            id.uuid())
                        .map(
                            written ->
                                Optional.of(
                                    vault.open(
                                        TOKEN,
                                        id.uuid(),
                                        rows.iterator()
                                            .next()
                                            .getBuffer("token_enc")
                                            .getBytes()))));
  }

  /** Blanks the tokens of resolutions that are over. */
  Uni<Void> blank(int limit) {
    return database
        .query(
            """
            update resolution set token_enc = null
            where (bucket, id) in (
              select bucket, id from resolution where token_enc is not null and expires_at < $1
              order by expires_at limit $2)
            """,
            OffsetDateTime.now(clock),
            limit)
        .replaceWithVoid();
  }

  private static Stored read(Row row) {
    Set<Allowed> allowed =
        Arrays.stream(row.getArrayOfStrings("allowed"))
            .map(Allowed::valueOf)
            .collect(Collectors.toSet());
    Resolution resolution =
        new Resolution(
            new Id(IdType.RESOLUTION, row.getUUID("id")),
            new Id(IdType.INSTITUTION, row.getUUID("institution_id")),
            Optional.ofNullable(row.getUUID("resident_id")).map(u -> new Id(IdType.RESIDENT, u)),
            Optional.ofNullable(row.getUUID("record_id")).map(u -> new Id(IdType.RECORD, u)),
            allowed,
            row.getString("kind"),
            row.getOffsetDateTime("expires_at").toInstant());
    return new Stored(
        resolution,
        Scene.valueOf(row.getString("scene")),
        Optional.ofNullable(row.getBuffer("handle_hash")).map(b -> b.getBytes()));
  }
}
