package org.yima.card.life;

import java.time.OffsetDateTime;
import org.yima.card.CardStatus;
import org.yima.card.CardView;
import org.yima.platform.Id;

/** A stored card. */
public record Card(
    Id id,
    Id residentId,
    Id recordId,
    String number,
    CardStatus status,
    int version,
    OffsetDateTime issuedAt) {

  /** As its owner sees it. */
  public CardView view() {
    return new CardView(id, number, status, issuedAt);
  }

  Card in(CardStatus next) {
    return new Card(id, residentId, recordId, number, next, version + 1, issuedAt);
  }
}
