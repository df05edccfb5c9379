package org.yima.card.batch;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of a row. */
@Schema(name = "CardBatchOutcome")
enum RowOutcome {
  /** Its turn has not come, or the register has not answered yet. */
  WAITING,
  /** The person has this card since. */
  ISSUED,
  /**
   * The person had a card before. It is named where this institution had it issued; of any other
   * its owner alone says the number, and sees among the card's uses who has asked.
   */
  ALREADY,
  /** No card; the reason says why. */
  REFUSED
}
