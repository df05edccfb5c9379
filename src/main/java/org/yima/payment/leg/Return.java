package org.yima.payment.leg;

import java.time.Instant;

/**
 * Cash of a leg on its way back to the payer.
 *
 * @param number ours, the wallet's key of idempotency
 */
public record Return(String number, long amount, ReturnState state, int tries, Instant notBefore) {

  static Return planned(String number, long amount, Instant when) {
    return new Return(number, amount, ReturnState.PLANNED, 0, when);
  }

  Return to(ReturnState next) {
    return new Return(number, amount, next, 0, Instant.EPOCH);
  }

  /** Closed by the wallet; another may take its place from {@code when} on. */
  Return failed(Instant when) {
    return new Return(number, amount, ReturnState.FAILED, 0, when);
  }

  Return requested() {
    return new Return(number, amount, ReturnState.REQUESTED, tries, notBefore);
  }

  Return again(ReturnState next, Instant when) {
    return new Return(number, amount, next, tries + 1, when);
  }
}
