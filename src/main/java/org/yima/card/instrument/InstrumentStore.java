package org.yima.card.instrument;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.yima.card.Instrument;
import org.yima.card.InstrumentStatus;
import org.yima.card.InstrumentType;
import org.yima.platform.BlindIndex;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;
import org.yima.platform.Vault;

/** Bound instruments, in their card's family; what they refer to is encrypted. */
@ApplicationScoped
public class InstrumentStore {
  private static final String REFERENCE = "instrument.reference";

  private final Database database;
  private final Vault vault;
  private final BlindIndex index;
  private final Clock clock;

  InstrumentStore(Database database, Vault vault, BlindIndex index, Clock clock) {
    this.database = database;
    this.vault = vault;
    this.index = index;
    this.clock = clock;
  }

  /**
   * Binds; answers the instrument that is bound, which may have been there before. That one is held
   * until the transaction ends, so that it is not unbound meanwhile.
   */
  Uni<Instrument> bind(SqlTx tx, Id card, Instrument instrument) {
    byte[] hash = index.of(REFERENCE, instrument.type() + "|" + instrument.reference());
    return tx.query(
            """
            insert into instrument (bucket, id, card_id, type, status, reference_enc, reference_idx,
                                    insurer_id, rank, bound_at)
            select $1, $2, $3, $4, $5, $6, $7, $8,
                   coalesce(max(rank), 0) + 1, $9
            from instrument where bucket = $1 and card_id = $3
            on conflict (bucket, card_id, type, reference_idx) where status <> 'REMOVED'
              do update set reference_idx = excluded.reference_idx
            returning *
            """,
            card.bucket(),
            instrument.id().uuid(),
            card.uuid(),
            instrument.type().name(),
            instrument.status().name(),
            Buffer.buffer(vault.seal(REFERENCE, instrument.id().uuid(), instrument.reference())),
            Buffer.buffer(hash),
            instrument.insurerId().map(Id::uuid).orElse(null),
            OffsetDateTime.now(clock))
        .map(rows -> read(rows).get(0));
  }

  /** A card's instruments that can pay, in the owner's order. */
  public Uni<List<Instrument>> active(Id card) {
    return database
        .query(
            """
            select * from instrument
            where bucket = $1 and card_id = $2 and status = 'ACTIVE' order by rank, id
            """,
            card.bucket(),
            card.uuid())
        .map(this::read);
  }

  /**
   * A resident's instruments of a type that can pay, in the owner's order. Those of a card that is
   * lost or gone do not: a card that takes a lost one's place has them.
   */
  public Uni<List<Instrument>> active(Id resident, InstrumentType type) {
    return database
        .query(
            """
            select i.* from instrument i
            join card c on c.bucket = i.bucket and c.id = i.card_id
            where c.bucket = $1 and c.resident_id = $2 and i.type = $3 and i.status = 'ACTIVE'
              and c.status in ('ACTIVE', 'FROZEN')
            order by i.rank, i.id
            """,
            resident.bucket(),
            resident.uuid(),
            type.name())
        .map(this::read);
  }

  /** An instrument of one of a resident's cards, removed ones included. */
  public Uni<Optional<Instrument>> ofResident(Id resident, Id instrument) {
    return database
        .query(
            """
            select i.* from instrument i
            join card c on c.bucket = i.bucket and c.id = i.card_id
            where i.bucket = $1 and i.id = $2 and c.resident_id = $3
            """,
            instrument.bucket(),
            instrument.uuid(),
            resident.uuid())
        .map(rows -> read(rows).stream().findFirst());
  }

  /** A card's instruments that can pay, none of which is unbound or moved meanwhile. */
  Uni<Set<Id>> hold(SqlTx tx, Id card) {
    return tx.query(
            """
            select id from instrument
            where bucket = $1 and card_id = $2 and status = 'ACTIVE' order by id for update
            """,
            card.bucket(),
            card.uuid())
        .map(
            rows -> {
              Set<Id> held = new HashSet<>();
              rows.forEach(row -> held.add(new Id(IdType.INSTRUMENT, row.getUUID("id"))));
              return held;
            });
  }

  /** Sets the order; the ids are all of the card's active ones. */
  Uni<Void> order(SqlTx tx, Id card, List<Id> ordered) {
    return tx.batch(
        """
        update instrument set rank = $4, version = version + 1
        where bucket = $1 and card_id = $2 and id = $3 and status = 'ACTIVE'
        """,
        IntStream.range(0, ordered.size())
            .mapToObj(i -> new Object[] {card.bucket(), card.uuid(), ordered.get(i).uuid(), i + 1})
            .toList());
  }

  /** Unbinds; false when there is no such bound instrument. */
  Uni<Boolean> remove(SqlTx tx, Id card, Id instrument) {
    return tx.write(
            """
            update instrument set status = 'REMOVED', version = version + 1
            where bucket = $1 and card_id = $2 and id = $3 and status <> 'REMOVED'
            """,
            card.bucket(),
            card.uuid(),
            instrument.uuid())
        .map(written -> written == 1);
  }

  private List<Instrument> read(RowSet<Row> rows) {
    List<Instrument> list = new ArrayList<>();
    rows.forEach(row -> list.add(read(row)));
    return list;
  }

  private Instrument read(Row row) {
    Id id = new Id(IdType.INSTRUMENT, row.getUUID("id"));
    return new Instrument(
        id,
        InstrumentType.valueOf(row.getString("type")),
        InstrumentStatus.valueOf(row.getString("status")),
        vault.open(REFERENCE, id.uuid(), row.getBuffer("reference_enc").getBytes()),
        Optional.ofNullable(row.getUUID("insurer_id")).map(u -> new Id(IdType.INSTITUTION, u)));
  }
}
