package org.yima.gateway.insurance;

import java.util.Optional;

/**
 * Where a settlement stands at the bureau (5203).
 *
 * @param settlement present unless NOT_FOUND
 */
public record SettlementStatus(State state, Optional<Settlement> settlement) {

  /** Whether insurance money stands on it. */
  public enum State {
    NOT_FOUND,
    SETTLED,
    REVERSED
  }

  public static SettlementStatus notFound() {
    return new SettlementStatus(State.NOT_FOUND, Optional.empty());
  }
}
