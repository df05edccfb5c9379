package org.yima.card.life;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yima.card.CardNumber;
import org.yima.card.CardProblem;
import org.yima.card.CardStatus;
import org.yima.platform.Bucket;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SessionTx;
import org.yima.platform.SqlTx;

/** The rows of cards; each change of state is a new version and a row of history. */
@ApplicationScoped
public class CardStore {
  /** The index that lets a resident have one living card. */
  private static final String ONE_LIVING = "card_live";

  private final Database database;
  private final Clock clock;

  CardStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The card of that id. */
  public Uni<Optional<Card>> find(Id id) {
    return database
        .query("select * from card where bucket = $1 and id = $2", id.bucket(), id.uuid())
        .map(CardStore::first);
  }

  /** Holds a card as it is until the transaction ends; its status, if there is such a card. */
  public Uni<Optional<CardStatus>> hold(SqlTx tx, Id id) {
    return tx.query(
            "select status from card where bucket = $1 and id = $2 for share",
            id.bucket(),
            id.uuid())
        .map(
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(CardStatus.valueOf(rows.iterator().next().getString("status"))));
  }

  /**
   * The resident's newest card, whatever its state; a temporary one, which may have been somebody's
   * who turned out to be this resident, only where there is no other.
   */
  public Uni<Optional<Card>> newest(Id resident) {
    return database
        .query(
            """
            select * from card where bucket = $1 and resident_id = $2
            order by until is not null, issued_at desc, id desc limit 1
            """,
            resident.bucket(),
            resident.uuid())
        .map(CardStore::first);
  }

  /**
   * Every card of the resident, the newest first: those too that came over from somebody who turned
   * out to be this resident, and lie in another family.
   */
  Uni<List<Card>> all(Id resident) {
    return database
        .query(
            "select * from card where resident_id = $1 order by issued_at desc, id desc",
            resident.uuid())
        .map(CardStore::all);
  }

  private static List<Card> all(RowSet<Row> rows) {
    List<Card> cards = new ArrayList<>();
    rows.forEach(row -> cards.add(read(row)));
    return cards;
  }

  /**
   * Gives another end, or none, to the cards that were issued to an identity, whoever it turned out
   * to be since; answers those whose end has moved.
   *
   * @param record under which the identity's cards arose
   */
  Uni<List<Card>> end(SqlTx tx, Id resident, Id record, Optional<OffsetDateTime> until) {
    return tx.query(
            """
            update card set until = $3, end_told = false
            where bucket = $1 and record_id = $2 and until is distinct from $3::timestamptz
            returning *
            """,
            resident.bucket(),
            record.uuid(),
            until.orElse(null))
        .map(CardStore::all);
  }

  /** Temporary cards whose time has ended, each once for each end. */
  Uni<List<Card>> ended(SqlTx tx, int limit) {
    return tx.query(
            """
            update card set end_told = true
            where (bucket, id) in (
              select bucket, id from card
              where until <= $1 and not end_told and status = 'ACTIVE' order by until limit $2)
            returning *
            """,
            OffsetDateTime.now(clock),
            limit)
        .map(CardStore::all);
  }

  /** The card of a number. */
  public Uni<Optional<Card>> ofNumber(CardNumber number) {
    return database
        .query(
            "select card_id from card_number where bucket = $1 and number = $2",
            Bucket.ofKey(number.value()),
            number.value())
        .chain(
            rows ->
                rows.rowCount() == 0
                    ? Uni.createFrom().item(Optional.<Card>empty())
                    : find(new Id(IdType.CARD, rows.iterator().next().getUUID("card_id"))));
  }

  /** Claims a number for a card, in a commit of its own; false when another card has it. */
  Uni<Boolean> claim(CardNumber number, Id card) {
    return database
        .query(
            """
            insert into card_number (bucket, number, card_id) values ($1, $2, $3)
            on conflict (bucket, number) do nothing
            """,
            Bucket.ofKey(number.value()),
            number.value(),
            card.uuid())
        .map(rows -> rows.rowCount() == 1);
  }

  /** Writes a new card; fails with {@link #isSecond} when the resident has a living one by now. */
  Uni<Void> insert(SessionTx tx, Card card, Caller by) {
    return tx.session()
        .persist(new CardRow(card))
        .chain(() -> tx.session().flush())
        .chain(() -> remember(tx, card, "ISSUE", by));
  }

  /** What is bound to a lost card is bound to the one that takes its place. */
  Uni<Void> carry(SessionTx tx, Id lost, Id next) {
    return tx.write(
            "update instrument set card_id = $3 where bucket = $1 and card_id = $2",
            lost.bucket(),
            lost.uuid(),
            next.uuid())
        .replaceWithVoid();
  }

  /** Whether a transaction failed because its resident has a living card by now. */
  static boolean isSecond(Throwable failure) {
    return Database.constraint(failure).filter(ONE_LIVING::equals).isPresent();
  }

  /** Writes the next state of a card; fails with {@code card.state} when it has moved on. */
  Uni<Void> update(SessionTx tx, Card card, Card next, String action, Caller by) {
    return tx.session()
        .find(CardRow.class, new CardRow.Key(card.id()))
        .invoke(
            row -> {
              if (row == null || !row.is(card)) {
                throw CardProblem.CARD_STATE.problem();
              }
              row.enter(next.status());
            })
        .chain(() -> tx.session().flush())
        .onFailure(OptimisticLockException.class)
        .transform(moved -> CardProblem.CARD_STATE.problem())
        .chain(() -> remember(tx, next, action, by));
  }

  private Uni<Void> remember(SessionTx tx, Card card, String action, Caller by) {
    return tx.write(
            """
            insert into card_history (bucket, card_id, version, action, status, actor, at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """,
            card.id().bucket(),
            card.id().uuid(),
            card.version(),
            action,
            card.status().name(),
            by.name(),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  private static Optional<Card> first(RowSet<Row> rows) {
    return rows.rowCount() == 0 ? Optional.empty() : Optional.of(read(rows.iterator().next()));
  }

  /** A card out of a row that has all columns of its table. */
  public static Card read(Row row) {
    return new Card(
        new Id(IdType.CARD, row.getUUID("id")),
        new Id(IdType.RESIDENT, row.getUUID("resident_id")),
        new Id(IdType.RECORD, row.getUUID("record_id")),
        row.getString("number"),
        CardStatus.valueOf(row.getString("status")),
        row.getInteger("version"),
        row.getOffsetDateTime("issued_at"),
        Optional.ofNullable(row.getOffsetDateTime("until")));
  }
}
