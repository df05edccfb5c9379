package org.yima.booking;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yima.booking.appointment.AppointmentStore;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;

/** What other rooms may ask about appointments. */
@ApplicationScoped
public class Appointments {
  private final AppointmentStore store;

  public Appointments(AppointmentStore store) {
    this.store = store;
  }

  /** The appointment; fails with {@code not-found}. */
  public Uni<Appointment> get(Id id) {
    return find(id).map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  public Uni<Optional<Appointment>> find(Id id) {
    return store.find(id);
  }
}
