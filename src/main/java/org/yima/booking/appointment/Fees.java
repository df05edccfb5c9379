package org.yima.booking.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.BiFunction;
import org.yima.booking.Appointment;
import org.yima.payment.Payable;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;

/** Whose fee an event of payment is about, held still while the news is taken in. */
@ApplicationScoped
class Fees {
  /** Who moves an appointment when its fee does. */
  static final String ACTOR = "payment";

  private final Database database;
  private final AppointmentStore store;

  Fees(Database database, AppointmentStore store) {
    this.database = database;
    this.store = store;
  }

  /** The appointment whose fee the event's bill is; empty for any other bill. */
  static Optional<Id> appointment(Event event) {
    return Payable.REGISTRATION.equals(event.payload().getString("payableKind"))
        ? Optional.of(
            Id.parse(IdType.APPOINTMENT, event.payload().getString("payableId")).orElseThrow())
        : Optional.empty();
  }

  /** Works on a locked appointment in a transaction of its own. */
  <T> Uni<T> locked(Id appointment, BiFunction<SqlTx, Appointment, Uni<T>> work) {
    return database.tx(
        tx ->
            store.lock(tx, appointment).map(Optional::orElseThrow).chain(it -> work.apply(tx, it)));
  }
}
