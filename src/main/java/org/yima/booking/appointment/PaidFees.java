package org.yima.booking.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.yima.booking.Appointment;
import org.yima.booking.AppointmentStatus;
import org.yima.payment.PaymentEvents;
import org.yima.platform.Event;
import org.yima.platform.EventHandler;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;

/** A paid fee sends the appointment to its hospital; one that came too late goes back whole. */
@ApplicationScoped
class PaidFees implements EventHandler {
  private final Fees fees;
  private final AppointmentStore store;
  private final Moves moves;
  private final RegistrationBills bills;

  PaidFees(Fees fees, AppointmentStore store, Moves moves, RegistrationBills bills) {
    this.fees = fees;
    this.store = store;
    this.moves = moves;
    this.bills = bills;
  }

  @Override
  public String name() {
    return "booking-paid-fees";
  }

  @Override
  public Set<String> types() {
    return Set.of(PaymentEvents.BILL_PAID);
  }

  @Override
  public Uni<Void> handle(Event event) {
    return Fees.appointment(event).map(this::paid).orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> paid(Id id) {
    return fees.locked(id, this::paid)
        .chain(
            now ->
                now.status().freesNumber()
                    ? bills.giveBack(now, "paid-too-late")
                    : Uni.createFrom().voidItem());
  }

  private Uni<Appointment> paid(SqlTx tx, Appointment it) {
    return store
        .paid(tx, it.id())
        .chain(
            () ->
                it.status() == AppointmentStatus.HELD
                    ? moves.make(tx, it, Step.PAID, Fees.ACTOR)
                    : Uni.createFrom().item(it));
  }
}
