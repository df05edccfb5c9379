package org.yima.payment.bill;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.yima.payment.BillStatus;
import org.yima.payment.InsuranceMode;
import org.yima.payment.InsuranceTerms;
import org.yima.payment.NewBill;
import org.yima.payment.NewLine;
import org.yima.payment.Payable;
import org.yima.payment.PaymentProblem;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Fen;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Page;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;

/** Rows of bills, their versions and lines. */
@ApplicationScoped
public class BillStore {
  private static final String HEAD =
      """
      select bucket, id, institution_id, external_id, payable_kind, payable_id, resident_id, record_id,
             title, visit_id, insurance, version, total, refunded, status, payment_id, pay_before,
             created_at, updated_at
      from bill\s""";

  private final Database database;
  private final History history;
  private final Clock clock;

  BillStore(Database database, History history, Clock clock) {
    this.database = database;
    this.history = history;
    this.clock = clock;
  }

  /** A bill without its lines. */
  public record Head(
      Id id,
      Id institutionId,
      Optional<String> externalId,
      Payable payable,
      Id residentId,
      Id recordId,
      String title,
      String visitId,
      Optional<InsuranceTerms> insurance,
      int version,
      Fen total,
      Fen refunded,
      BillStatus status,
      Optional<Id> paymentId,
      Optional<OffsetDateTime> payBefore,
      OffsetDateTime createdAt,
      OffsetDateTime updatedAt) {

    /** Whether it is a bill of the calling institution. */
    public boolean belongsTo(Caller caller) {
      return institutionId.equals(caller.ownInstitution());
    }

    void mustBelongTo(Caller caller) {
      if (!belongsTo(caller)) {
        throw PlatformProblem.NOT_FOUND.problem();
      }
    }

    Page.Place place() {
      return Page.Place.of(createdAt, id);
    }

    /** Fails with what stands in the way of paying this bill, seen by itself. */
    public void mustBePayable(OffsetDateTime now) {
      if (status == BillStatus.PAYING) {
        throw PaymentProblem.PAYMENT_IN_PROGRESS.problem();
      }
      if (status != BillStatus.OPEN) {
        throw PaymentProblem.BILL_NOT_OPEN.problem();
      }
      if (payBefore.filter(now::isAfter).isPresent()) {
        throw PaymentProblem.BILL_OVERDUE.problem();
      }
    }
  }

  /** Inserts a bill in its first version, or answers the id of the one its payable has. */
  public Uni<Id> insert(SqlTx tx, NewBill bill) {
    return insert(tx, bill, Optional.empty());
  }

  /** As {@link #insert(SqlTx, NewBill)}, with the hospital's own id of the bill. */
  public Uni<Id> insert(SqlTx tx, NewBill bill, Optional<String> externalId) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return tx.query(
            """
            insert into bill (bucket, id, institution_id, external_id, payable_kind, payable_id,
              resident_id, record_id, title, visit_id, insurance, version, total, status, pay_before,
              created_at, updated_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, 'OPEN', $13, $14, $14)
            on conflict (bucket, payable_kind, payable_id) do nothing returning id
            """,
            bill.billId().bucket(),
            bill.billId().uuid(),
            bill.institutionId().uuid(),
            externalId.orElse(null),
            bill.payable().kind(),
            bill.payable().id().toString(),
            bill.residentId().uuid(),
            bill.recordId().uuid(),
            bill.title(),
            bill.visitId(),
            bill.insurance().map(BillStore::json).orElse(null),
            bill.total().value(),
            bill.payBefore().orElse(null),
            now)
        .chain(
            inserted ->
                inserted.rowCount() == 1
                    ? insertVersion(tx, bill.billId(), 1, bill.insurance(), bill.lines(), "opened")
                        .chain(done -> history.add(tx, bill.billId(), "OPEN", "opened"))
                        .replaceWith(bill.billId())
                    : ofPayable(tx, bill));
  }

  private Uni<Id> ofPayable(SqlTx tx, NewBill bill) {
    return tx.query(
            "select id from bill where bucket = $1 and payable_kind = $2 and payable_id = $3",
            bill.billId().bucket(),
            bill.payable().kind(),
            bill.payable().id().toString())
        .map(rows -> new Id(IdType.BILL, rows.iterator().next().getUUID("id")));
  }

  /** Adds a version's lines; the bill's row is to name the version in the same transaction. */
  private Uni<Void> insertVersion(
      SqlTx tx,
      Id billId,
      int version,
      Optional<InsuranceTerms> insurance,
      List<NewLine> lines,
      String why) {
    long total = lines.stream().map(NewLine::amount).reduce(Fen.ZERO, Fen::plus).value();
    List<Object[]> rows = new ArrayList<>();
    for (NewLine line : lines) {
      rows.add(
          new Object[] {
            billId.bucket(),
            billId.uuid(),
            version,
            line.lineNo(),
            line.code(),
            line.name(),
            line.insuranceClass(),
            line.quantity(),
            line.unitPrice(),
            line.amount().value()
          });
    }
    return tx.write(
            """
            insert into bill_version (bucket, bill_id, version, total, insurance, why, at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """,
            billId.bucket(),
            billId.uuid(),
            version,
            total,
            insurance.map(BillStore::json).orElse(null),
            why,
            OffsetDateTime.now(clock))
        .chain(
            written ->
                tx.batch(
                    """
                    insert into bill_line (bucket, bill_id, version, line_no, code, name,
                      insurance_class, quantity, unit_price, amount)
                    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                    """,
                    rows));
  }

  /** Loads a bill and holds its row until the transaction ends; fails with not-found. */
  public Uni<Head> lock(SqlTx tx, Id billId) {
    return tx.query(
            HEAD + "where bucket = $1 and id = $2 for update", billId.bucket(), billId.uuid())
        .map(BillStore::first)
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  /**
   * As {@link #lock}, a bill of the calling institution; any other answers like one that is none.
   */
  public Uni<Head> lockOwn(SqlTx tx, Caller caller, String text) {
    return lock(tx, id(text)).invoke(bill -> bill.mustBelongTo(caller));
  }

  /** Reads a bill's id; what is none names no bill. */
  public static Id id(String text) {
    return Id.parse(IdType.BILL, text).orElseThrow(PlatformProblem.NOT_FOUND::problem);
  }

  public Uni<Optional<Head>> find(Id billId) {
    return database
        .query(HEAD + "where bucket = $1 and id = $2", billId.bucket(), billId.uuid())
        .map(BillStore::first);
  }

  /** As {@link #find(Id)}, on the transaction's own connection. */
  public Uni<Optional<Head>> find(SqlTx tx, Id billId) {
    return tx.query(HEAD + "where bucket = $1 and id = $2", billId.bucket(), billId.uuid())
        .map(BillStore::first);
  }

  /** The bills of these residents, newest first, those before {@code before} only. */
  public Uni<List<Head>> ofResidents(
      List<UUID> residents, Optional<BillStatus> status, Page.Place before, int limit) {
    return database
        .query(
            HEAD
                + """
                where resident_id = any($1) and (created_at, id) < ($2, $3)
                  and ($4::text is null or status = $4)
                order by created_at desc, id desc limit $5
                """,
            residents.toArray(UUID[]::new),
            before.at(),
            before.uuid(),
            status.map(BillStatus::name).orElse(null),
            limit)
        .map(BillStore::list);
  }

  /** The lines of one version, in their order. */
  public Uni<List<NewLine>> lines(Id billId, int version) {
    return database.query(LINES, billId.bucket(), billId.uuid(), version).map(BillStore::newLines);
  }

  /** Moves a locked bill to another state; a move that its states do not have is our fault. */
  public Uni<Void> move(SqlTx tx, Head bill, BillStatus to, String why) {
    if (!bill.status().next().contains(to)) {
      throw new IllegalStateException("a bill does not go from " + bill.status() + " to " + to);
    }
    return tx.write(
            "update bill set status = $3, updated_at = $4 where bucket = $1 and id = $2",
            bill.id().bucket(),
            bill.id().uuid(),
            to.name(),
            OffsetDateTime.now(clock))
        .chain(moved -> history.add(tx, bill.id(), to.name(), why));
  }

  /** A payment of an open, locked bill begins. */
  public Uni<Void> paying(SqlTx tx, Head bill, Id payment) {
    return name(tx, bill, payment.uuid())
        .chain(named -> move(tx, bill, BillStatus.PAYING, "payment"));
  }

  /** The payment under way has ended with everything back: the bill is open again. */
  public Uni<Void> freed(SqlTx tx, Head bill, String why) {
    return name(tx, bill, null).chain(named -> move(tx, bill, BillStatus.OPEN, why));
  }

  private static Uni<Integer> name(SqlTx tx, Head bill, UUID payment) {
    return tx.write(
        "update bill set payment_id = $3 where bucket = $1 and id = $2",
        bill.id().bucket(),
        bill.id().uuid(),
        payment);
  }

  /** A part, or all, of a paid bill has gone back. */
  public Uni<Void> refunded(SqlTx tx, Head bill, Fen amount, BillStatus to) {
    return tx.write(
            "update bill set refunded = refunded + $3 where bucket = $1 and id = $2",
            bill.id().bucket(),
            bill.id().uuid(),
            amount.value())
        .chain(updated -> move(tx, bill, to, "refunded"));
  }

  /**
   * All of a paid bill has gone back, but only a part of it was to: the rest is asked for anew.
   *
   * @param gone what of each line is no longer asked for
   */
  public Uni<Void> reopen(SqlTx tx, Head bill, Map<Integer, Long> gone, String why) {
    return lines(tx, bill)
        .map(lines -> left(lines, gone))
        .chain(lines -> amend(tx, bill, bill.insurance(), lines, why))
        .chain(amended -> freed(tx, bill, why));
  }

  /** A locked bill gets another version of its lines and of how it is to be insured. */
  public Uni<Void> amend(
      SqlTx tx, Head bill, Optional<InsuranceTerms> insurance, List<NewLine> lines, String why) {
    return insertVersion(tx, bill.id(), bill.version() + 1, insurance, lines, why)
        .chain(
            inserted ->
                tx.write(
                    """
                    update bill set version = version + 1, total = $3, refunded = 0, insurance = $4,
                      updated_at = $5
                    where bucket = $1 and id = $2
                    """,
                    bill.id().bucket(),
                    bill.id().uuid(),
                    lines.stream().map(NewLine::amount).reduce(Fen.ZERO, Fen::plus).value(),
                    insurance.map(BillStore::json).orElse(null),
                    OffsetDateTime.now(clock)))
        .replaceWithVoid();
  }

  /**
   * What remains of lines when parts of them are gone; a line of which nothing remains is left out.
   */
  public static List<NewLine> left(List<NewLine> lines, Map<Integer, Long> gone) {
    List<NewLine> left = new ArrayList<>();
    for (NewLine line : lines) {
      Fen amount = line.amount().minus(Fen.of(gone.getOrDefault(line.lineNo(), 0L)));
      if (amount.isPositive()) {
        left.add(
            new NewLine(
                line.lineNo(),
                line.code(),
                line.name(),
                line.insuranceClass(),
                line.quantity(),
                line.unitPrice(),
                amount));
      }
    }
    return left;
  }

  /** The lines of a bill's present version, within a transaction. */
  public Uni<List<NewLine>> lines(SqlTx tx, Head bill) {
    return tx.query(LINES, bill.id().bucket(), bill.id().uuid(), bill.version())
        .map(BillStore::newLines);
  }

  private static final String LINES =
      """
      select line_no, code, name, insurance_class, quantity, unit_price, amount from bill_line
      where bucket = $1 and bill_id = $2 and version = $3 order by line_no
      """;

  private static List<NewLine> newLines(RowSet<Row> rows) {
    List<NewLine> lines = new ArrayList<>();
    rows.forEach(row -> lines.add(line(row)));
    return lines;
  }

  private static Optional<Head> first(RowSet<Row> rows) {
    return rows.rowCount() == 0 ? Optional.empty() : Optional.of(head(rows.iterator().next()));
  }

  private static List<Head> list(RowSet<Row> rows) {
    List<Head> heads = new ArrayList<>();
    rows.forEach(row -> heads.add(head(row)));
    return heads;
  }

  private static Head head(Row row) {
    return new Head(
        new Id(IdType.BILL, row.getUUID("id")),
        new Id(IdType.INSTITUTION, row.getUUID("institution_id")),
        Optional.ofNullable(row.getString("external_id")),
        new Payable(
            row.getString("payable_kind"),
            Id.parse(row.getString("payable_id"))
                .orElseThrow(() -> new IllegalStateException("a bill without a payable"))),
        new Id(IdType.RESIDENT, row.getUUID("resident_id")),
        new Id(IdType.RECORD, row.getUUID("record_id")),
        row.getString("title"),
        row.getString("visit_id"),
        Optional.ofNullable(row.getJsonObject("insurance")).map(BillStore::terms),
        row.getInteger("version"),
        Fen.of(row.getLong("total")),
        Fen.of(row.getLong("refunded")),
        BillStatus.valueOf(row.getString("status")),
        Optional.ofNullable(row.getUUID("payment_id")).map(id -> new Id(IdType.PAYMENT, id)),
        Optional.ofNullable(row.getOffsetDateTime("pay_before")),
        row.getOffsetDateTime("created_at"),
        row.getOffsetDateTime("updated_at"));
  }

  private static NewLine line(Row row) {
    return new NewLine(
        row.getInteger("line_no"),
        row.getString("code"),
        row.getString("name"),
        row.getString("insurance_class"),
        row.getBigDecimal("quantity"),
        row.getBigDecimal("unit_price"),
        Fen.of(row.getLong("amount")));
  }

  private static JsonObject json(InsuranceTerms terms) {
    return new JsonObject()
        .put("medType", terms.medType())
        .put("diseaseCode", terms.diseaseCode())
        .put("insuranceType", terms.insuranceType())
        .put("doctorCode", terms.doctorCode())
        .put("departmentCode", terms.departmentCode())
        .put("visitId", terms.visitId())
        .put("chargeBatch", terms.chargeBatch())
        .put("mode", terms.mode().name());
  }

  private static InsuranceTerms terms(JsonObject json) {
    return new InsuranceTerms(
        json.getString("medType"),
        json.getString("diseaseCode"),
        json.getString("insuranceType"),
        json.getString("doctorCode"),
        json.getString("departmentCode"),
        json.getString("visitId"),
        json.getString("chargeBatch"),
        InsuranceMode.valueOf(json.getString("mode")));
  }
}
