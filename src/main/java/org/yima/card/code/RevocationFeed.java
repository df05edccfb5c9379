package org.yima.card.code;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yima.card.CardConfig;
import org.yima.card.CardStatus;
import org.yima.card.life.Card;
import org.yima.card.life.CardStore;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.EventHandler;

/**
 * Keeps the list that offline terminals carry in step with cards and codes. Online, the card's own
 * state counts at once; this list follows within seconds, and says as of when it is ({@link
 * RevocationStates}).
 */
@ApplicationScoped
class RevocationFeed implements EventHandler {
  static final String NAME = "card.revocation-feed";
  static final Set<String> TYPES = Set.of("card.changed", Codes.INVALIDATED);

  private final CardStore cards;
  private final CodeStore codes;
  private final Handles handles;
  private final Database database;
  private final CardConfig config;
  private final Clock clock;

  RevocationFeed(
      CardStore cards,
      CodeStore codes,
      Handles handles,
      Database database,
      CardConfig config,
      Clock clock) {
    this.cards = cards;
    this.codes = codes;
    this.handles = handles;
    this.database = database;
    this.config = config;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> types() {
    return TYPES;
  }

  @Override
  public Uni<Void> handle(Event event) {
    return cards
        .find(event.subject())
        .chain(
            card ->
                card.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : codes.lasting(event.subject()).chain(lasting -> list(card, lasting)));
  }

  private Uni<Void> list(Optional<Card> card, List<StoredCode> lasting) {
    boolean serves = card.filter(this::serves).isPresent();
    List<StoredCode> bad = lasting.stream().filter(c -> !serves || c.invalidated()).toList();
    List<StoredCode> good = lasting.stream().filter(c -> serves && !c.invalidated()).toList();
    return database.tx(tx -> handles.revoke(tx, bad).chain(() -> handles.restore(tx, good)));
  }

  /** The end was told by a server whose clock may be ahead of this one's. */
  private boolean serves(Card card) {
    return card.status() == CardStatus.ACTIVE
        && !card.isOver(OffsetDateTime.now(clock).plus(config.clockSkew()));
  }
}
