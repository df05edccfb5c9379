package org.yima.gateway.wallet;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A mixed refund that is done.
 *
 * @param cash the wallet's own part, present when cash went back
 */
public record MixedRefund(String refundNumber, Optional<Refund> cash) {
  public MixedRefund {
    requireNonNull(refundNumber, "refundNumber");
    requireNonNull(cash, "cash");
  }
}
