package org.yima.resident.realname;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.index.DocumentKey;
import org.yima.platform.BlindIndex;
import org.yima.platform.Bucket;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;

/** A document number has one resident: whoever writes the claim first. */
@ApplicationScoped
public class DocumentClaims {
  private final Database database;
  private final BlindIndex index;
  private final Clock clock;

  DocumentClaims(Database database, BlindIndex index, Clock clock) {
    this.database = database;
    this.index = index;
    this.clock = clock;
  }

  /**
   * A claim.
   *
   * @param holder the resident, or the id under which the claimant will make it
   * @param claimedBy the account that claimed it
   */
  public record Claim(Id holder, Id claimedBy) {}

  /** The keyed hash under which a document is found. */
  public byte[] keyOf(DocumentKey document) {
    return index.of(DocumentKey.PURPOSE, document.hashed());
  }

  /** Who holds a document. */
  public Uni<Optional<Claim>> find(byte[] key) {
    return database
        .query(
            """
            select holder, claimed_by from resident_document
            where bucket = $1 and document_idx = $2
            """,
            Bucket.ofHash(key),
            Buffer.buffer(key))
        .map(
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(read(rows.iterator().next())));
  }

  /** Claims a document, or answers who has it. Commits by itself, before the resident is made. */
  public Uni<Claim> claim(byte[] key, Claim wanted) {
    return database
        .query(
            """
            insert into resident_document (bucket, document_idx, holder, claimed_by, claimed_at)
            values ($1, $2, $3, $4, $5)
            on conflict (bucket, document_idx) do nothing
            """,
            Bucket.ofHash(key),
            Buffer.buffer(key),
            wanted.holder().uuid(),
            wanted.claimedBy().uuid(),
            OffsetDateTime.now(clock))
        .chain(inserted -> find(key))
        .map(found -> found.orElseThrow(() -> new IllegalStateException("a claim has gone")));
  }

  /** As {@link #claim(byte[], Claim)}, with what else the transaction does or not at all. */
  public Uni<Claim> claim(SqlTx tx, byte[] key, Claim wanted) {
    return tx.write(
            """
            insert into resident_document (bucket, document_idx, holder, claimed_by, claimed_at)
            values ($1, $2, $3, $4, $5)
            on conflict (bucket, document_idx) do nothing
            """,
            Bucket.ofHash(key),
            Buffer.buffer(key),
            wanted.holder().uuid(),
            wanted.claimedBy().uuid(),
            OffsetDateTime.now(clock))
        .chain(
            () ->
                tx.query(
                    """
                    select holder, claimed_by from resident_document
                    where bucket = $1 and document_idx = $2
                    """,
                    Bucket.ofHash(key),
                    Buffer.buffer(key)))
        .map(rows -> read(rows.iterator().next()));
  }

  /** Passes a document on to another holder, with what else the transaction does. */
  public Uni<Integer> pass(SqlTx tx, byte[] key, Id holder, Id next) {
    return tx.write(
        """
        update resident_document set holder = $4
        where bucket = $1 and document_idx = $2 and holder = $3
        """,
        Bucket.ofHash(key),
        Buffer.buffer(key),
        holder.uuid(),
        next.uuid());
  }

  private static Claim read(Row row) {
    return new Claim(
        new Id(IdType.RESIDENT, row.getUUID("holder")),
        new Id(IdType.ACCOUNT, row.getUUID("claimed_by")));
  }
}
