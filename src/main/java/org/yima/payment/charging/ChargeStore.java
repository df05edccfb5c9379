package org.yima.payment.charging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;

/** Rows of charges, in the family of their bill. */
@ApplicationScoped
class ChargeStore {
  private final Database database;
  private final Clock clock;

  ChargeStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  Uni<Void> insert(SqlTx tx, Charge charge) {
    return tx.write(
            """
            insert into charge (bucket, id, institution_id, terminal, resolution_id, bill_id,
                                payment_id, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            charge.id().bucket(),
            charge.id().uuid(),
            charge.institutionId().uuid(),
            charge.terminal(),
            charge.resolutionId().uuid(),
            charge.billId().uuid(),
            charge.paymentId().map(Id::uuid).orElse(null),
            charge.createdAt())
        .replaceWithVoid();
  }

  /** An institution's own charge. */
  Uni<Optional<Charge>> find(Id id, Id institution) {
    return database
        .query(
            "select * from charge where bucket = $1 and id = $2 and institution_id = $3",
            id.bucket(),
            id.uuid(),
            institution.uuid())
        .map(ChargeStore::first);
  }

  /** A charge without a payment of its own is given up; repeating it changes nothing. */
  Uni<Void> reverse(SqlTx tx, Id id) {
    return tx.write(
            """
            update charge set reversed_at = coalesce(reversed_at, $3)
            where bucket = $1 and id = $2 and payment_id is null
            """,
            id.bucket(),
            id.uuid(),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  private static Optional<Charge> first(RowSet<Row> rows) {
    return rows.rowCount() == 0 ? Optional.empty() : Optional.of(read(rows.iterator().next()));
  }

  private static Charge read(Row row) {
    return new Charge(
        new Id(IdType.CHARGE, row.getUUID("id")),
        new Id(IdType.INSTITUTION, row.getUUID("institution_id")),
        row.getString("terminal"),
        new Id(IdType.RESOLUTION, row.getUUID("resolution_id")),
        new Id(IdType.BILL, row.getUUID("bill_id")),
        Optional.ofNullable(row.getUUID("payment_id")).map(id -> new Id(IdType.PAYMENT, id)),
        Optional.ofNullable(row.getOffsetDateTime("reversed_at")),
        row.getOffsetDateTime("created_at"));
  }
}
