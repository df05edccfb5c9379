package org.yima.card.instrument;

import io.smallrye.mutiny.Uni;
import org.yima.card.InstrumentType;
import org.yima.card.life.Card;

/**
 * A type that is only a label: it says that the resident likes to pay so, and a counter sees it in
 * the owner's order. Nothing was proved and nothing is paid with it; the payment needs the wallet's
 * own code.
 */
record LabelBinder(InstrumentType type) implements Binder {

  @Override
  public Uni<Proven> prove(Card card, Proof proof) {
    return Uni.createFrom().item(Proven.of(proof.label() == null ? "" : proof.label().strip()));
  }
}
