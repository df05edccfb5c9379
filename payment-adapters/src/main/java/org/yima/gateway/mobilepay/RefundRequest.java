package org.yima.gateway.mobilepay;

import static java.util.Objects.requireNonNull;

import java.time.LocalDateTime;

/**
 * Money of a paid order to be returned (6203). What the kinds allow is checked at construction: ALL
 * returns every part as it was paid, HI the whole insurance part, CASH cash only.
 *
 * @param order names the order, and whose it is
 * @param ownNumber ours of the refund (appRefdSn)
 * @param at in the bureau's zone
 * @param original how the order was paid
 * @param reason shown to the patient; must not tell anything about an illness
 */
public record RefundRequest(
    OrderKey order,
    String ownNumber,
    LocalDateTime at,
    SettlementKind kind,
    Split original,
    long accountFen,
    long fundFen,
    long cashFen,
    Authorisation authorisation,
    String reason) {

  public RefundRequest {
    requireNonNull(order, "order");
    requireNonNull(ownNumber, "ownNumber");
    requireNonNull(at, "at");
    requireNonNull(authorisation, "authorisation");
    boolean wholeInsurance = accountFen == original.accountFen() && fundFen == original.fundFen();
    boolean allowed =
        switch (kind) {
          case ALL -> wholeInsurance && cashFen == original.ownFen();
          case HI -> wholeInsurance && cashFen == 0;
          case CASH ->
              accountFen == 0 && fundFen == 0 && cashFen > 0 && cashFen <= original.ownFen();
        };
    if (!allowed || totalFen(accountFen, fundFen, cashFen) < 1) {
      throw new IllegalArgumentException("a refund of this kind has other parts");
    }
  }

  /** Everything. */
  public static RefundRequest all(
      OrderKey order,
      String ownNumber,
      LocalDateTime at,
      Split original,
      Authorisation authorisation,
      String reason) {
    return new RefundRequest(
        order,
        ownNumber,
        at,
        SettlementKind.ALL,
        original,
        original.accountFen(),
        original.fundFen(),
        original.ownFen(),
        authorisation,
        reason);
  }

  /** The insurance part; the cash goes back through whoever took it. */
  public static RefundRequest insurance(
      OrderKey order,
      String ownNumber,
      LocalDateTime at,
      Split original,
      Authorisation authorisation,
      String reason) {
    return new RefundRequest(
        order,
        ownNumber,
        at,
        SettlementKind.HI,
        original,
        original.accountFen(),
        original.fundFen(),
        0,
        authorisation,
        reason);
  }

  public String payOrdId() {
    return order.payOrdId();
  }

  public long totalFen() {
    return totalFen(accountFen, fundFen, cashFen);
  }

  private static long totalFen(long account, long fund, long cash) {
    return Math.addExact(Math.addExact(account, fund), cash);
  }

  @Override
  public String toString() {
    return "RefundRequest[" + payOrdId() + " " + ownNumber + " " + kind + "]";
  }
}
