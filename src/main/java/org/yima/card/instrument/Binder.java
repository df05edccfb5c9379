package org.yima.card.instrument;

import io.smallrye.mutiny.Uni;
import org.yima.card.InstrumentType;
import org.yima.card.life.Card;

/**
 * How one type of instrument is proved to be the resident's. A new type is one more bean of this
 * type; nothing else changes.
 */
interface Binder {
  InstrumentType type();

  /**
   * Asks whoever knows, outside any transaction, and binds nothing yet.
   *
   * @param card active, and one that the caller may act on
   * @return fails with {@code input.invalid}, {@code instrument.refused} or, when the other side
   *     gave no clear answer, {@code instrument.no-answer}
   */
  Uni<Proven> prove(Card card, Proof proof);
}
