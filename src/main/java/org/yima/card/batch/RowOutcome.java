package org.yima.card.batch;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of a row. */
@Schema(name = "CardBatchOutcome")
enum RowOutcome {
  /** Its turn has not come, or the register has not answered yet. */
  WAITING,
  /** The person has this card since. */
  ISSUED,
  /** The person had a card before, which is named. */
  ALREADY,
  /** No card; the reason says why. */
  REFUSED
}
