package org.yima.gateway.insurer;

import java.util.List;

/**
 * A claim on a guarantee.
 *
 * @param amountFen at most what is guaranteed
 * @param settlement the insurance settlement that the claim follows
 * @param documents what proves it: the e-invoice, where one was issued. Like the rest of it they
 *     are the same when the claim is repeated
 */
public record ClaimOrder(
    String claimId,
    String guaranteeId,
    long amountFen,
    SettlementShares settlement,
    List<ClaimDocument> documents) {

  /**
   * How the basic insurance divided the bill.
   *
   * @param setlId the bureau's number of the settlement; empty for a bill without insurance
   */
  public record SettlementShares(String setlId, long fundFen, long accountFen, long selfPayFen) {}

  public ClaimOrder {
    documents = List.copyOf(documents);
    if (amountFen < 1) {
      throw new IllegalArgumentException("a claim is at least one fen");
    }
  }

  /** One that nothing was issued for. */
  public ClaimOrder(
      String claimId, String guaranteeId, long amountFen, SettlementShares settlement) {
    this(claimId, guaranteeId, amountFen, settlement, List.of());
  }
}
