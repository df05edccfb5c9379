package org.yima.gateway.insurer;

/**
 * A claim on a guarantee.
 *
 * @param amountFen at most what is guaranteed
 * @param settlement the insurance settlement that the claim follows
 */
public record ClaimOrder(
    String claimId, String guaranteeId, long amountFen, SettlementShares settlement) {

  /**
   * How the basic insurance divided the bill.
   *
   * @param setlId the bureau's number of the settlement; empty for a bill without insurance
   */
  public record SettlementShares(String setlId, long fundFen, long accountFen, long selfPayFen) {}

  public ClaimOrder {
    if (amountFen < 1) {
      throw new IllegalArgumentException("a claim is at least one fen");
    }
  }
}
