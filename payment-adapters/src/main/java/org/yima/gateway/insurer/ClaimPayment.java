package org.yima.gateway.insurer;

import java.time.Instant;

/** What the insurer paid on a claim. */
public record ClaimPayment(
    String paymentId, String claimId, long amountFen, Payee payee, Instant paidAt) {

  /** Whose account it went to. */
  public enum Payee {
    /** DIRECT. */
    INSTITUTION,
    /** RAPID. */
    INSURED
  }

  public ClaimPayment {
    if (amountFen < 1) {
      throw new IllegalArgumentException("a payment is at least one fen");
    }
  }
}
