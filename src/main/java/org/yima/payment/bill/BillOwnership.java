package org.yima.payment.bill;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.yima.payment.attention.Attention;
import org.yima.payment.attention.Reason;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;
import org.yima.resident.Reassignable;
import org.yima.resident.Reassignment;

/**
 * Gives bills back to whom the record belongs under which they arose. A payment stays with who made
 * it, and a settled insurance payment never moves: it names the person whom the bureau settled. A
 * bill with one, or with one under way, stays where it is and needs a human; when the settlement
 * has been reversed, the bill follows the step that had found it.
 */
@ApplicationScoped
public class BillOwnership implements Reassignable {
  private static final String BILL = "bill";

  /** A leg of insurance that stands, or may yet. */
  private static final String INSURED =
      """
      select p.id as payment_id, l.id as leg_id
      from payment p join leg l on l.bucket = p.bucket and l.payment_id = p.id
      where p.bucket = b.bucket and p.bill_id = b.id and l.kind = 'INSURANCE'
        and l.state not in ('DECLINED', 'CLOSED', 'RETURNED')
      """;

  private final Database database;
  private final Attention attention;
  private final Clock clock;

  BillOwnership(Database database, Attention attention, Clock clock) {
    this.database = database;
    this.attention = attention;
    this.clock = clock;
  }

  @Override
  public Set<String> tables() {
    return Set.of(BILL);
  }

  /** A bill that is held for a step moves by itself when it can, so no other step is wanted. */
  @Override
  public Uni<Set<Id>> records(Id resident) {
    return database
        .query(
            """
            select distinct record_id from bill b
            where resident_id = $1 and not exists (
              select 1 from bill_owner o
              where o.bucket = b.bucket and o.bill_id = b.id and o.direction = 'HELD'
                and o.from_resident = b.resident_id
                and not exists (select 1 from bill_owner u where u.bucket = o.bucket
                  and u.bill_id = o.bill_id and u.step_id = o.step_id and u.direction = 'UNDO'))
            """,
            resident.uuid())
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> new Id(IdType.RECORD, row.getUUID("record_id")))
                    .collect(Collectors.toUnmodifiableSet()));
  }

  @Override
  public Uni<Map<String, Long>> preview(Reassignment step) {
    return database
        .query(
            """
            select count(*) as n from bill b
            where record_id = $1 and resident_id = $2 and not exists ("""
                + INSURED
                + """
            )
            """,
            step.recordId().uuid(),
            step.from().uuid())
        .map(rows -> Map.of(BILL, rows.iterator().next().getLong("n")));
  }

  /** The bills are held first: no payment begins, and no settlement ends, beside this. */
  @Override
  public Uni<Void> apply(SqlTx tx, Reassignment step) {
    return tx.query(
            "select id from bill where record_id = $1 and resident_id = $2 order by id for update",
            step.recordId().uuid(),
            step.from().uuid())
        .chain(
            () -> tx.query("select 1 from bill_owner where step_id = $1 limit 1", step.id().uuid()))
        .chain(
            known ->
                known.rowCount() > 0
                    ? Uni.createFrom().voidItem()
                    : hold(tx, step).chain(() -> move(tx, step)));
  }

  private Uni<Void> hold(SqlTx tx, Reassignment step) {
    return written(tx, HOLD, step)
        .chain(
            () ->
                tx.query(
                    """
                    select b.institution_id, i.payment_id, i.leg_id
                    from bill_owner o join bill b on b.bucket = o.bucket and b.id = o.bill_id
                      cross join lateral ("""
                        + INSURED
                        + """
                    ) i
                    where o.step_id = $1 and o.direction = 'HELD'
                    """,
                    step.id().uuid()))
        .onItem()
        .transformToMulti(Multi.createFrom()::iterable)
        .onItem()
        .transformToUniAndConcatenate(held -> needsHuman(tx, held))
        .collect()
        .last();
  }

  private Uni<Void> needsHuman(SqlTx tx, Row held) {
    return attention.begin(
        tx,
        new Id(IdType.LEG, held.getUUID("leg_id")),
        Optional.of(new Id(IdType.PAYMENT, held.getUUID("payment_id"))),
        Reason.SETTLED_FOR_ANOTHER,
        new Id(IdType.INSTITUTION, held.getUUID("institution_id")));
  }

  private Uni<Void> move(SqlTx tx, Reassignment step) {
    return written(tx, APPLY, step);
  }

  private Uni<Void> written(SqlTx tx, String statement, Reassignment step) {
    return tx.write(
            statement,
            step.id().uuid(),
            step.recordId().uuid(),
            step.from().uuid(),
            step.to().uuid(),
            step.why(),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  private static final String HOLD =
      """
      insert into bill_owner (bucket, bill_id, step_id, direction, from_resident, to_resident, why,
        at)
      select bucket, id, $1, 'HELD', $3, $4, $5, $6 from bill b
      where record_id = $2 and resident_id = $3 and exists ("""
          + INSURED
          + """
      )
      """;

  private static final String APPLY =
      """
      with moved as (
        update bill b set resident_id = $4
        where record_id = $2 and resident_id = $3 and not exists ("""
          + INSURED
          + """
      )
        returning bucket, id)
      insert into bill_owner (bucket, bill_id, step_id, direction, from_resident, to_resident, why,
        at)
      select bucket, id, $1, 'APPLY', $3, $4, $5, $6 from moved
      """;

  /**
   * A settlement of a locked bill has gone, or never came to stand: what was held for it moves now,
   * unless another stands in its place or the step was undone.
   */
  public Uni<Void> settlementGone(SqlTx tx, Id bill) {
    return tx.write(FOLLOW, bill.bucket(), bill.uuid(), OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  private static final String FOLLOW =
      """
      with moved as (
        update bill b set resident_id = o.to_resident
        from bill_owner o
        where b.bucket = $1 and b.id = $2 and o.bucket = b.bucket and o.bill_id = b.id
          and o.direction = 'HELD' and b.resident_id = o.from_resident
          and not exists (select 1 from bill_owner u where u.bucket = o.bucket
            and u.bill_id = o.bill_id and u.step_id = o.step_id
            and u.direction in ('APPLY', 'UNDO'))
          and not exists ("""
          + INSURED
          + """
      )
        returning b.bucket, b.id, o.step_id, o.from_resident, o.to_resident, o.why)
      insert into bill_owner (bucket, bill_id, step_id, direction, from_resident, to_resident, why,
        at)
      select bucket, id, step_id, 'APPLY', from_resident, to_resident, why, $3 from moved
      """;

  @Override
  public Uni<Void> undo(SqlTx tx, Reassignment step) {
    return tx.query(RELEASE, step.id().uuid(), step.why(), OffsetDateTime.now(clock))
        .onItem()
        .transformToMulti(Multi.createFrom()::iterable)
        .onItem()
        .transformToUniAndConcatenate(
            row ->
                attention.end(
                    tx,
                    new Id(IdType.LEG, row.getUUID("leg_id")),
                    Reason.SETTLED_FOR_ANOTHER,
                    new Id(IdType.INSTITUTION, row.getUUID("institution_id"))))
        .collect()
        .last()
        .chain(() -> tx.write(UNDO, step.id().uuid(), step.why(), OffsetDateTime.now(clock)))
        .replaceWithVoid();
  }

  /** What was held and never moved is where it belongs again. */
  private static final String RELEASE =
      """
      with held as (
        select o.bucket, o.bill_id, o.from_resident from bill_owner o
        where o.step_id = $1 and o.direction = 'HELD'
          and not exists (select 1 from bill_owner u where u.bucket = o.bucket
            and u.bill_id = o.bill_id and u.step_id = $1 and u.direction in ('APPLY', 'UNDO'))),
      released as (
        insert into bill_owner (bucket, bill_id, step_id, direction, from_resident, to_resident,
          why, at)
        select bucket, bill_id, $1, 'UNDO', from_resident, from_resident, $2, $3 from held)
      select b.institution_id, i.leg_id
      from held h join bill b on b.bucket = h.bucket and b.id = h.bill_id
        cross join lateral ("""
          + INSURED
          + """
      ) i
      """;

  private static final String UNDO =
      """
      with back as (
        update bill b set resident_id = o.from_resident
        from bill_owner o
        where o.step_id = $1 and o.direction = 'APPLY' and b.bucket = o.bucket
          and b.id = o.bill_id and b.resident_id = o.to_resident
          and not exists (select 1 from bill_owner u where u.bucket = o.bucket
            and u.bill_id = o.bill_id and u.step_id = $1 and u.direction = 'UNDO')
        returning b.bucket, b.id, o.from_resident, o.to_resident)
      insert into bill_owner (bucket, bill_id, step_id, direction, from_resident, to_resident, why,
        at)
      select bucket, id, $1, 'UNDO', to_resident, from_resident, $2, $3 from back
      """;
}
