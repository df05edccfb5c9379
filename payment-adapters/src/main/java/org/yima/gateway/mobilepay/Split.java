package org.yima.gateway.mobilepay;

/**
 * Who pays an order. The four shares sum up to the total; anything else is refused at construction.
 *
 * @param ownFen what the patient pays in cash (ownPayAmt)
 * @param accountFen personal account, with the family's where it paid (psnAcctPay)
 * @param fundFen the funds together (fundPay)
 * @param otherFen what else bears a part, such as the institution itself (othFeeAmt)
 */
public record Split(long totalFen, long ownFen, long accountFen, long fundFen, long otherFen) {
  public Split {
    if (ownFen < 0 || accountFen < 0 || fundFen < 0 || otherFen < 0) {
      throw new IllegalArgumentException("no share is negative");
    }
    if (Math.addExact(Math.addExact(ownFen, accountFen), Math.addExact(fundFen, otherFen))
        != totalFen) {
      throw new IllegalArgumentException("the shares do not sum up to the total");
    }
  }

  /** What the insurance bears: account and funds. */
  public long insuranceFen() {
    return Math.addExact(accountFen, fundFen);
  }
}
