package org.yima.card.code;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yima.platform.Bucket;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;

/**
 * From a scanned code to its card, by the hash of the code's handle, and the claims on it: a
 * dynamic code belongs to the first terminal that shows it, and pays once.
 */
@ApplicationScoped
public class Handles {
  private final Database database;
  private final Clock clock;

  Handles(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Whose a code is, for the terminal that shows it. */
  public enum Claim {
    /** Nobody has asked, or another terminal has it. */
    NONE,
    /** It has become this terminal's just now. */
    FRESH,
    /** It was this terminal's already. */
    HELD
  }

  /**
   * Where a handle leads.
   *
   * @param spent whether the code has paid
   */
  public record Lead(Id codeId, Id cardId, boolean spent, Claim claim) {}

  /** Writes the handles of codes that are about to be made; they lead nowhere until then. */
  Uni<Void> insert(List<StoredCode> codes) {
    return database
        .query(
            """
            insert into code_handle (bucket, handle_hash, code_id, card_id, expires_at)
            select * from unnest($1::int[], $2::bytea[], $3::uuid[], $4::uuid[], $5::timestamptz[])
            """,
            codes.stream().map(code -> Bucket.ofHash(code.handleHash())).toArray(Integer[]::new),
            codes.stream().map(code -> Buffer.buffer(code.handleHash())).toArray(Buffer[]::new),
            codes.stream().map(code -> code.id().uuid()).toArray(UUID[]::new),
            codes.stream().map(code -> code.cardId().uuid()).toArray(UUID[]::new),
            codes.stream().map(StoredCode::expiresAt).toArray(OffsetDateTime[]::new))
        .replaceWithVoid();
  }

  /**
   * Writes the handle of a code that another application has made, or takes up one that was written
   * for it before: two scans of one terminal may come to this at once, and a crash may have left
   * the handle without its code.
   *
   * @return the code that the handle leads to from now on
   */
  Uni<Id> adopt(StoredCode code) {
    return database
        .query(
            """
            insert into code_handle as h (bucket, handle_hash, code_id, card_id, expires_at)
            values ($1, $2, $3, $4, $5)
            on conflict (bucket, handle_hash) do update
              set code_id = case h.card_id when excluded.card_id then h.code_id
                                           else excluded.code_id end,
                  card_id = excluded.card_id
            returning code_id
            """,
            Bucket.ofHash(code.handleHash()),
            Buffer.buffer(code.handleHash()),
            code.id().uuid(),
            code.cardId().uuid(),
            code.expiresAt())
        .map(rows -> new Id(IdType.CODE, rows.iterator().next().getUUID("code_id")));
  }

  /** Where a handle leads, if it was ever given out. */
  public Uni<Optional<Lead>> find(byte[] hash) {
    return database
        .query(
            "select * from code_handle where bucket = $1 and handle_hash = $2",
            Bucket.ofHash(hash),
            Buffer.buffer(hash))
        .map(
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(read(rows.iterator().next(), Claim.NONE)));
  }

  private static Lead read(Row row, Claim claim) {
    return new Lead(
        new Id(IdType.CODE, row.getUUID("code_id")),
        new Id(IdType.CARD, row.getUUID("card_id")),
        row.getValue("paid_by") != null,
        claim);
  }

  /**
   * Binds a code to a terminal and says where it leads; nothing when another terminal was first, or
   * there is no such handle.
   */
  public Uni<Optional<Lead>> claim(byte[] hash, Id terminal) {
    return database
        .query(
            """
            update code_handle h set terminal_id = $3
            from code_handle before
            where h.bucket = $1 and h.handle_hash = $2
              and (h.terminal_id is null or h.terminal_id = $3)
              and before.bucket = $1 and before.handle_hash = $2
            returning h.code_id, h.card_id, h.paid_by, before.terminal_id is null as fresh
            """,
            Bucket.ofHash(hash),
            Buffer.buffer(hash),
            terminal.uuid())
        .map(
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(claimed(rows.iterator().next())));
  }

  private static Lead claimed(Row row) {
    return read(row, row.getBoolean("fresh") ? Claim.FRESH : Claim.HELD);
  }

  /** Gives back what a terminal has claimed and was refused all the same. */
  public Uni<Void> giveBack(byte[] hash, Id terminal) {
    return database
        .query(
            """
            update code_handle set terminal_id = null
            where bucket = $1 and handle_hash = $2 and terminal_id = $3 and paid_by is null
            """,
            Bucket.ofHash(hash),
            Buffer.buffer(hash),
            terminal.uuid())
        .replaceWithVoid();
  }

  /** Claims the one payment of a code for a resolution; nothing when it was claimed before. */
  public Uni<Optional<Lead>> pay(SqlTx tx, byte[] hash, Id resolution) {
    return tx.query(
            """
            update code_handle set paid_by = $3, paid_at = $4
            where bucket = $1 and handle_hash = $2 and paid_by is null
            returning code_id, card_id, paid_by
            """,
            Bucket.ofHash(hash),
            Buffer.buffer(hash),
            resolution.uuid(),
            OffsetDateTime.now(clock))
        .map(
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(read(rows.iterator().next(), Claim.NONE)));
  }

  /** Lists handles for offline terminals to refuse, or takes them off the list again. */
  Uni<Void> revoke(SqlTx tx, List<StoredCode> codes) {
    return tx.batch(
        """
        insert into revoked_handle (bucket, handle_hash, card_id, expires_at, revoked_at)
        values ($1, $2, $3, $4, $5) on conflict (bucket, handle_hash) do nothing
        """,
        codes.stream()
            .map(
                code ->
                    new Object[] {
                      Bucket.ofHash(code.handleHash()),
                      Buffer.buffer(code.handleHash()),
                      code.cardId().uuid(),
                      code.expiresAt(),
                      OffsetDateTime.now(clock)
                    })
            .toList());
  }

  Uni<Void> restore(SqlTx tx, List<StoredCode> codes) {
    return tx.batch(
        "delete from revoked_handle where bucket = $1 and handle_hash = $2",
        codes.stream()
            .map(
                code ->
                    new Object[] {
                      Bucket.ofHash(code.handleHash()), Buffer.buffer(code.handleHash())
                    })
            .toList());
  }

  /**
   * Forgets handles whose codes are over. Those that lead to a card stay for a day more: what was
   * scanned in a code's last second may still be paid with, once.
   */
  Uni<Void> forget(int limit) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return database
        .query(
            """
            delete from revoked_handle where (bucket, handle_hash) in (
              select bucket, handle_hash from revoked_handle where expires_at < $1
              order by expires_at limit $2)
            """,
            now,
            limit)
        .chain(
            () ->
                database.query(
                    """
                    delete from code_handle where (bucket, handle_hash) in (
                      select bucket, handle_hash from code_handle where expires_at < $1
                      order by expires_at limit $2)
                    """,
                    now.minusDays(1),
                    limit))
        .replaceWithVoid();
  }
}
