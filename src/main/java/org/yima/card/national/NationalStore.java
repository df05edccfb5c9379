package org.yima.card.national;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yima.healthcard.national.NationalCardId;
import org.yima.platform.BlindIndex;
import org.yima.platform.Bucket;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;
import org.yima.platform.Vault;

/** Which of our cards is registered under which national id. */
@ApplicationScoped
class NationalStore {
  private static final String ID = "national_card.id";

  private final Database database;
  private final Vault vault;
  private final BlindIndex index;
  private final Clock clock;

  NationalStore(Database database, Vault vault, BlindIndex index, Clock clock) {
    this.database = database;
    this.vault = vault;
    this.index = index;
    this.clock = clock;
  }

  /** The id a card is registered under now. */
  Uni<Optional<NationalCardId>> idOf(Id card) {
    return database
        .query(
            """
            select id_enc from national_card
            where bucket = $1 and card_id = $2 and status = 'REGISTERED'
            """,
            card.bucket(),
            card.uuid())
        .map(
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(
                        new NationalCardId(
                            vault.open(
                                ID,
                                card.uuid(),
                                rows.iterator().next().getBuffer("id_enc").getBytes()))));
  }

  /** The card that an id names. */
  Uni<Optional<Id>> cardOf(NationalCardId id) {
    byte[] hash = index.of(ID, id.hex());
    return database
        .query(
            "select card_id from national_card_id where bucket = $1 and id_idx = $2",
            Bucket.ofHash(hash),
            Buffer.buffer(hash))
        .map(
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(new Id(IdType.CARD, rows.iterator().next().getUUID("card_id"))));
  }

  /**
   * Makes an id lead to a card, in a commit of its own and before the card's own row: an id without
   * that row leads to a card all the same, which is true. A document has one id at the centre, so a
   * resident's next card takes it over.
   */
  Uni<Void> lead(NationalCardId id, Id card) {
    byte[] hash = index.of(ID, id.hex());
    return database
        .query(
            """
            insert into national_card_id (bucket, id_idx, card_id) values ($1, $2, $3)
            on conflict (bucket, id_idx) do update set card_id = excluded.card_id
            """,
            Bucket.ofHash(hash),
            Buffer.buffer(hash),
            card.uuid())
        .replaceWithVoid();
  }

  Uni<Void> registered(SqlTx tx, NationalCardId id, Id card) {
    return tx.write(
            """
            insert into national_card (bucket, card_id, id_enc, status, registered_at)
            values ($1, $2, $3, 'REGISTERED', $4)
            on conflict (bucket, card_id) do nothing
            """,
            card.bucket(),
            card.uuid(),
            Buffer.buffer(vault.seal(ID, card.uuid(), id.hex())),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  /** Marks the card of an owner who gave it up; the centre is told by {@link NationalClosing}. */
  Uni<Void> closing(SqlTx tx, Id card) {
    return tx.write(
            """
            update national_card set status = 'CLOSING', due_at = $3
            where bucket = $1 and card_id = $2 and status = 'REGISTERED'
            """,
            card.bucket(),
            card.uuid(),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  /** A card that is to be closed at the centre. */
  record Ending(Id card, NationalCardId id) {}

  /** Cards to close now; each is put off at once, so that a failure is simply tried again later. */
  Uni<List<Ending>> due(int limit) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return database
        .query(
            """
            update national_card n
            set attempts = attempts + 1,
                due_at = $1 + make_interval(secs => least(3600, 5 * power(2, least(attempts, 10))))
            from (select bucket, card_id from national_card
                  where status = 'CLOSING' and due_at <= $1
                  order by due_at limit $2 for update skip locked) d
            where n.bucket = d.bucket and n.card_id = d.card_id
            returning n.card_id, n.id_enc
            """,
            now,
            limit)
        .map(
            rows -> {
              List<Ending> due = new ArrayList<>();
              rows.forEach(row -> due.add(ending(row)));
              return due;
            });
  }

  private Ending ending(Row row) {
    Id card = new Id(IdType.CARD, row.getUUID("card_id"));
    return new Ending(
        card, new NationalCardId(vault.open(ID, card.uuid(), row.getBuffer("id_enc").getBytes())));
  }

  Uni<Void> closed(Id card) {
    return database
        .query(
            """
            update national_card set status = 'CLOSED', closed_at = $3, due_at = null
            where bucket = $1 and card_id = $2 and status = 'CLOSING'
            """,
            card.bucket(),
            card.uuid(),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }
}
