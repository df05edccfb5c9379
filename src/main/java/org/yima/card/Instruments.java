package org.yima.card;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yima.card.instrument.InstrumentStore;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;

/** Reads bound instruments. */
@ApplicationScoped
public class Instruments {
  private final InstrumentStore store;

  Instruments(InstrumentStore store) {
    this.store = store;
  }

  /**
   * An instrument of a resident, in whatever status; fails with {@code not-found} when it is
   * somebody else's.
   */
  public Uni<Instrument> get(Id residentId, Id instrumentId) {
    return store
        .ofResident(residentId, instrumentId)
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }
}
