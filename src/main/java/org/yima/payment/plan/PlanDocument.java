package org.yima.payment.plan;

import java.util.List;
import java.util.Optional;
import org.yima.payment.leg.Shares;
import org.yima.platform.Id;

/**
 * A plan as stored: what was shown, and what its payment needs beside it.
 *
 * @param insured the pre-settled shares that the settlement has to equal
 * @param covered what each commercial insurer is to guarantee
 * @param policies the instruments they were asked by, for a plan that settles anew
 */
public record PlanDocument(
    PlanView view,
    Optional<Shares> insured,
    List<Covered> covered,
    Optional<Id> wallet,
    List<Id> policies) {
  /** As it is shown: with whose account would bear the family's part, masked. */
  public PlanDocument paidBy(String masked) {
    return new PlanDocument(view.paidBy(masked), insured, covered, wallet, policies);
  }

  /** An insurer's quote, as far as it is used. */
  public record Covered(Id insurerId, String quoteId, long amount) {}
}
