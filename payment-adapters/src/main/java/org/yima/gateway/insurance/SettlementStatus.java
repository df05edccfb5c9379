package org.yima.gateway.insurance;

import java.util.Optional;

/**
 * Where a settlement stands at the bureau (5203).
 *
 * @param setlId the bureau's number, by which it may be reversed; present unless NOT_FOUND
 * @param settlement who paid what; absent too where the bureau's own sums do not fit, so that
 *     nobody can book it
 */
public record SettlementStatus(
    State state, Optional<String> setlId, Optional<Settlement> settlement) {

  /** Whether insurance money stands on it. */
  public enum State {
    NOT_FOUND,
    SETTLED,
    REVERSED
  }

  public SettlementStatus {
    if (setlId.isPresent() != (state != State.NOT_FOUND)
        || (settlement.isPresent() && setlId.isEmpty())) {
      throw new IllegalArgumentException("a settlement that is there has a number");
    }
  }

  public static SettlementStatus notFound() {
    return new SettlementStatus(State.NOT_FOUND, Optional.empty(), Optional.empty());
  }
}
