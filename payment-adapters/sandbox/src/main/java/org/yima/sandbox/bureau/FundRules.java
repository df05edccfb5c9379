package org.yima.sandbox.bureau;

import java.util.List;
import java.util.Optional;

/**
 * What the fund, the accounts and the patient each bear of a bill. All amounts are fen.
 *
 * @param deductible what a person bears in scope before the fund pays, per year (起付线)
 * @param ratioBasisPoints the fund's share of what is in scope beyond it, in ten-thousandths
 * @param ceiling the most the fund pays per year (封顶线)
 * @param more what others bear beside it
 */
record FundRules(long deductible, int ratioBasisPoints, long ceiling, Supplements more) {

  FundRules {
    more = more == null ? Supplements.NONE : more;
    if (deductible < 0 || ceiling < 0 || ratioBasisPoints < 0 || ratioBasisPoints > 10_000) {
      throw new IllegalArgumentException("rules out of range");
    }
  }

  /** A pool that nobody supplements. */
  FundRules(long deductible, int ratioBasisPoints, long ceiling) {
    this(deductible, ratioBasisPoints, ceiling, Supplements.NONE);
  }

  /**
   * One fee line as the fund sees it.
   *
   * @param overLimit what of it is above the item's price limit (超限价)
   */
  record Line(InsuranceClass insuranceClass, long amount, long overLimit) {
    Line {
      overLimit = insuranceClass == InsuranceClass.C ? 0 : overLimit;
      if (overLimit < 0 || overLimit > amount) {
        throw new IllegalArgumentException("more is above the limit than there is");
      }
    }

    /** A line of an item without a price limit. */
    Line(InsuranceClass insuranceClass, long amount) {
      this(insuranceClass, amount, 0);
    }

    /** All the patient's own (全自费). */
    long fullOwn() {
      return insuranceClass == InsuranceClass.C ? amount : 0;
    }

    /** The patient's own first part (先行自付), rounded half up to the fen. */
    long ownFirst() {
      return insuranceClass == InsuranceClass.B
          ? ((amount - overLimit) * insuranceClass.ownBasisPoints() + 5_000) / 10_000
          : 0;
    }

    /** What the fund's rules apply to (符合政策范围). */
    long inScope() {
      return amount - fullOwn() - overLimit - ownFirst();
    }
  }

  /**
   * What a person has used of this year's deductible and ceiling, what they bore in scope, and what
   * the accounts hold.
   */
  record Position(long deductibleUsed, long poolUsed, long ownUsed, long account, long mutualAid) {
    Position(long deductibleUsed, long poolUsed, long account, long mutualAid) {
      this(deductibleUsed, poolUsed, 0, account, mutualAid);
    }
  }

  /**
   * How a bill is borne: {@code total = funds + hospital + account + mutualAid + cash}, none of
   * them negative.
   */
  record Shares(
      long total,
      long fullOwn,
      long ownFirst,
      long overLimit,
      long inScope,
      long deductible,
      Funds funds,
      long hospital,
      long account,
      long mutualAid,
      long cash) {

    Shares {
      if (hospital < 0
          || account < 0
          || mutualAid < 0
          || cash < 0
          || funds.sum() + hospital + account + mutualAid + cash != total
          || fullOwn + ownFirst + overLimit + inScope != total) {
        throw new IllegalArgumentException("the shares do not make the total");
      }
    }

    long pool() {
      return funds.pool();
    }

    /** All that funds pay. */
    long fund() {
      return funds.sum();
    }

    /** What is left in scope after the pool and its subsidy: it counts towards serious illness. */
    long ownInScope() {
      return inScope - funds.pool() - funds.aboveCeiling();
    }

    /** What the accounts were asked for and do not hold. */
    boolean wantsMoreOfAccounts() {
      return total - fund() - hospital - fullOwn - account > 0;
    }

    /** Whether the pool would have paid more without its ceiling. */
    boolean cutByCeiling(int ratioBasisPoints) {
      return (inScope - deductible) * ratioBasisPoints / 10_000 > pool();
    }

    /**
     * What a late change of the rules makes of it: the pool bears a tenth less, or where it bears
     * nothing an account a fen less. Empty where all of it is cash already.
     */
    Optional<Shares> differing() {
      if (pool() > 0) {
        long less = Math.max(1, pool() / 10);
        return Optional.of(
            with(
                new Funds(pool() - less, funds.aboveCeiling(), funds.serious(), funds.assistance()),
                account,
                mutualAid));
      }
      if (account > 0) {
        return Optional.of(with(funds, account - 1, mutualAid));
      }
      return mutualAid > 0 ? Optional.of(with(funds, account, mutualAid - 1)) : Optional.empty();
    }

    private Shares with(Funds then, long accountThen, long mutualAidThen) {
      return new Shares(
          total,
          fullOwn,
          ownFirst,
          overLimit,
          inScope,
          deductible,
          then,
          hospital,
          accountThen,
          mutualAidThen,
          total - then.sum() - hospital - accountThen - mutualAidThen);
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
    long overLimit = 0;
    for (Line line : lines) {
      total = Math.addExact(total, line.amount());
      fullOwn += line.fullOwn();
      ownFirst += line.ownFirst();
      overLimit += line.overLimit();
    }
    long inScope = total - fullOwn - ownFirst - overLimit;
    long deducted = Math.min(inScope, Math.max(0, deductible - position.deductibleUsed()));
    Funds funds = funds(inScope, deducted, position);
    long hospital = more.hospital(overLimit);
    long payable = useAccount ? total - funds.sum() - hospital - fullOwn : 0;
    long account = Math.min(payable, Math.max(0, position.account()));
    long mutualAid = Math.min(payable - account, Math.max(0, position.mutualAid()));
    return new Shares(
        total,
        fullOwn,
        ownFirst,
        overLimit,
        inScope,
        deducted,
        funds,
        hospital,
        account,
        mutualAid,
        total - funds.sum() - hospital - account - mutualAid);
  }

  private Funds funds(long inScope, long deducted, Position position) {
    long wanted = (inScope - deducted) * ratioBasisPoints / 10_000;
    long pool = Math.min(wanted, Math.max(0, ceiling - position.poolUsed()));
    long above = more.aboveCeiling(wanted - pool);
    long own = inScope - pool - above;
    long serious = more.serious(position.ownUsed(), own);
    return new Funds(pool, above, serious, more.assistance(own - serious));
  }
}
