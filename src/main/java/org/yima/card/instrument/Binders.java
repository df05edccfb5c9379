package org.yima.card.instrument;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.yima.card.CardProblem;
import org.yima.card.InstrumentType;

/** The table of types: which binder proves which. */
@ApplicationScoped
class Binders {
  private final Map<InstrumentType, Binder> table = new EnumMap<>(InstrumentType.class);

  Binders(@All List<Binder> binders) {
    for (Binder binder : binders) {
      if (table.put(binder.type(), binder) != null) {
        throw new IllegalStateException("two binders of " + binder.type());
      }
    }
  }

  /** The binder of a type; fails with {@code instrument.unavailable} where there is none. */
  Binder of(InstrumentType type) {
    Binder binder = table.get(type);
    if (binder == null) {
      throw CardProblem.INSTRUMENT_UNAVAILABLE.problem();
    }
    return binder;
  }
}
