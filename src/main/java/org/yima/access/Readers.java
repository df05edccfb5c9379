package org.yima.access;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.access.credential.ReaderSignatures;
import org.yima.platform.AuditEntry;
import org.yima.platform.Bucket;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.Sha256;
import org.yima.platform.SqlTx;

/**
 * ID readers of institutions, each known by its own EC P-256 public key. A signed reading, minutes
 * old at most and used once, is what proves that a person with a document stands at a counter.
 */
@ApplicationScoped
public class Readers {
  /** Longer than any reading is fresh, so that a used one cannot come back. */
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private final ReaderSignatures signatures;
  private final Database database;
  private final Ids ids;
  private final Clock clock;

  Readers(ReaderSignatures signatures, Database database, Ids ids, Clock clock) {
    this.signatures = signatures;
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /** Registers a reader of an institution. */
  public Uni<Id> register(SqlTx tx, Caller by, Id institution, String label, JsonObject publicKey) {
    Id id = ids.founding(IdType.READER);
    return tx.write(
            """
            insert into id_reader (bucket, id, institution, label, public_key, created_at)
            values ($1, $2, $3, $4, $5, $6)
            """,
            id.bucket(),
            id.uuid(),
            institution.uuid(),
            label,
            publicKey,
            OffsetDateTime.now(clock))
        .call(written -> tx.audit(AuditEntry.of(by, "reader.registered", id)))
        .replaceWith(id);
  }

  /** Ends a reader of an institution: from now on nothing that it signs holds. */
  public Uni<Boolean> end(SqlTx tx, Caller by, Id institution, Id reader) {
    return tx.write(
            """
            update id_reader set ended_at = $4
            where bucket = $1 and id = $2 and institution = $3 and ended_at is null
            """,
            reader.bucket(),
            reader.uuid(),
            institution.uuid(),
            OffsetDateTime.now(clock))
        .call(ended -> tx.audit(AuditEntry.of(by, "reader.ended", reader)))
        .map(ended -> ended == 1);
  }

  /**
   * Makes sure that a reader of the caller's own institution has read just this document just now;
   * fails with {@code card-read.refused} or, the second time, {@code card-read.used}.
   */
  public Uni<Void> proven(Caller caller, CardRead read) {
    return signatures
        .readerOf(read.readerSignature())
        .map(reader -> key(reader, caller.ownInstitution()))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .invoke(
            key -> {
              if (key.filter(known -> signatures.holds(known, read)).isEmpty()) {
                throw AccessProblem.CARD_READ_REFUSED.problem();
              }
            })
        .chain(() -> once(read));
  }

  private Uni<Optional<JsonObject>> key(Id reader, Id institution) {
    return database
        .query(
            """
            select public_key from id_reader
            where bucket = $1 and id = $2 and institution = $3 and ended_at is null
            """,
            reader.bucket(),
            reader.uuid(),
            institution.uuid())
        .map(
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(rows.iterator().next().getJsonObject("public_key")));
  }

  private Uni<Void> once(CardRead read) {
    byte[] hash =
        Sha256.of(signatures.reading(read.readerSignature()).getBytes(StandardCharsets.UTF_8));
    return database
        .query(
            """
            insert into card_read (bucket, read_hash, expires_at) values ($1, $2, $3)
            on conflict do nothing returning 1
            """,
            Bucket.ofHash(hash),
            Buffer.buffer(hash),
            OffsetDateTime.now(clock).plus(REMEMBERED))
        .invoke(
            rows -> {
              if (rows.rowCount() == 0) {
                throw AccessProblem.CARD_READ_USED.problem();
              }
            })
        .replaceWithVoid();
  }
}
