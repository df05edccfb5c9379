package org.yima.payment.refunding;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yima.payment.PaymentProblem;
import org.yima.payment.bill.BillStore;
import org.yima.payment.leg.Course;
import org.yima.payment.leg.LegKind;
import org.yima.payment.leg.Payment;
import org.yima.payment.refund.RefundRequests;
import org.yima.payment.refund.RefundStatus;
import org.yima.payment.refund.RefundStore;
import org.yima.payment.running.Driver;
import org.yima.payment.running.PaymentRow;
import org.yima.payment.running.PaymentStore;
import org.yima.payment.running.Payments;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Fen;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Idempotent;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;

/**
 * A hospital releases lines and has them refunded. Cash alone goes back at once; where an insurer
 * bears a part the resident authorises and confirms the new shares first.
 */
@ApplicationScoped
class HospitalRefunds {
  private final Database database;
  private final Idempotent idempotent;
  private final Ids ids;
  private final Clock clock;
  private final BillStore bills;
  private final PaymentStore payments;
  private final RefundStore refunds;
  private final Driver driver;
  private final Payments running;
  private final RefundViews views;
  private final RefundRequests requests;

  HospitalRefunds(
      Database database,
      Idempotent idempotent,
      Ids ids,
      Clock clock,
      BillStore bills,
      PaymentStore payments,
      RefundStore refunds,
      Driver driver,
      Payments running,
      RefundViews views,
      RefundRequests requests) {
    this.database = database;
    this.idempotent = idempotent;
    this.ids = ids;
    this.clock = clock;
    this.bills = bills;
    this.payments = payments;
    this.refunds = refunds;
    this.driver = driver;
    this.running = running;
    this.views = views;
    this.requests = requests;
  }

  /** What a command leaves behind. */
  record Made(Id refundId, Id paymentId) {}

  /** What was released. */
  record Released(Id billId, Set<Integer> lines) {}

  /** What is asked: the body and the bill of the path, compared on a replay. */
  record Asked(String billId, List<RefundRules.Wanted> lines, String reason) {}

  /** The lines were not carried out; saying so again changes nothing. */
  Uni<Released> release(Caller caller, String billId, List<Integer> lineNos) {
    Set<Integer> wanted = new TreeSet<>(lineNos);
    return database.tx(
        tx ->
            bills
                .lockOwn(tx, caller, billId)
                .call(bill -> known(tx, bill, wanted))
                .call(bill -> refunds.release(tx, bill.id(), wanted))
                .call(
                    bill ->
                        tx.audit(
                            AuditEntry.of(caller, "bill.released", bill.id())
                                .with("lines", wanted.toString())))
                .map(bill -> new Released(bill.id(), wanted)));
  }

  private Uni<Void> known(SqlTx tx, BillStore.Head bill, Set<Integer> wanted) {
    return bills
        .lines(tx, bill)
        .invoke(
            lines -> {
              Set<Integer> left = new TreeSet<>(wanted);
              lines.forEach(line -> left.remove(line.lineNo()));
              if (!left.isEmpty()) {
                throw PlatformProblem.INPUT_INVALID.problem().at("/lines", "unknown");
              }
            })
        .replaceWithVoid();
  }

  Uni<RefundView> refund(Caller caller, String key, Asked asked) {
    Id billId = BillStore.id(asked.billId());
    return idempotent.answering(
        new Idempotent.Command(
            caller, "refunds.create", key, asked, () -> ids.beside(IdType.REFUND, billId)),
        Made.class,
        (id, tx) -> begin(tx, caller, id, asked),
        RefundView.class,
        made -> running.nudged(made.paymentId()).chain(done -> views.of(made.refundId())));
  }

  private Uni<Made> begin(SqlTx tx, Caller caller, Id id, Asked asked) {
    return paymentOf(tx, caller, asked.billId())
        .chain(payment -> payments.lock(tx, payment))
        .chain(
            row ->
                bills
                    .lock(tx, row.billId())
                    .chain(bill -> begin(tx, caller, id, asked, row, bill)));
  }

  /** The payment is locked before its bill, everywhere: so that two never wait in a circle. */
  private Uni<Id> paymentOf(SqlTx tx, Caller caller, String billId) {
    return bills
        .find(tx, BillStore.id(billId))
        .map(
            found ->
                found
                    .filter(bill -> bill.belongsTo(caller))
                    .orElseThrow(PlatformProblem.NOT_FOUND::problem))
        .map(bill -> bill.paymentId().orElseThrow(PaymentProblem.REFUND_STATE::problem));
  }

  private Uni<Made> begin(
      SqlTx tx, Caller caller, Id id, Asked asked, PaymentRow row, BillStore.Head bill) {
    if (!row.payment().paid()) {
      throw PaymentProblem.REFUND_STATE.problem();
    }
    return bills
        .lines(tx, bill)
        .chain(
            lines ->
                refunds
                    .refunded(tx, row.id())
                    .chain(
                        gone ->
                            refunds
                                .released(tx, bill.id())
                                .map(
                                    released ->
                                        RefundRules.of(asked.lines(), lines, gone, released))
                                .chain(amounts -> begin(tx, id, asked, row, bill, amounts))))
        .call(made -> tx.audit(AuditEntry.of(caller, "refund.asked", id)));
  }

  private Uni<Made> begin(
      SqlTx tx,
      Id id,
      Asked asked,
      PaymentRow row,
      BillStore.Head bill,
      Map<Integer, Long> amounts) {
    if (row.payment().course() == Course.CLOSED) {
      throw PaymentProblem.REFUND_EXCEEDS.problem().at("/lines", "exceeds");
    }
    if (row.payment().course() != Course.STAND) {
      throw PaymentProblem.PAYMENT_IN_PROGRESS.problem();
    }
    long amount = RefundRules.sum(amounts);
    Payment payment = row.payment();
    boolean whole = amount == payment.due().total();
    boolean insured =
        payment.legs().stream()
            .anyMatch(leg -> leg.kind() != LegKind.WALLET && leg.state().stands());
    RefundStatus status =
        insured && !whole ? RefundStatus.AWAITING_AUTHORISATION : RefundStatus.PROCESSING;
    RefundStore.Refund refund = refund(id, asked, row, bill, status, whole, amount);
    Uni<Void> free =
        whole ? refunds.endWaiting(tx, row.id(), "superseded") : Uni.createFrom().voidItem();
    return free.chain(ended -> free(tx, row.id()))
        .chain(none -> refunds.insert(tx, refund, amounts))
        .chain(inserted -> requests.answered(tx, row.id(), id))
        .chain(
            inserted ->
                status == RefundStatus.PROCESSING
                    ? driver.save(
                        tx, row, row.refunding(Optional.of(id)), turned(payment, whole, amount))
                    : Uni.createFrom().voidItem())
        .replaceWith(new Made(id, row.id()));
  }

  private RefundStore.Refund refund(
      Id id,
      Asked asked,
      PaymentRow row,
      BillStore.Head bill,
      RefundStatus status,
      boolean whole,
      long amount) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return new RefundStore.Refund(
        id,
        bill.id(),
        row.id(),
        Optional.empty(),
        status,
        whole,
        Fen.of(amount),
        asked.reason(),
        Optional.empty(),
        now,
        now);
  }

  private static Payment turned(Payment payment, boolean whole, long amount) {
    long left = payment.due().total() - amount;
    return whole
        ? payment.refundAll("refund")
        : payment.refundTo(new Payment.Due(left, left), "refund");
  }

  /** One refund of a payment at a time: each is planned against what stands. */
  private static Uni<Void> free(SqlTx tx, Id payment) {
    return tx.query(
            """
            select 1 from refund where bucket = $1 and payment_id = $2
              and status in ('AWAITING_AUTHORISATION', 'AWAITING_CONFIRMATION', 'PROCESSING')
            """,
            payment.bucket(),
            payment.uuid())
        .invoke(
            rows -> {
              if (rows.rowCount() > 0) {
                throw PaymentProblem.PAYMENT_IN_PROGRESS.problem();
              }
            })
        .replaceWithVoid();
  }
}
