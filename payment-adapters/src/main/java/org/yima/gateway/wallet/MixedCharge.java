package org.yima.gateway.wallet;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A mixed order as the wallet sees it.
 *
 * @param number the wallet's own number of it; empty text when NOT_FOUND
 * @param cash how the wallet's part stands
 * @param insurance how the centre's part stands
 * @param shares what was ordered; absent when NOT_FOUND, or where the wallet does not repeat it
 * @param paidAt present once PAID
 * @param failure why the insured part failed, as a code without personal data
 */
public record MixedCharge(
    String orderNumber,
    String number,
    State state,
    Part cash,
    Part insurance,
    Optional<Shares> shares,
    Optional<Instant> paidAt,
    Optional<String> failure) {

  /** Where the order stands as a whole. */
  public enum State {
    /** The wallet has no such order; one still under way may yet arrive. */
    NOT_FOUND,
    /** The payer has not begun; it may be closed. */
    CREATED,
    /** The payer is at it; it must not be closed. */
    PAYING,
    /** Cash and insurance both paid. */
    PAID,
    /** Paid, and something was returned since. */
    REFUNDED,
    /** Insurance refused, and the cash went back. */
    REVERSED,
    /** Will never be paid. */
    FAILED;

    /** Whether cash and insurance had both paid at some time. */
    public boolean wasPaid() {
      return this == PAID || this == REFUNDED;
    }
  }

  /** Where one of the two parts stands. */
  public enum Part {
    /** There is no such part. */
    NONE,
    CREATED,
    PAID,
    REFUNDED,
    FAILED
  }

  /**
   * Who was to pay what, in fen.
   *
   * @param walletCashFen what the wallet takes from the payer
   * @param totalFen with what was reduced
   */
  public record Shares(
      long fundFen, long accountFen, long otherFen, long walletCashFen, long totalFen) {}

  public MixedCharge {
    requireNonNull(orderNumber, "orderNumber");
    requireNonNull(number, "number");
    requireNonNull(state, "state");
    requireNonNull(cash, "cash");
    requireNonNull(insurance, "insurance");
    requireNonNull(shares, "shares");
    requireNonNull(paidAt, "paidAt");
    requireNonNull(failure, "failure");
    if (state == State.PAID && (number.isEmpty() || paidAt.isEmpty() || shares.isEmpty())) {
      throw new IllegalArgumentException("a paid order has a number, a time and its shares");
    }
    if (state == State.PAID && (!settled(cash) || !settled(insurance))) {
      throw new IllegalArgumentException("an order is paid when its parts are");
    }
    if (shares.filter(due -> nobodyPays(due, cash, insurance)).isPresent()) {
      throw new IllegalArgumentException("a part that has an amount is a part");
    }
  }

  /**
   * Whether it can not be paid any more, and one part stands paid nevertheless: somebody has to
   * return it.
   */
  public boolean isOneSided() {
    return (state == State.REVERSED || state == State.FAILED)
        && (cash == Part.PAID || insurance == Part.PAID);
  }

  private static boolean settled(Part part) {
    return part == Part.NONE || part == Part.PAID;
  }

  private static boolean nobodyPays(Shares due, Part cash, Part insurance) {
    boolean insured = due.fundFen() != 0 || due.accountFen() != 0 || due.otherFen() != 0;
    return (cash == Part.NONE && due.walletCashFen() != 0) || (insurance == Part.NONE && insured);
  }

  /** An order the wallet does not know. */
  public static MixedCharge notFound(String orderNumber) {
    return new MixedCharge(
        orderNumber,
        "",
        State.NOT_FOUND,
        Part.NONE,
        Part.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
