package org.yima.card.code;

import static org.yima.resident.MayAct.OF_FAMILY;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yima.card.CodeFormat;
import org.yima.healthcard.code.CodeKind;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;
import org.yima.platform.Vault;
import org.yima.resident.MayAct;

/** Issued codes, in their card's family. */
@ApplicationScoped
public class CodeStore {
  private static final String TEXT = "code.text";

  private static final String INSERT =
      """
      insert into code (bucket, id, card_id, kind, ahead, handle_hash, text_enc, not_before,
                        expires_at, format)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      """;

  /** Whoever freezes the card waits for this, and then finds the code. */
  private static final String INSERT_SERVED =
      """
      insert into code (bucket, id, card_id, kind, ahead, handle_hash, text_enc, not_before,
                        expires_at, format)
      select $4::int, $5::uuid, $6::uuid, $7::text, $8::boolean, $9::bytea, $10::bytea,
             $11::timestamptz, $12::timestamptz, $13::text
      from card c
      where c.bucket = $4 and c.id = $6 and c.status = 'ACTIVE' and c.until is null and
      """
          + OF_FAMILY
          + " for share of c";

  private final Database database;
  private final Vault vault;
  private final Clock clock;

  CodeStore(Database database, Vault vault, Clock clock) {
    this.database = database;
    this.vault = vault;
    this.clock = clock;
  }

  Uni<Void> insert(SqlTx tx, List<StoredCode> codes) {
    return tx.batch(INSERT, codes.stream().map(this::parameters).toList());
  }

  /** Writes a code that another scan of it may have written already. */
  Uni<Void> adopt(SqlTx tx, StoredCode code) {
    return tx.write(INSERT + " on conflict (bucket, id) do nothing", parameters(code))
        .replaceWithVoid();
  }

  /**
   * Writes one code of a card that the caller may act on, that has no end, is ACTIVE and stays so
   * until the code is written; false when one of this is not so. A screen that is looked at asks
   * for a code a minute, so this is one statement.
   */
  Uni<Boolean> insertServed(Caller caller, StoredCode code) {
    return database
        .query(
            INSERT_SERVED,
            Stream.concat(
                    Arrays.stream(MayAct.parameters(caller, OffsetDateTime.now(clock))),
                    Arrays.stream(parameters(code)))
                .toArray())
        .map(written -> written.rowCount() == 1);
  }

  private Object[] parameters(StoredCode code) {
    return new Object[] {
      code.id().bucket(),
      code.id().uuid(),
      code.cardId().uuid(),
      code.kind().name(),
      code.ahead(),
      Buffer.buffer(code.handleHash()),
      code.text().map(text -> Buffer.buffer(vault.seal(TEXT, code.id().uuid(), text))).orElse(null),
      code.notBefore(),
      code.expiresAt(),
      code.format().name()
    };
  }

  /**
   * Makes codes of a kind invalid, also those that have ended since a moment: what was scanned in
   * them may still be in use.
   *
   * @return how many there were
   */
  Uni<Integer> invalidate(SqlTx tx, Id card, CodeKind kind, Instant endedSince) {
    return tx.write(
        """
        update code set invalidated_at = $4
        where bucket = $1 and card_id = $2 and kind = $3 and expires_at > $5
          and invalidated_at is null
        """,
        card.bucket(),
        card.uuid(),
        kind.name(),
        OffsetDateTime.now(clock),
        OffsetDateTime.ofInstant(endedSince, clock.getZone()));
  }

  /** Whether its owner has made a code invalid; one that is not there is as good as that. */
  public Uni<Boolean> isInvalidated(Id code) {
    return database
        .query(
            "select invalidated_at is null as good from code where bucket = $1 and id = $2",
            code.bucket(),
            code.uuid())
        .map(CodeStore::isBad);
  }

  /** As {@link #isInvalidated}; a code that is good stays so until the transaction ends. */
  public Uni<Boolean> isInvalidated(SqlTx tx, Id code) {
    return tx.query(
            "select invalidated_at is null as good from code"
                + " where bucket = $1 and id = $2 for share",
            code.bucket(),
            code.uuid())
        .map(CodeStore::isBad);
  }

  private static boolean isBad(RowSet<Row> found) {
    return found.rowCount() == 0 || !found.iterator().next().getBoolean("good");
  }

  /**
   * The card of a code; for no code of ours, an id that no card has, so that what follows costs the
   * same.
   */
  Uni<Id> cardOf(Id code) {
    return database
        .query("select card_id from code where bucket = $1 and id = $2", code.bucket(), code.uuid())
        .map(
            rows ->
                new Id(
                    IdType.CARD,
                    rows.rowCount() == 0
                        ? code.uuid()
                        : rows.iterator().next().getUUID("card_id")));
  }

  /** The code of that id. */
  public Uni<Optional<StoredCode>> find(Id id) {
    return database
        .query("select * from code where bucket = $1 and id = $2", id.bucket(), id.uuid())
        .map(
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(read(rows.iterator().next())));
  }

  /** Codes of a card that terminals without network would still take. */
  Uni<List<StoredCode>> lasting(Id card) {
    return database
        .query(
            """
            select * from code
            where bucket = $1 and card_id = $2 and (kind = 'STATIC' or ahead) and expires_at > $3
              and format = 'YIMA'
            """,
            card.bucket(),
            card.uuid(),
            OffsetDateTime.now(clock))
        .map(
            rows -> {
              List<StoredCode> codes = new ArrayList<>();
              rows.forEach(row -> codes.add(read(row)));
              return codes;
            });
  }

  /** Blanks the texts of codes that are over. */
  Uni<Void> blank(int limit) {
    return database
        .query(
            """
            update code set text_enc = null
            where (bucket, id) in (
              select bucket, id from code where text_enc is not null and expires_at < $1
              order by expires_at limit $2)
            """,
            OffsetDateTime.now(clock),
            limit)
        .replaceWithVoid();
  }

  private StoredCode read(Row row) {
    Id id = new Id(IdType.CODE, row.getUUID("id"));
    return new StoredCode(
        id,
        new Id(IdType.CARD, row.getUUID("card_id")),
        CodeFormat.valueOf(row.getString("format")),
        CodeKind.valueOf(row.getString("kind")),
        row.getBoolean("ahead"),
        row.getBuffer("handle_hash").getBytes(),
        Optional.ofNullable(row.getBuffer("text_enc"))
            .map(stored -> vault.open(TEXT, id.uuid(), stored.getBytes())),
        row.getOffsetDateTime("not_before"),
        row.getOffsetDateTime("expires_at"),
        row.getValue("invalidated_at") != null);
  }
}
