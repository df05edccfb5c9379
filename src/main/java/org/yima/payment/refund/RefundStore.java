package org.yima.payment.refund;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.yima.payment.bill.History;
import org.yima.platform.Database;
import org.yima.platform.Fen;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Page;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;

/** Rows of refunds, their lines, and releases. */
@ApplicationScoped
public class RefundStore {
  private static final String SELECT =
      """
      select id, bill_id, payment_id, plan_id, status, whole, amount, reason, failure, created_at,
             updated_at
      from refund\s""";

  private final Database database;
  private final History history;
  private final Clock clock;

  RefundStore(Database database, History history, Clock clock) {
    this.database = database;
    this.history = history;
    this.clock = clock;
  }

  /** A refund without its lines. */
  public record Refund(
      Id id,
      Id billId,
      Id paymentId,
      Optional<Id> planId,
      RefundStatus status,
      boolean whole,
      Fen amount,
      String reason,
      Optional<String> failure,
      OffsetDateTime createdAt,
      OffsetDateTime updatedAt) {
    public Page.Place place() {
      return Page.Place.of(createdAt, id);
    }
  }

  public Uni<Void> insert(SqlTx tx, Refund refund, Map<Integer, Long> lines) {
    List<Object[]> rows = new ArrayList<>();
    lines.forEach(
        (lineNo, amount) ->
            rows.add(new Object[] {refund.id().bucket(), refund.id().uuid(), lineNo, amount}));
    return tx.write(
            """
            insert into refund (bucket, id, bill_id, payment_id, status, whole, amount, reason,
              created_at, updated_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
            """,
            refund.id().bucket(),
            refund.id().uuid(),
            refund.billId().uuid(),
            refund.paymentId().uuid(),
            refund.status().name(),
            refund.whole(),
            refund.amount().value(),
            refund.reason(),
            refund.createdAt())
        .chain(
            inserted ->
                tx.batch(
                    """
                    insert into refund_line (bucket, refund_id, line_no, amount)
                    values ($1, $2, $3, $4)
                    """,
                    rows))
        .chain(done -> history.add(tx, refund.id(), refund.status().name(), refund.reason()));
  }

  public Uni<Refund> lock(SqlTx tx, Id id) {
    return tx.query(SELECT + "where bucket = $1 and id = $2 for update", id.bucket(), id.uuid())
        .map(RefundStore::first)
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  public Uni<Optional<Refund>> find(Id id) {
    return database
        .query(SELECT + "where bucket = $1 and id = $2", id.bucket(), id.uuid())
        .map(RefundStore::first);
  }

  /**
   * The bill of a refund; of none, an id that no bill has, so that looking it up costs the same.
   *
   * @param id the refund's id
   */
  public static Id billOf(Optional<Refund> found, Id id) {
    return found.map(Refund::billId).orElseGet(() -> new Id(IdType.BILL, id.uuid()));
  }

  /** The refunds of residents' bills, newest first. */
  public Uni<List<Refund>> ofResidents(List<UUID> residents, Page.Place before, int limit) {
    return database
        .query(
            """
            select r.id, r.bill_id, r.payment_id, r.plan_id, r.status, r.whole, r.amount, r.reason,
                   r.failure, r.created_at, r.updated_at
            from refund r join bill b on b.bucket = r.bucket and b.id = r.bill_id
            where b.resident_id = any($1) and (r.created_at, r.id) < ($2, $3)
            order by r.created_at desc, r.id desc limit $4
            """,
            residents.toArray(UUID[]::new),
            before.at(),
            before.uuid(),
            limit)
        .map(
            rows -> {
              List<Refund> refunds = new ArrayList<>();
              rows.forEach(row -> refunds.add(refund(row)));
              return refunds;
            });
  }

  /** What of each line a refund gives back. */
  public Uni<Map<Integer, Long>> lines(Id refund) {
    return database
        .query(
            "select line_no, amount from refund_line where bucket = $1 and refund_id = $2",
            refund.bucket(),
            refund.uuid())
        .map(RefundStore::amounts);
  }

  /** What of each line of a bill's present payment has gone back. */
  public Uni<Map<Integer, Long>> refunded(SqlTx tx, Id payment) {
    return tx.query(
            """
            select l.line_no, sum(l.amount)::bigint as amount
            from refund_line l join refund r on r.bucket = l.bucket and r.id = l.refund_id
            where r.bucket = $1 and r.payment_id = $2 and r.status = 'DONE' group by l.line_no
            """,
            payment.bucket(),
            payment.uuid())
        .map(RefundStore::amounts);
  }

  /** The lines that the hospital has released. */
  public Uni<Set<Integer>> released(SqlTx tx, Id bill) {
    return tx.query(
            "select line_no from line_release where bucket = $1 and bill_id = $2",
            bill.bucket(),
            bill.uuid())
        .map(
            rows -> {
              Set<Integer> lines = new HashSet<>();
              rows.forEach(row -> lines.add(row.getInteger("line_no")));
              return lines;
            });
  }

  public Uni<Void> release(SqlTx tx, Id bill, Set<Integer> lines) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return tx.batch(
        """
        insert into line_release (bucket, bill_id, line_no, at) values ($1, $2, $3, $4)
        on conflict do nothing
        """,
        lines.stream().map(line -> new Object[] {bill.bucket(), bill.uuid(), line, now}).toList());
  }

  public Uni<Void> move(
      SqlTx tx, Id refund, RefundStatus to, Optional<Id> plan, Optional<String> failure) {
    return tx.write(
            """
            update refund set status = $3, plan_id = coalesce($4, plan_id), failure = $5,
              updated_at = $6
            where bucket = $1 and id = $2
            """,
            refund.bucket(),
            refund.uuid(),
            to.name(),
            plan.map(Id::uuid).orElse(null),
            failure.orElse(null),
            OffsetDateTime.now(clock))
        .chain(moved -> history.add(tx, refund, to.name(), failure.orElse("")));
  }

  /**
   * Ends the refund of a payment that only waits for its resident; nothing of it was begun.
   *
   * @param failure why, as a code
   */
  public Uni<Void> endWaiting(SqlTx tx, Id payment, String failure) {
    return tx.query(
            """
            select id from refund where bucket = $1 and payment_id = $2
              and status in ('AWAITING_AUTHORISATION', 'AWAITING_CONFIRMATION') for update
            """,
            payment.bucket(),
            payment.uuid())
        .chain(
            rows ->
                rows.rowCount() == 0
                    ? Uni.createFrom().voidItem()
                    : move(
                        tx,
                        new Id(IdType.REFUND, rows.iterator().next().getUUID("id")),
                        RefundStatus.FAILED,
                        Optional.empty(),
                        Optional.of(failure)));
  }

  /** Refunds that have waited for their residents since before then, the longest first. */
  Uni<List<Refund>> waitingSince(OffsetDateTime before, int limit) {
    return database
        .query(
            SELECT
                + """
                where status in ('AWAITING_AUTHORISATION', 'AWAITING_CONFIRMATION')
                  and updated_at < $1 order by updated_at limit $2
                """,
            before,
            limit)
        .map(
            rows -> {
              List<Refund> refunds = new ArrayList<>();
              rows.forEach(row -> refunds.add(refund(row)));
              return refunds;
            });
  }

  private static Map<Integer, Long> amounts(RowSet<Row> rows) {
    Map<Integer, Long> amounts = new TreeMap<>();
    rows.forEach(row -> amounts.put(row.getInteger("line_no"), row.getLong("amount")));
    return amounts;
  }

  private static Optional<Refund> first(RowSet<Row> rows) {
    return rows.rowCount() == 0 ? Optional.empty() : Optional.of(refund(rows.iterator().next()));
  }

  private static Refund refund(Row row) {
    return new Refund(
        new Id(IdType.REFUND, row.getUUID("id")),
        new Id(IdType.BILL, row.getUUID("bill_id")),
        new Id(IdType.PAYMENT, row.getUUID("payment_id")),
        Optional.ofNullable(row.getUUID("plan_id")).map(id -> new Id(IdType.PLAN, id)),
        RefundStatus.valueOf(row.getString("status")),
        row.getBoolean("whole"),
        Fen.of(row.getLong("amount")),
        row.getString("reason"),
        Optional.ofNullable(row.getString("failure")),
        row.getOffsetDateTime("created_at"),
        row.getOffsetDateTime("updated_at"));
  }
}
