package org.yima.card.life;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.yima.platform.Caller;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.resident.Residents;

/** The cards a caller may act on; every other card does not exist for them. */
@ApplicationScoped
public class OwnCards {
  private final CardStore store;
  private final Residents residents;
  private final Clock clock;

  OwnCards(CardStore store, Residents residents, Clock clock) {
    this.store = store;
    this.residents = residents;
    this.clock = clock;
  }

  /** The card named in a path. */
  public Uni<Card> get(Caller caller, String id) {
    return get(caller, Id.parse(IdType.CARD, id).orElseThrow(PlatformProblem.NOT_FOUND::problem));
  }

  /** The card of that id. */
  public Uni<Card> get(Caller caller, Id id) {
    return residents.owned(caller, id, store.find(id), Card::residentId);
  }

  /** The card named in a path, which must be ACTIVE. */
  public Uni<Card> active(Caller caller, String id) {
    return get(caller, id).invoke(card -> card.mustServe(OffsetDateTime.now(clock)));
  }
}
