package org.yima.card.national;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.yima.card.CardStatus;
import org.yima.card.life.CardStore;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.EventHandler;

/** Hears of cards that their owners gave up; the call to the centre is not made here. */
@ApplicationScoped
class RevokedCards implements EventHandler {
  private final CardStore cards;
  private final NationalStore store;
  private final Database database;

  RevokedCards(CardStore cards, NationalStore store, Database database) {
    this.cards = cards;
    this.store = store;
    this.database = database;
  }

  @Override
  public String name() {
    return "card.national-closing";
  }

  @Override
  public Set<String> types() {
    return Set.of("card.changed");
  }

  @Override
  public Uni<Void> handle(Event event) {
    return cards
        .find(event.subject())
        .chain(
            card ->
                card.filter(c -> c.status() == CardStatus.REVOKED).isPresent()
                    ? database.tx(tx -> store.closing(tx, event.subject()))
                    : Uni.createFrom().voidItem());
  }
}
