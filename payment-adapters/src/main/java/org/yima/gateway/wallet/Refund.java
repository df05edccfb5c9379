package org.yima.gateway.wallet;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A refund as the wallet sees it.
 *
 * @param orderNumber of the charge it belongs to; empty text when NOT_FOUND
 * @param refundFen what goes back to the payer; 0 when NOT_FOUND
 * @param refundId the wallet's number
 * @param arrivedAt present once SUCCEEDED
 */
public record Refund(
    String refundNumber,
    String orderNumber,
    State state,
    long refundFen,
    Optional<String> refundId,
    Optional<Instant> arrivedAt) {

  /** Where a refund stands. */
  public enum State {
    NOT_FOUND,
    PROCESSING,
    SUCCEEDED,
    /** Closed by the wallet; the money stays with the merchant. */
    CLOSED,
    /** The payer's account could not take it; the merchant has to act. */
    ABNORMAL
  }

  public Refund {
    requireNonNull(refundNumber, "refundNumber");
    requireNonNull(orderNumber, "orderNumber");
    requireNonNull(state, "state");
    requireNonNull(refundId, "refundId");
    requireNonNull(arrivedAt, "arrivedAt");
    if (state != State.NOT_FOUND && refundFen < 1) {
      throw new IllegalArgumentException("a refund is at least one fen");
    }
  }

  /** A refund the wallet does not know. */
  public static Refund notFound(String refundNumber) {
    return new Refund(refundNumber, "", State.NOT_FOUND, 0, Optional.empty(), Optional.empty());
  }
}
