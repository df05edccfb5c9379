package org.yima.gateway.insurer;

import java.util.List;

/**
 * A bill that the insured paid, sent in with their consent (RAPID): the insurer decides and pays
 * the insured's own account itself.
 *
 * @param paidFen what the insured paid themselves
 * @param setlId the bureau's number of the settlement; empty for a bill without insurance
 * @param consentId names the insured's consent to send these documents
 */
public record RapidClaim(
    String claimId,
    String policyRef,
    QuoteRequest.Institution institution,
    QuoteRequest.Bill bill,
    QuoteRequest.BasicInsurance basic,
    long paidFen,
    String setlId,
    String consentId,
    List<ClaimDocument> documents) {

  public RapidClaim {
    documents = List.copyOf(documents);
    if (paidFen < 1 || paidFen > bill.totalFen()) {
      throw new IllegalArgumentException("the insured paid between one fen and the bill");
    }
    if (documents.isEmpty()) {
      throw new IllegalArgumentException("a rapid claim has documents");
    }
  }

  @Override
  public String toString() {
    return "RapidClaim[" + claimId + "]";
  }
}
