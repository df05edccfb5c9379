package org.yima.booking.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.yima.booking.Appointment;
import org.yima.booking.AppointmentStatus;
import org.yima.booking.BookingEvents;
import org.yima.booking.claim.PersonClaims;
import org.yima.platform.Event;
import org.yima.platform.EventHandler;
import org.yima.platform.Id;

/**
 * What follows a step outside the institution's family: the person's claim is kept or released, the
 * bill opened or given back. The event that committed with the step carries it through whatever
 * happens; {@link #now} only saves the caller the wait.
 */
@ApplicationScoped
class Aftermath implements EventHandler {
  private static final Logger LOG = Logger.getLogger(Aftermath.class);

  private final AppointmentStore store;
  private final PersonClaims claims;
  private final RegistrationBills bills;

  Aftermath(AppointmentStore store, PersonClaims claims, RegistrationBills bills) {
    this.store = store;
    this.claims = claims;
    this.bills = bills;
  }

  @Override
  public String name() {
    return "booking-aftermath";
  }

  @Override
  public Set<String> types() {
    return Set.of(
        BookingEvents.HELD,
        BookingEvents.AWAITING_CONFIRMATION,
        BookingEvents.CANCELLED,
        BookingEvents.EXPIRED,
        BookingEvents.STOPPED);
  }

  @Override
  public Uni<Void> handle(Event event) {
    return store.find(event.subject()).map(Optional::orElseThrow).chain(this::settle);
  }

  /** Brings claim and bill in line with the appointment; can be repeated. */
  Uni<Void> settle(Appointment of) {
    return of.status().freesNumber()
        ? claims
            .release(of.claimBucket(), of.id())
            .chain(() -> bills.giveBack(of, why(of.status())))
        : claims.keep(of.claimBucket(), of.id()).chain(() -> bills.open(of));
  }

  Uni<Void> now(Id appointment) {
    return store.find(appointment).map(Optional::orElseThrow).chain(this::now);
  }

  /** Tries at once; what fails here is left to the event. */
  Uni<Void> now(Appointment of) {
    return settle(of)
        .onFailure()
        .invoke(failure -> LOG.infof("left to the event: %s", failure.getClass().getSimpleName()))
        .onFailure()
        .recoverWithItem((Void) null);
  }

  private static String why(AppointmentStatus status) {
    return "appointment-" + status.name().toLowerCase(Locale.ROOT);
  }
}
