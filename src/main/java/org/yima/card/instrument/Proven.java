package org.yima.card.instrument;

import java.util.Optional;
import org.yima.platform.Id;

/**
 * What a proof came to.
 *
 * @param reference see {@link org.yima.card.Instrument#reference()}
 * @param insurerId of a commercial policy
 */
record Proven(String reference, Optional<Id> insurerId) {

  static Proven of(String reference) {
    return new Proven(reference, Optional.empty());
  }

  /** The reference is a token and must not reach a log. */
  @Override
  public String toString() {
    return "Proven[..]";
  }
}
