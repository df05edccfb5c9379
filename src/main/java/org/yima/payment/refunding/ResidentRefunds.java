package org.yima.payment.refunding;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.payment.NewLine;
import org.yima.payment.PaymentProblem;
import org.yima.payment.bill.BillStore;
import org.yima.payment.gateways.LegContext;
import org.yima.payment.leg.Course;
import org.yima.payment.leg.Leg;
import org.yima.payment.leg.LegKind;
import org.yima.payment.leg.Payment;
import org.yima.payment.leg.Shares;
import org.yima.payment.plan.PlanDocument;
import org.yima.payment.planning.PlanRequest;
import org.yima.payment.planning.PlanStore;
import org.yima.payment.planning.Planner;
import org.yima.payment.refund.RefundStatus;
import org.yima.payment.refund.RefundStore;
import org.yima.payment.running.Driver;
import org.yima.payment.running.PaymentRow;
import org.yima.payment.running.PaymentStore;
import org.yima.payment.running.Payments;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Idempotent;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;
import org.yima.resident.Residents;

/**
 * The resident's part in a refund that settles anew: a new authorisation before anything is
 * reversed, the new shares shown, and a yes to them.
 */
@ApplicationScoped
class ResidentRefunds {
  private final Database database;
  private final Idempotent idempotent;
  private final Clock clock;
  private final Residents residents;
  private final BillStore bills;
  private final PaymentStore payments;
  private final PlanStore plans;
  private final RefundStore refunds;
  private final Planner planner;
  private final Driver driver;
  private final Payments running;
  private final RefundViews views;

  ResidentRefunds(
      Database database,
      Idempotent idempotent,
      Clock clock,
      Residents residents,
      BillStore bills,
      PaymentStore payments,
      PlanStore plans,
      RefundStore refunds,
      Planner planner,
      Driver driver,
      Payments running,
      RefundViews views) {
    this.database = database;
    this.idempotent = idempotent;
    this.clock = clock;
    this.residents = residents;
    this.bills = bills;
    this.payments = payments;
    this.plans = plans;
    this.refunds = refunds;
    this.planner = planner;
    this.driver = driver;
    this.running = running;
    this.views = views;
  }

  /** A refund with everything it is about. */
  record Case(RefundStore.Refund refund, BillStore.Head bill) {}

  /** What a command leaves behind. */
  record Confirmed(Id refundId, Id paymentId) {}

  /** A refund of somebody whom the caller may act for; fails with not-found. */
  Uni<Case> visible(Caller caller, Id id) {
    return refunds
        .find(id)
        .chain(
            refund -> {
              Id billId = RefundStore.billOf(refund, id);
              return residents
                  .owned(caller, billId, bills.find(billId), BillStore.Head::residentId)
                  .map(bill -> new Case(refund.orElseThrow(), bill));
            });
  }

  /** Learns the new shares under a new authorisation; what stands is not touched. */
  Uni<Void> authorise(
      Caller caller, Id id, PlanRequest.Authorisation authorisation, PlanRequest.Location where) {
    return visible(caller, id)
        .invoke(c -> waiting(c.refund()))
        .chain(c -> asked(caller, c, authorisation, where))
        .chain(planner::plan)
        .chain(
            plan ->
                database.tx(
                    tx ->
                        refunds
                            .lock(tx, id)
                            .invoke(ResidentRefunds::waiting)
                            .chain(
                                refund ->
                                    refunds.move(
                                        tx,
                                        id,
                                        RefundStatus.AWAITING_CONFIRMATION,
                                        Optional.of(plan.id()),
                                        Optional.empty()))));
  }

  private static void waiting(RefundStore.Refund refund) {
    if (refund.status() != RefundStatus.AWAITING_AUTHORISATION
        && refund.status() != RefundStatus.AWAITING_CONFIRMATION) {
      throw PaymentProblem.REFUND_STATE.problem();
    }
  }

  private Uni<Planner.Ask> asked(
      Caller caller, Case of, PlanRequest.Authorisation authorisation, PlanRequest.Location where) {
    return payments
        .find(of.refund().paymentId())
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem))
        .chain(
            row ->
                plans
                    .find(row.planId())
                    .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem).document())
                    .map(document -> request(document, authorisation, where))
                    .chain(
                        request ->
                            left(of)
                                .map(
                                    lines ->
                                        new Planner.Ask(
                                            caller,
                                            of.bill(),
                                            lines,
                                            Optional.of(of.refund().id()),
                                            insured(row.payment()),
                                            request))));
  }

  /** How the insurance divides what stands. */
  private static Optional<Shares> insured(Payment payment) {
    return payment.legs().stream()
        .filter(leg -> leg.kind() == LegKind.INSURANCE && leg.state().stands())
        .flatMap(leg -> leg.settled().stream())
        .findFirst();
  }

  /** As it was paid: the same wallet, the same policies, insured again where it was. */
  private static PlanRequest request(
      PlanDocument paid, PlanRequest.Authorisation authorisation, PlanRequest.Location where) {
    boolean insured = paid.insured().isPresent();
    if (insured && authorisation == null) {
      throw PlatformProblem.INPUT_INVALID.problem().at("/insuranceAuthorisation", "required");
    }
    return new PlanRequest(
        insured,
        authorisation,
        where,
        paid.policies().stream().map(Id::toString).toList(),
        paid.wallet().map(Id::toString).orElse(null),
        null);
  }

  private Uni<List<NewLine>> left(Case of) {
    return bills
        .lines(of.bill().id(), of.bill().version())
        .chain(
            lines ->
                database
                    .tx(tx -> refunds.refunded(tx, of.refund().paymentId()))
                    .map(gone -> BillStore.left(lines, gone)))
        .chain(lines -> refunds.lines(of.refund().id()).map(going -> BillStore.left(lines, going)));
  }

  /** The yes: from now on it is carried out. */
  Uni<RefundView> confirm(Caller caller, String key, Id id, Id planId) {
    return visible(caller, id)
        .chain(
            of ->
                idempotent.answering(
                    new Idempotent.Command(
                        caller,
                        "refunds.confirm",
                        key,
                        Map.of("id", id, "planId", planId),
                        () -> id),
                    Confirmed.class,
                    (same, tx) -> confirm(tx, caller, of.refund(), planId),
                    RefundView.class,
                    confirmed ->
                        running
                            .nudged(confirmed.paymentId())
                            .chain(done -> views.of(confirmed.refundId()))));
  }

  private Uni<Confirmed> confirm(SqlTx tx, Caller caller, RefundStore.Refund seen, Id planId) {
    return payments
        .lock(tx, seen.paymentId())
        .chain(
            row ->
                refunds
                    .lock(tx, seen.id())
                    .invoke(refund -> awaits(refund, planId))
                    .chain(refund -> plans.lock(tx, planId))
                    .invoke(this::usable)
                    .chain(plan -> replace(tx, row, seen, plan)))
        .call(done -> tx.audit(AuditEntry.of(caller, "refund.confirmed", seen.id())))
        .replaceWith(new Confirmed(seen.id(), seen.paymentId()));
  }

  private static void awaits(RefundStore.Refund refund, Id planId) {
    if (refund.status() != RefundStatus.AWAITING_CONFIRMATION) {
      throw PaymentProblem.REFUND_STATE.problem();
    }
    if (!refund.planId().equals(Optional.of(planId))) {
      throw PaymentProblem.PLAN_STALE.problem();
    }
  }

  private void usable(PlanStore.Plan plan) {
    if (!plan.open() || !plan.expiresAt().isAfter(OffsetDateTime.now(clock))) {
      throw PaymentProblem.PLAN_EXPIRED.problem();
    }
  }

  private Uni<Void> replace(
      SqlTx tx, PaymentRow row, RefundStore.Refund refund, PlanStore.Plan plan) {
    Payment payment = row.payment();
    if (payment.course() != Course.STAND) {
      throw PaymentProblem.PAYMENT_IN_PROGRESS.problem();
    }
    long selfPay = plan.document().view().selfPay();
    long extra = Math.max(0, selfPay - payment.due().cash());
    Map<Id, LegContext> contexts = new HashMap<>(row.contexts());
    List<Leg> fresh = running.legs(plan, payment.id(), payment.round() + 1, extra, contexts);
    Payment turned =
        payment.replaceBy(
            new Payment.Due(plan.document().view().total(), selfPay),
            plan.expiresAt().toInstant(),
            fresh,
            "refund");
    PaymentRow changed = row.withContexts(contexts).refunding(Optional.of(refund.id()));
    return driver
        .save(tx, row, changed, turned)
        .chain(saved -> plans.used(tx, plan.id()))
        .chain(used -> running.settles(tx, plan.id(), fresh))
        .chain(
            used ->
                refunds.move(
                    tx, refund.id(), RefundStatus.PROCESSING, Optional.empty(), Optional.empty()));
  }
}
