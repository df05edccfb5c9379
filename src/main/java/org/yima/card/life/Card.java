package org.yima.card.life;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.card.CardProblem;
import org.yima.card.CardStatus;
import org.yima.card.CardView;
import org.yima.platform.Id;

/**
 * A stored card.
 *
 * @param until the end of a temporary card
 */
public record Card(
    Id id,
    Id residentId,
    Id recordId,
    String number,
    CardStatus status,
    int version,
    OffsetDateTime issuedAt,
    Optional<OffsetDateTime> until) {

  /** As its owner sees it. */
  public CardView view() {
    return new CardView(id, number, status, issuedAt, until.orElse(null));
  }

  /** Fails unless the card is good now. */
  public void mustServe(OffsetDateTime now) {
    CardProblem.refuseUnlessActive(status);
    if (until.filter(end -> !end.isAfter(now)).isPresent()) {
      throw CardProblem.CARD_EXPIRED.problem();
    }
  }

  Card in(CardStatus next) {
    return new Card(id, residentId, recordId, number, next, version + 1, issuedAt, until);
  }
}
