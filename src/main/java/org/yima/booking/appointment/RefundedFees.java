package org.yima.booking.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.yima.booking.Appointment;
import org.yima.payment.Bills;
import org.yima.payment.PaymentEvents;
import org.yima.platform.Event;
import org.yima.platform.EventHandler;
import org.yima.platform.Fen;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;

/**
 * A fee that went back, at the hospital's wish or because a refund could not be settled anew. When
 * nothing of it stands, an appointment that has not begun ends and its number is free; one that has
 * is only marked, as is every one of which a part went back.
 */
@ApplicationScoped
class RefundedFees implements EventHandler {
  private final Fees fees;
  private final AppointmentStore store;
  private final Moves moves;
  private final Bills bills;

  RefundedFees(Fees fees, AppointmentStore store, Moves moves, Bills bills) {
    this.fees = fees;
    this.store = store;
    this.moves = moves;
    this.bills = bills;
  }

  @Override
  public String name() {
    return "booking-refunded-fees";
  }

  @Override
  public Set<String> types() {
    return Set.of(PaymentEvents.BILL_REFUNDED);
  }

  @Override
  public Uni<Void> handle(Event event) {
    return Fees.appointment(event)
        .map(id -> refunded(id, event.subject()))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> refunded(Id appointment, Id bill) {
    return bills
        .standing(bill)
        .chain(stands -> fees.locked(appointment, (tx, it) -> refunded(tx, it, stands)));
  }

  private Uni<Void> refunded(SqlTx tx, Appointment it, Fen stands) {
    Fen back = it.fee().minus(stands);
    return marked(tx, it, back)
        .chain(
            () ->
                !stands.isPositive() && Flow.next(it.status(), Step.FEE_REFUNDED).isPresent()
                    ? moves.make(tx, it, Step.FEE_REFUNDED, Fees.ACTOR).replaceWithVoid()
                    : Uni.createFrom().voidItem());
  }

  private Uni<Void> marked(SqlTx tx, Appointment it, Fen back) {
    return back.equals(it.feeRefunded())
        ? Uni.createFrom().voidItem()
        : store
            .feeRefunded(tx, it.id(), back)
            .chain(
                () ->
                    moves.record(
                        tx,
                        it.id(),
                        it.status().name(),
                        it.status(),
                        Step.FEE_REFUNDED.name(),
                        Fees.ACTOR));
  }
}
