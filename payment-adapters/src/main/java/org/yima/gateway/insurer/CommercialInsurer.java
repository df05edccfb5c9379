package org.yima.gateway.insurer;

import java.time.LocalDate;
import java.util.List;
import org.yima.gateway.Outcome;

/**
 * One insurer. Every command is idempotent by its id; the same id with another content is declined
 * with ID_REUSED. A guarantee or a claim may be taken first and decided later: then it is pending,
 * the decision comes as an {@link InsurerNotification}, and the query finds it.
 */
public interface CommercialInsurer {

  /** Whether a policy covers its holder now. A no is a success with {@code eligible = false}. */
  Outcome<Eligibility> checkEligibility(EligibilityQuestion question);

  /** What the insurer would bear of a bill. */
  Outcome<Quote> quote(QuoteRequest request);

  /** Asks the insurer to guarantee an amount of a quote; from then on that share counts as paid. */
  Outcome<Guarantee> guarantee(GuaranteeOrder order);

  /** Asks for a guarantee; one that is not known is a success, NOT_FOUND. */
  Outcome<Guarantee> queryGuarantee(String guaranteeId);

  /**
   * Gives a guarantee back, or withdraws one that is still being decided: RELEASED, it does not
   * stand and never will, and DECLINED says the same. Repeatable; declined with ALREADY_CLAIMED
   * once it was claimed, and with NOT_FOUND where the insurer knows of none: an order for it that
   * is still under way is then refused when it arrives.
   */
  Outcome<Guarantee> release(String guaranteeId, String reason);

  /**
   * Claims a guaranteed amount after the insurance settlement, with the e-invoice.
   *
   * @return declined with INVALID_REQUEST where the insurer wants a document that is not there;
   *     nothing was done, and the same id may come again with it
   */
  Outcome<Claim> claim(ClaimOrder order);

  /** Asks for a claim; one that is not known is a success, NOT_FOUND. */
  Outcome<Claim> queryClaim(String claimId);

  /** Gives an accepted claim back, wholly or in part; BUSY while it is still being decided. */
  Outcome<ClaimReversal> reverse(ReversalOrder order);

  /**
   * Sends in a bill that the insured paid (RAPID). Pending while the insurer decides; the decision
   * comes as a notification and is found by {@link #queryClaim}.
   */
  Outcome<Claim> submit(RapidClaim claim);

  /** What the insurer has paid on a claim so far. */
  Outcome<List<ClaimPayment>> payments(String claimId);

  /** The insurer's day, added up. */
  Outcome<InsurerStatement> statement(LocalDate day);
}
