package org.yima.payment.running;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.payment.BillStatus;
import org.yima.payment.PaymentProblem;
import org.yima.payment.attempt.Started;
import org.yima.payment.bill.BillStore;
import org.yima.payment.bill.StatusFeed;
import org.yima.payment.gateways.LegContext;
import org.yima.payment.leg.Course;
import org.yima.payment.leg.Courses;
import org.yima.payment.leg.Leg;
import org.yima.payment.leg.LegKind;
import org.yima.payment.leg.Payment;
import org.yima.payment.plan.PlanDocument;
import org.yima.payment.plan.PlanShares;
import org.yima.payment.planning.PlanStore;
import org.yima.payment.visit.BureauVisits;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Idempotent;
import org.yima.platform.Ids;
import org.yima.platform.Page;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Problem;
import org.yima.platform.SqlTx;
import org.yima.resident.Residents;

/** Starts, shows and cancels payments. */
@ApplicationScoped
public class Payments {
  /** How long a request waits for the wallet's parameters before it answers without them. */
  private static final Duration AT_ONCE = Duration.ofSeconds(4);

  private final Idempotent idempotent;
  private final Ids ids;
  private final Clock clock;
  private final PlanStore plans;
  private final BillStore bills;
  private final PaymentStore store;
  private final StatusFeed statuses;
  private final Residents residents;
  private final Driver driver;
  private final BureauVisits visits;

  Payments(
      Idempotent idempotent,
      Ids ids,
      Clock clock,
      PlanStore plans,
      BillStore bills,
      PaymentStore store,
      StatusFeed statuses,
      Residents residents,
      Driver driver,
      BureauVisits visits) {
    this.idempotent = idempotent;
    this.ids = ids;
    this.clock = clock;
    this.plans = plans;
    this.bills = bills;
    this.store = store;
    this.statuses = statuses;
    this.residents = residents;
    this.driver = driver;
    this.visits = visits;
  }

  /** What a command leaves: the payment that it began or changed. */
  public record Begun(Id paymentId) {}

  /** The payer confirms a plan. What follows is driven at once and shown as far as it came. */
  Uni<PaymentView> start(Caller caller, String key, Id planId) {
    Idempotent.Command command =
        new Idempotent.Command(
            caller,
            "payments.start",
            key,
            Map.of("planId", planId),
            () -> ids.beside(IdType.PAYMENT, planId));
    return idempotent.answering(
        command,
        Begun.class,
        (id, tx) -> begin(tx, caller, Payer.account(caller.payer()), id, planId),
        PaymentView.class,
        begun -> driven(begun.paymentId()));
  }

  /**
   * Begins the payment of a plan within the caller's transaction; it is due at once when that has
   * committed.
   *
   * @param by whom the audit names
   * @param payer in whose name the plan was made, or what they show
   * @param id the payment's id, in the family of the plan
   */
  public Uni<Begun> begin(SqlTx tx, Caller by, Payer payer, Id id, Id planId) {
    return plans
        .lock(tx, planId, payer.account())
        .chain(
            plan ->
                bills
                    .lock(tx, plan.billId())
                    .invoke(bill -> usable(plan, bill))
                    .chain(bill -> insert(tx, by, payer, id, plan, bill)))
        .replaceWith(new Begun(id));
  }

  /**
   * A bill that changed closes its plans: then that is what the payer is told, and not the time.
   */
  private void usable(PlanStore.Plan plan, BillStore.Head bill) {
    boolean paying = bill.status() == BillStatus.PAYING;
    if (bill.version() != plan.billVersion() || (bill.status() != BillStatus.OPEN && !paying)) {
      throw PaymentProblem.PLAN_STALE.problem();
    }
    if (!plan.open() || !plan.expiresAt().isAfter(OffsetDateTime.now(clock))) {
      throw PaymentProblem.PLAN_EXPIRED.problem();
    }
    if (paying) {
      throw PaymentProblem.PAYMENT_IN_PROGRESS.problem();
    }
  }

  private Uni<Void> insert(
      SqlTx tx, Caller caller, Payer payer, Id id, PlanStore.Plan plan, BillStore.Head bill) {
    Map<Id, LegContext> contexts = new HashMap<>();
    long cash = plan.document().view().selfPay();
    List<Leg> legs =
        payer
            .code()
            .map(code -> shown(plan, id, cash, code, contexts))
            .orElseGet(() -> legs(plan, id, 0, cash, contexts));
    Payment payment =
        Payment.begun(
            id, new Payment.Due(bill.total().value(), cash), plan.expiresAt().toInstant(), legs);
    PaymentRow row =
        new PaymentRow(
            id,
            bill.id(),
            bill.version(),
            plan.id(),
            Optional.empty(),
            bill.institutionId(),
            plan.payerAccount(),
            payment,
            PlanShares.NONE,
            contexts,
            Optional.empty(),
            plan.expiresAt(),
            plan.expiresAt());
    return store
        .insert(tx, row)
        .chain(inserted -> plans.used(tx, plan.id()))
        .chain(used -> settles(tx, plan.id(), legs))
        .chain(used -> bills.paying(tx, bill, id))
        .chain(paying -> statuses.reached(tx, id, payment.status().name(), ""))
        .chain(
            added ->
                tx.audit(
                    AuditEntry.of(caller, "payment.confirmed", id)
                        .with("plan", plan.id().toString())));
  }

  private List<Leg> shown(
      PlanStore.Plan plan, Id payment, long cash, String code, Map<Id, LegContext> contexts) {
    Leg leg = Leg.code(ids.beside(IdType.LEG, payment), 0, cash);
    contexts.put(leg.id(), context(plan, "wallet").showing(code));
    return List.of(leg);
  }

  /**
   * The legs that carry out a plan.
   *
   * @param cash what the wallet is to pay now
   * @param contexts takes what the gateways need to know of each leg
   */
  public List<Leg> legs(
      PlanStore.Plan plan, Id payment, int round, long cash, Map<Id, LegContext> contexts) {
    PlanDocument document = plan.document();
    List<Leg> legs = new ArrayList<>();
    for (PlanDocument.Covered covered : document.covered()) {
      Leg leg = Leg.commercial(ids.beside(IdType.LEG, payment), round, covered.amount());
      legs.add(leg);
      contexts.put(
          leg.id(), LegContext.commercial(covered.insurerId().toString(), covered.quoteId()));
    }
    if (cash > 0) {
      Leg leg = Leg.wallet(ids.beside(IdType.LEG, payment), round, cash);
      legs.add(leg);
      contexts.put(leg.id(), context(plan, "wallet"));
    }
    document
        .insured()
        .ifPresent(
            shares -> {
              Leg leg = Leg.insurance(ids.beside(IdType.LEG, payment), round, shares);
              legs.add(leg);
              contexts.put(leg.id(), context(plan, "insurance"));
            });
    return legs;
  }

  /** Names the leg that is to settle what the plan uploaded; the legs are stored. */
  public Uni<Void> settles(SqlTx tx, Id plan, List<Leg> legs) {
    return legs.stream()
        .filter(leg -> leg.kind() == LegKind.INSURANCE)
        .findFirst()
        .map(leg -> visits.confirmed(tx, plan, leg.id()))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private static LegContext context(PlanStore.Plan plan, String name) {
    return LegContext.of(plan.context().getJsonObject(name, new JsonObject()));
  }

  /** Drives a payment for a short while and shows how far it came; the rest goes on by itself. */
  Uni<PaymentView> driven(Id payment) {
    return nudged(payment).chain(done -> loaded(payment)).map(PaymentView::of);
  }

  /** Looks at a payment at once, for a short while; never fails. */
  public Uni<Void> nudged(Id payment) {
    return Started.waitedFor(
        driver.drive(payment).onFailure().recoverWithItem(failure -> null), AT_ONCE);
  }

  private Uni<PaymentRow> loaded(Id payment) {
    return store.find(payment).map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  /** A payment of the caller, or of a bill of somebody whom the caller may act for. */
  public Uni<PaymentRow> visible(Caller caller, String text) {
    Id id = Id.parse(IdType.PAYMENT, text).orElseThrow(PlatformProblem.NOT_FOUND::problem);
    return store
        .billOf(id, caller.payer())
        .chain(
            of ->
                of.byPayer()
                    ? Uni.createFrom().voidItem()
                    : residents
                        .owned(caller, id, bills.find(of.bill()), BillStore.Head::residentId)
                        .replaceWithVoid())
        .chain(() -> loaded(id));
  }

  Uni<List<PaymentRow>> ofPayer(
      Caller caller,
      Optional<org.yima.payment.leg.PaymentStatus> status,
      Page.Place before,
      int limit) {
    return store.ofPayer(new Id(IdType.ACCOUNT, caller.payer().uuid()), status, before, limit);
  }

  /** Gives a payment up: what was paid goes back. */
  Uni<PaymentView> cancel(Caller caller, String key, String text) {
    return visible(caller, text)
        .chain(
            row ->
                idempotent.answering(
                    new Idempotent.Command(
                        caller, "payments.cancel", key, Map.of("id", row.id()), row::id),
                    Begun.class,
                    (id, tx) -> cancelled(tx, row.id()),
                    PaymentView.class,
                    begun -> driven(begun.paymentId())));
  }

  /** Gives a payment up within the caller's transaction; fails with payment.over. */
  public Uni<Begun> cancelled(SqlTx tx, Id payment) {
    return store
        .lock(tx, payment)
        .invoke(
            row -> {
              Course course = row.payment().course();
              boolean going = course == Course.PAY || course == Course.UNDO;
              if (!going && !(course == Course.CLOSED && !row.payment().paid())) {
                throw over();
              }
            })
        .chain(row -> driver.change(tx, payment, p -> p.cancel(Courses.CANCELLED).soon()))
        .replaceWith(new Begun(payment));
  }

  private static Problem over() {
    return PaymentProblem.PAYMENT_OVER.problem();
  }
}
