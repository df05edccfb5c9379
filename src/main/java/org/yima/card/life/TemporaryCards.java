package org.yima.card.life;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;
import org.yima.platform.Event;
import org.yima.platform.EventHandler;
import org.yima.resident.Residents;

/**
 * A card ends with the temporary identity it was issued to: later when that is extended, not at all
 * once a document has proved it.
 */
@ApplicationScoped
class TemporaryCards implements EventHandler {
  private final CardStore store;
  private final Residents residents;
  private final Clock clock;

  TemporaryCards(CardStore store, Residents residents, Clock clock) {
    this.store = store;
    this.residents = residents;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "card.temporary";
  }

  @Override
  public Set<String> types() {
    return Set.of("resident.upgraded", "temporary.extended");
  }

  @Override
  public Uni<Void> handle(Event event) {
    return residents
        .get(event.subject())
        .chain(
            resident ->
                store.end(
                    resident.id(),
                    resident.until().map(end -> end.atZone(clock.getZone()).toOffsetDateTime())));
  }
}
