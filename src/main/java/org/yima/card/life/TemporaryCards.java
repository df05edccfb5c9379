package org.yima.card.life;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.EventHandler;
import org.yima.platform.SqlTx;
import org.yima.resident.Resident;
import org.yima.resident.Residents;

/**
 * A card ends with the temporary identity it was issued to: later when that is extended, not at all
 * once a document has proved it. Its printed codes are signed for as long as any other's and live
 * and end with it: what terminals without network are to refuse is told as for every card.
 */
@ApplicationScoped
class TemporaryCards implements EventHandler {
  private final CardStore store;
  private final Residents residents;
  private final Database database;
  private final Clock clock;

  TemporaryCards(CardStore store, Residents residents, Database database, Clock clock) {
    this.store = store;
    this.residents = residents;
    this.database = database;
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
    return residents.get(event.subject()).chain(resident -> database.tx(tx -> ended(tx, resident)));
  }

  private Uni<Void> ended(SqlTx tx, Resident resident) {
    Optional<OffsetDateTime> end =
        resident.until().map(until -> until.atZone(clock.getZone()).toOffsetDateTime());
    return store
        .end(tx, resident.id(), resident.recordId(), end)
        .chain(moved -> CardLife.told(tx, moved));
  }
}
