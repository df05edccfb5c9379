package org.yima.payment.leg;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * Cash of a leg on its way back to the payer.
 *
 * @param number ours, the wallet's key of idempotency
 * @param since when it was planned, which some wallets know it by beside its number; the epoch for
 *     one planned before this was kept
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Return(
    String number, long amount, Instant since, ReturnState state, int tries, Instant notBefore) {

  public Return {
    since = since == null ? Instant.EPOCH : since;
  }

  static Return planned(String number, long amount, Instant when) {
    return new Return(number, amount, when, ReturnState.PLANNED, 0, when);
  }

  Return to(ReturnState next) {
    return new Return(number, amount, since, next, 0, Instant.EPOCH);
  }

  /** Closed by the wallet; another may take its place from {@code when} on. */
  Return failed(Instant when) {
    return new Return(number, amount, since, ReturnState.FAILED, 0, when);
  }

  /** May be asked about at once. */
  Return awake() {
    return new Return(number, amount, since, state, tries, Instant.EPOCH);
  }

  Return requested() {
    return new Return(number, amount, since, ReturnState.REQUESTED, tries, notBefore);
  }

  Return again(ReturnState next, Instant when) {
    return new Return(number, amount, since, next, tries + 1, when);
  }
}
