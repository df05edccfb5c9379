package org.yima.gateway.wallet;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * An order that insurance and the payer pay together. It has to fit together before anything is
 * sent: an order that contradicts itself is a mistake of ours, not an answer of a gateway.
 *
 * @param order ours, the idempotency key; the cash part runs under the same number
 * @param description what the payer reads; must not tell anything about an illness
 * @param serial the institution's own number of the bill, 6201's {@code medOrgOrd}, at most 20
 *     characters
 * @param insured what the centre knows of it; absent when insurance has no part
 * @param expiresAt after which the wallet refuses the cash
 * @param notifyUrl where the wallet reports, without a query
 * @param returnUrl where a wallet that opens a page sends the payer afterwards; proves nothing
 */
public record MixedOrder(
    OrderRef order,
    Kind kind,
    String description,
    MixedPayer payer,
    String serial,
    MixedInstitution institution,
    Optional<MixedInsured> insured,
    MixedAmounts amounts,
    Instant expiresAt,
    URI notifyUrl,
    URI returnUrl) {

  /** What is paid for. */
  public enum Kind {
    REGISTRATION,
    OUTPATIENT,
    INPATIENT,
    PHARMACY,
    INSURANCE_PREMIUM,
    EPIDEMIC_TEST,
    EPIDEMIC_SELF_TEST,
    ONLINE_REGISTRATION,
    ONLINE_FOLLOW_UP,
    ONLINE_PRESCRIPTION,
    MEDICINE
  }

  /** Who pays. */
  public enum Payment {
    CASH_ONLY,
    INSURANCE_ONLY,
    CASH_AND_INSURANCE
  }

  /**
   * Checks that the parts fit.
   *
   * @throws IllegalArgumentException when insurance pays without its order, or nothing is paid
   */
  public MixedOrder {
    requireNonNull(order, "order");
    requireNonNull(kind, "kind");
    requireNonNull(description, "description");
    requireNonNull(payer, "payer");
    requireNonNull(serial, "serial");
    requireNonNull(institution, "institution");
    requireNonNull(insured, "insured");
    requireNonNull(amounts, "amounts");
    requireNonNull(expiresAt, "expiresAt");
    requireNonNull(notifyUrl, "notifyUrl");
    requireNonNull(returnUrl, "returnUrl");
    if (serial.isEmpty() || serial.length() > 20) {
      throw new IllegalArgumentException("a serial number has 1 to 20 characters");
    }
    if (insured.isEmpty() && amounts.insuredFen() > 0) {
      throw new IllegalArgumentException("what insurance pays needs the centre's order");
    }
    if (insured.isEmpty() && amounts.walletCashFen() == 0) {
      throw new IllegalArgumentException("an order that nobody pays");
    }
  }

  /**
   * Who pays. A bill that the centre settles although insurance bears nothing of it (it counts
   * towards the deductible) is of both.
   */
  public Payment payment() {
    if (insured.isEmpty()) {
      return Payment.CASH_ONLY;
    }
    return amounts.walletCashFen() == 0 ? Payment.INSURANCE_ONLY : Payment.CASH_AND_INSURANCE;
  }

  @Override
  public String toString() {
    return "MixedOrder[" + order.number() + ", " + amounts.totalFen() + " fen]";
  }
}
