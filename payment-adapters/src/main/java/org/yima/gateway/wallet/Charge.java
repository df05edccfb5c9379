package org.yima.gateway.wallet;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * An order as the wallet sees it.
 *
 * @param totalFen what was ordered; 0 where the wallet does not repeat it (only before PAID)
 * @param transactionId the wallet's number, present once paid
 * @param paidAt present once paid
 */
public record Charge(
    String orderNumber,
    State state,
    long totalFen,
    Optional<String> transactionId,
    Optional<Instant> paidAt) {

  /** Where an order stands. */
  public enum State {
    /** The wallet has no such order; one still under way may yet arrive, so close it to be sure. */
    NOT_FOUND,
    /** The payer has not begun; it may be closed. */
    NOT_PAID,
    /** The payer is at it. */
    PAYING,
    PAID,
    /** Paid, and something was returned since. */
    REFUNDED,
    /** Closed or revoked; will never be paid. */
    CLOSED,
    /** The payment failed; will never be paid. */
    FAILED,
    /**
     * The payer was debited and the order is not paid: the money came too late, or was not marked
     * as this order's. It ends by no call; the wallet returns it or books it, and the merchant's
     * finance sees to that. Until then nobody is to pay the bill again.
     */
    DEBITED;

    /** Whether the payer's money reached the merchant at some time. */
    public boolean wasPaid() {
      return this == PAID || this == REFUNDED;
    }
  }

  public Charge {
    requireNonNull(orderNumber, "orderNumber");
    requireNonNull(state, "state");
    requireNonNull(transactionId, "transactionId");
    requireNonNull(paidAt, "paidAt");
    if (state.wasPaid() && (transactionId.isEmpty() || paidAt.isEmpty() || totalFen < 1)) {
      throw new IllegalArgumentException("a paid charge has an amount, a transaction and a time");
    }
  }

  /** An order the wallet does not know. */
  public static Charge notFound(String orderNumber) {
    return new Charge(orderNumber, State.NOT_FOUND, 0, Optional.empty(), Optional.empty());
  }
}
