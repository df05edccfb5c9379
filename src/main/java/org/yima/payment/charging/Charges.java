package org.yima.payment.charging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.yima.card.Resolutions;
import org.yima.payment.BillStatus;
import org.yima.payment.PaymentProblem;
import org.yima.payment.bill.BillStore;
import org.yima.payment.planning.PlanStore;
import org.yima.payment.running.Payer;
import org.yima.payment.running.PaymentRow;
import org.yima.payment.running.PaymentStore;
import org.yima.payment.running.Payments;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Idempotent;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;

/** Makes, shows and reverses charges. */
@ApplicationScoped
class Charges {
  private final Idempotent idempotent;
  private final Ids ids;
  private final Clock clock;
  private final Preparing preparing;
  private final Resolutions resolutions;
  private final Payments payments;
  private final PaymentStore paid;
  private final BillStore bills;
  private final ChargeStore store;

  Charges(
      Idempotent idempotent,
      Ids ids,
      Clock clock,
      Preparing preparing,
      Resolutions resolutions,
      Payments payments,
      PaymentStore paid,
      BillStore bills,
      ChargeStore store) {
    this.idempotent = idempotent;
    this.ids = ids;
    this.clock = clock;
    this.preparing = preparing;
    this.resolutions = resolutions;
    this.payments = payments;
    this.paid = paid;
    this.bills = bills;
    this.store = store;
  }

  /** What a command leaves. */
  record Made(Id chargeId) {}

  /** Charges a bill by a resolved code; the code's claim and the payment come to be together. */
  Uni<ChargeView> charge(Caller terminal, String key, ChargeRequest request) {
    Id resolution = id(IdType.RESOLUTION, request.resolutionId());
    Id bill = id(IdType.BILL, request.billId());
    return idempotent.prepared(
        new Idempotent.Command(
            terminal, "charges.create", key, request, () -> ids.beside(IdType.CHARGE, bill)),
        () -> preparing.ready(terminal, resolution, bill, request),
        Made.class,
        (tx, id, ready) -> make(tx, terminal, id, ready),
        ChargeView.class,
        made -> driven(terminal, made.chargeId()));
  }

  /** The claim comes first: of two at once, one waits here until the other is done. */
  private Uni<Made> make(SqlTx tx, Caller terminal, Id id, Preparing.Ready ready) {
    return resolutions
        .claimPayment(tx, ready.resolution())
        .chain(() -> begun(tx, terminal, ready))
        .chain(payment -> store.insert(tx, charge(terminal, id, ready, payment)))
        .chain(
            () ->
                tx.audit(
                    AuditEntry.of(terminal, "charge.made", id)
                        .with("bill", ready.bill().toString())
                        .with("resolution", ready.resolution().toString())))
        .replaceWith(new Made(id));
  }

  private Uni<Optional<Id>> begun(SqlTx tx, Caller terminal, Preparing.Ready ready) {
    return ready
        .plan()
        .map(plan -> begun(tx, terminal, ready, plan).map(Optional::of))
        .orElseGet(
            () ->
                bills
                    .lock(tx, ready.bill())
                    .invoke(bill -> bill.mustBePayable(OffsetDateTime.now(clock)))
                    .replaceWith(Optional.empty()));
  }

  private Uni<Id> begun(SqlTx tx, Caller terminal, Preparing.Ready ready, PlanStore.Plan plan) {
    Id payment = ids.beside(IdType.PAYMENT, plan.id());
    return payer(tx, ready)
        .chain(payer -> payments.begin(tx, terminal, payer, payment, plan.id()))
        .map(Payments.Begun::paymentId);
  }

  /** A wallet's code is taken out here and is the payment's from now on, or nobody's. */
  private Uni<Payer> payer(SqlTx tx, Preparing.Ready ready) {
    return ready
        .payer()
        .map(account -> Uni.createFrom().item(Payer.account(account)))
        .orElseGet(() -> resolutions.takeToken(tx, ready.resolution()).map(Payer::showing));
  }

  private Charge charge(Caller terminal, Id id, Preparing.Ready ready, Optional<Id> payment) {
    return new Charge(
        id,
        terminal.ownInstitution(),
        terminal.self().toString(),
        ready.resolution(),
        ready.bill(),
        payment,
        Optional.empty(),
        OffsetDateTime.now(clock));
  }

  /** The charge, after what was begun has been driven for a short while. */
  private Uni<ChargeView> driven(Caller terminal, Id id) {
    return own(terminal, id)
        .call(
            charge ->
                charge
                    .paymentId()
                    .map(payments::nudged)
                    .orElseGet(() -> Uni.createFrom().voidItem()))
        .chain(this::view);
  }

  Uni<ChargeView> get(Caller terminal, String id) {
    return own(terminal, id(IdType.CHARGE, id)).chain(this::view);
  }

  /**
   * Gives a charge up: what is under way is undone, and what was paid meanwhile goes back. One that
   * is paid is not reversed but refunded, which the hospital begins.
   */
  Uni<ChargeView> reverse(Caller terminal, String key, String text) {
    return own(terminal, id(IdType.CHARGE, text))
        .chain(
            charge ->
                idempotent.answering(
                    new Idempotent.Command(
                        terminal, "charges.reverse", key, Map.of("id", charge.id()), charge::id),
                    Made.class,
                    (id, tx) -> reversed(tx, terminal, charge),
                    ChargeView.class,
                    made -> driven(terminal, made.chargeId())));
  }

  private Uni<Made> reversed(SqlTx tx, Caller terminal, Charge charge) {
    return charge
        .paymentId()
        .map(payment -> payments.cancelled(tx, payment).replaceWithVoid())
        .orElseGet(() -> withdrawn(tx, charge))
        .chain(() -> tx.audit(AuditEntry.of(terminal, "charge.reversed", charge.id())))
        .replaceWith(new Made(charge.id()));
  }

  /** What the owner has begun by then is the owner's own payment, and is not given up here. */
  private Uni<Void> withdrawn(SqlTx tx, Charge charge) {
    return bills
        .lock(tx, charge.billId())
        .invoke(
            bill -> {
              if (bill.status() == BillStatus.PAYING) {
                throw PaymentProblem.PAYMENT_IN_PROGRESS.problem();
              }
              if (bill.status() != BillStatus.OPEN) {
                throw PaymentProblem.PAYMENT_OVER.problem();
              }
            })
        .chain(() -> store.reverse(tx, charge.id()));
  }

  private Uni<Charge> own(Caller terminal, Id id) {
    return store
        .find(id, terminal.ownInstitution())
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  private Uni<ChargeView> view(Charge charge) {
    return charge
        .paymentId()
        .map(payment -> payment(payment).map(row -> ChargeView.of(charge, row.payment())))
        .orElseGet(
            () ->
                bills
                    .find(charge.billId())
                    .map(
                        bill ->
                            ChargeView.of(
                                charge, bill.orElseThrow(PlatformProblem.NOT_FOUND::problem))));
  }

  private Uni<PaymentRow> payment(Id id) {
    return paid.find(id).map(row -> row.orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  private static Id id(IdType type, String text) {
    return Id.parse(type, text).orElseThrow(PlatformProblem.NOT_FOUND::problem);
  }
}
