package org.yima.gateway.insurer;

/**
 * A part of a claim to be given back.
 *
 * @param amountFen of the claim, what is given back now
 */
public record ReversalOrder(String reversalId, String claimId, long amountFen, String reason) {
  public ReversalOrder {
    if (amountFen < 1) {
      throw new IllegalArgumentException("a reversal is at least one fen");
    }
  }

  @Override
  public String toString() {
    return "ReversalOrder[" + reversalId + ", " + claimId + ", " + amountFen + " fen]";
  }
}
