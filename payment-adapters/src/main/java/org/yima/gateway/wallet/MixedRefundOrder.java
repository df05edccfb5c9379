package org.yima.gateway.wallet;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Instant;

/**
 * What goes back of a mixed order. What insurance bore has been returned by the centre before
 * (6203); the wallet returns the cash and is told of the rest.
 *
 * @param refund ours, the idempotency key of both steps
 * @param mixedNumber the wallet's number of the order, {@link MixedCharge#number}
 * @param paidCashFen what the wallet had taken
 * @param cashFen what of it goes back, 0 for none
 * @param fundFen what the centre has returned to the fund
 * @param accountFen what the centre has returned to the personal account
 * @param otherFen what the centre has returned besides
 * @param returnedAt when the centre returned it
 * @param reason shown to the payer; must not tell anything about an illness
 */
public record MixedRefundOrder(
    RefundRef refund,
    String mixedNumber,
    long paidCashFen,
    long cashFen,
    long fundFen,
    long accountFen,
    long otherFen,
    Instant returnedAt,
    String reason,
    URI notifyUrl) {

  public MixedRefundOrder {
    requireNonNull(refund, "refund");
    requireNonNull(mixedNumber, "mixedNumber");
    requireNonNull(returnedAt, "returnedAt");
    requireNonNull(reason, "reason");
    requireNonNull(notifyUrl, "notifyUrl");
    if (cashFen < 0 || cashFen > paidCashFen || fundFen < 0 || accountFen < 0 || otherFen < 0) {
      throw new IllegalArgumentException("at most what was paid goes back, and nothing negative");
    }
    if (Math.addExact(cashFen, insuredFen(fundFen, accountFen, otherFen)) == 0) {
      throw new IllegalArgumentException("a refund is at least one fen");
    }
  }

  /** What the centre has returned. */
  public long insuredFen() {
    return insuredFen(fundFen, accountFen, otherFen);
  }

  public long totalFen() {
    return Math.addExact(cashFen, insuredFen());
  }

  private static long insuredFen(long fund, long account, long other) {
    return Math.addExact(Math.addExact(fund, account), other);
  }

  @Override
  public String toString() {
    return "MixedRefundOrder[" + refund + ", " + mixedNumber + ", " + totalFen() + " fen]";
  }
}
