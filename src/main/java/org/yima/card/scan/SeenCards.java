package org.yima.card.scan;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.yima.card.InstrumentType;
import org.yima.card.life.Card;
import org.yima.card.life.CardStore;
import org.yima.card.life.Uses;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;

/** What a counter needs of a card at once: card, code and bound instruments are of one family. */
@ApplicationScoped
class SeenCards {
  private static final String BOUND =
      """
      left join lateral (
        select array_agg(i.id order by i.rank, i.id) as ids,
               array_agg(i.type order by i.rank, i.id) as types
        from instrument i
        where i.bucket = c.bucket and i.card_id = c.id and i.status = 'ACTIVE') b on true
      """;
  private static final String OF_CODE =
      "select c.*, k.invalidated_at, k.expires_at, b.ids, b.types"
          + " from code k join card c on c.bucket = k.bucket and c.id = k.card_id "
          + BOUND
          + "where k.bucket = $1 and k.id = $2";
  private static final String OF_CODE_USED =
      "with seen as ("
          + OF_CODE
          + """
          ),
          used as (
            insert into card_use (bucket, id, card_id, institution_id, terminal, scene, kind, outcome,
                                  at)
            select s.bucket, $3::uuid, s.id, $4::uuid, $5::text, $6::text, $7::text, $8::text,
                   $9::timestamptz
            from seen s
            where s.status = 'ACTIVE' and s.invalidated_at is null
              and (s.until is null or s.until > $9))
          select * from seen
          """;
  private static final String OF_CARD =
      "select c.*, null::timestamptz as invalidated_at, null::timestamptz as expires_at,"
          + " b.ids, b.types from card c "
          + BOUND
          + "where c.bucket = $1 and c.id = $2";

  private final Database database;
  private final Ids ids;
  private final Clock clock;

  SeenCards(Database database, Ids ids, Clock clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * A card as a code leads to it.
   *
   * @param bound its instruments in their owner's order
   * @param invalidated whether the code is
   * @param expiresAt of the code; absent for a printed national one, which has no row
   */
  record Seen(
      Card card,
      List<Views.BoundInstrument> bound,
      boolean invalidated,
      Optional<OffsetDateTime> expiresAt) {}

  /**
   * As {@link #ofCode}, and where card and code are good the use of the card is logged by the same
   * statement. Whoever asks so has nothing left to refuse but them.
   */
  Uni<Optional<Seen>> ofCodeUsed(Id code, Uses.Place place) {
    return database
        .query(
            OF_CODE_USED,
            code.bucket(),
            code.uuid(),
            ids.beside(IdType.USE, code).uuid(),
            place.institution().uuid(),
            place.terminal(),
            place.scene(),
            place.kind(),
            Uses.OK,
            OffsetDateTime.now(clock))
        .map(SeenCards::first);
  }

  /** The card of a code that was issued. */
  Uni<Optional<Seen>> ofCode(Id code) {
    return database.query(OF_CODE, code.bucket(), code.uuid()).map(SeenCards::first);
  }

  /** A card that is shown without a code of its own. */
  Uni<Optional<Seen>> ofCard(Id card) {
    return database.query(OF_CARD, card.bucket(), card.uuid()).map(SeenCards::first);
  }

  private static Optional<Seen> first(RowSet<Row> rows) {
    return rows.rowCount() == 0 ? Optional.empty() : Optional.of(read(rows.iterator().next()));
  }

  private static Seen read(Row row) {
    return new Seen(
        CardStore.read(row),
        bound(row.getArrayOfUUIDs("ids"), row.getArrayOfStrings("types")),
        row.getValue("invalidated_at") != null,
        Optional.ofNullable(row.getOffsetDateTime("expires_at")));
  }

  private static List<Views.BoundInstrument> bound(UUID[] ids, String[] types) {
    return ids == null
        ? List.of()
        : IntStream.range(0, ids.length)
            .mapToObj(
                i ->
                    new Views.BoundInstrument(
                        new Id(IdType.INSTRUMENT, ids[i]), InstrumentType.valueOf(types[i])))
            .toList();
  }
}
