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
    if (isOver(now)) {
      throw CardProblem.CARD_EXPIRED.problem();
    }
  }

  /** Whether its time has ended. */
  public boolean isOver(OffsetDateTime now) {
    return until.filter(end -> !end.isAfter(now)).isPresent();
  }

  /**
   * Whether it was issued to somebody whom no document had proved, and is the same person's still
   * beside a card of their own.
   */
  public boolean isTemporary() {
    return until.isPresent();
  }

  /** Fails for a temporary card, which says who somebody is and never pays, whoever that is. */
  public void mustBeLasting() {
    if (isTemporary()) {
      throw CardProblem.CARD_TEMPORARY.problem();
    }
  }

  Card in(CardStatus next) {
    return new Card(id, residentId, recordId, number, next, version + 1, issuedAt, until);
  }
}
