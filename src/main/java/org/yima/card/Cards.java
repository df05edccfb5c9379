package org.yima.card;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yima.card.life.Card;
import org.yima.card.life.CardStore;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;

/** Reads cards. */
@ApplicationScoped
public class Cards {
  private final CardStore store;

  Cards(CardStore store) {
    this.store = store;
  }

  /** The resident's newest card; fails with {@code not-found} when there was never one. */
  public Uni<CardView> ofResident(Id residentId) {
    return store
        .newest(residentId)
        .map(newest -> newest.orElseThrow(PlatformProblem.NOT_FOUND::problem).view());
  }

  /** Whose card a number is; nothing for a number that is malformed or was never given out. */
  public Uni<Optional<CardHolder>> byNumber(String cardNumber) {
    return CardNumber.parse(cardNumber)
        .map(store::ofNumber)
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .map(found -> found.map(Cards::holder));
  }

  private static CardHolder holder(Card card) {
    return new CardHolder(card.id(), card.residentId(), card.recordId(), card.status());
  }
}
