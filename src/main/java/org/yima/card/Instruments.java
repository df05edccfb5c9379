package org.yima.card;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
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

  /** A resident's instruments of a type that can pay, in the owner's order. */
  public Uni<List<Instrument>> active(Id residentId, InstrumentType type) {
    return store.active(residentId, type);
  }
}
