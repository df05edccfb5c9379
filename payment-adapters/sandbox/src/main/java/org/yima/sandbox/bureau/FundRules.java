package org.yima.sandbox.bureau;

import java.util.List;

/**
 * What the fund, the accounts and the patient each bear of a bill. All amounts are fen.
 *
 * @param deductible what a person bears in scope before the fund pays, per year (起付线)
 * @param ratioBasisPoints the fund's share of what is in scope beyond it, in ten-thousandths
 * @param ceiling the most the fund pays per year (封顶线)
 */
record FundRules(long deductible, int ratioBasisPoints, long ceiling) {

  FundRules {
    if (deductible < 0 || ceiling < 0 || ratioBasisPoints < 0 || ratioBasisPoints > 10_000) {
      throw new IllegalArgumentException("rules out of range");
    }
  }

  /** One fee line as the fund sees it. */
  record Line(InsuranceClass insuranceClass, long amount) {
    /** All the patient's own (全自费). */
    long fullOwn() {
      return insuranceClass == InsuranceClass.C ? amount : 0;
    }

    /** The patient's own first part (先行自付), rounded half up to the fen. */
    long ownFirst() {
      return insuranceClass == InsuranceClass.B
          ? (amount * insuranceClass.ownBasisPoints() + 5_000) / 10_000
          : 0;
    }

    /** What the fund's rules apply to (符合政策范围). */
    long inScope() {
      return amount - fullOwn() - ownFirst();
    }
  }

  /** What a person has used of this year's deductible and ceiling, and what the accounts hold. */
  record Position(long deductibleUsed, long poolUsed, long account, long mutualAid) {}

  /**
   * How a bill is borne: {@code total = pool + account + mutualAid + cash}, none of them negative.
   */
  record Shares(
      long total,
      long fullOwn,
      long ownFirst,
      long inScope,
      long deductible,
      long pool,
      long account,
      long mutualAid,
      long cash) {

    Shares {
      if (pool < 0
          || account < 0
          || mutualAid < 0
          || cash < 0
          || pool + account + mutualAid + cash != total
          || fullOwn + ownFirst + inScope != total) {
        throw new IllegalArgumentException("the shares do not make the total");
      }
    }
  }

  /**
   * Splits a bill; {@code useAccount} lets the person's account, then the family's, pay what is not
   * wholly own expense.
   */
  Shares split(List<Line> lines, Position position, boolean useAccount) {
    long total = 0;
    long fullOwn = 0;
    long ownFirst = 0;
    for (Line line : lines) {
      total = Math.addExact(total, line.amount());
      fullOwn += line.fullOwn();
      ownFirst += line.ownFirst();
    }
    long inScope = total - fullOwn - ownFirst;
    long deducted = Math.min(inScope, Math.max(0, deductible - position.deductibleUsed()));
    long pool =
        Math.min(
            (inScope - deducted) * ratioBasisPoints / 10_000,
            Math.max(0, ceiling - position.poolUsed()));
    long payable = useAccount ? total - pool - fullOwn : 0;
    long account = Math.min(payable, Math.max(0, position.account()));
    long mutualAid = Math.min(payable - account, Math.max(0, position.mutualAid()));
    return new Shares(
        total,
        fullOwn,
        ownFirst,
        inScope,
        deducted,
        pool,
        account,
        mutualAid,
        total - pool - account - mutualAid);
  }

  /**
   * Rules that give another result wherever the fund pays anything: what a late change of them
   * looks like.
   */
  FundRules changed() {
    return new FundRules(deductible, ratioBasisPoints * 9 / 10, ceiling);
  }
}
