package org.yima.booking.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.yima.booking.Appointment;
import org.yima.booking.AppointmentStatus;
import org.yima.payment.Payable;
import org.yima.payment.PaymentEvents;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.EventHandler;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;

/** A paid fee sends the appointment to its hospital; one that came too late goes back whole. */
@ApplicationScoped
class PaidFees implements EventHandler {
  private static final String ACTOR = "payment";

  private final Database database;
  private final AppointmentStore store;
  private final Moves moves;
  private final RegistrationBills bills;

  PaidFees(Database database, AppointmentStore store, Moves moves, RegistrationBills bills) {
    this.database = database;
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
    if (!Payable.REGISTRATION.equals(event.payload().getString("payableKind"))) {
      return Uni.createFrom().voidItem();
    }
    Id id = Id.parse(IdType.APPOINTMENT, event.payload().getString("payableId")).orElseThrow();
    return database
        .tx(tx -> store.lock(tx, id).map(Optional::orElseThrow).chain(it -> paid(tx, it)))
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
                    ? moves.make(tx, it, Step.PAID, ACTOR)
                    : Uni.createFrom().item(it));
  }
}
