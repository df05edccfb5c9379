package org.yima.gateway.insurance;

/**
 * A settlement, or the reversal of one, as we booked it. Amounts of a reversal are negative.
 *
 * @param accountFen personal and family accounts together
 * @param hospitalFen what the institution itself bears: nobody paid it, so it is no cash
 * @param reversal refd_setl_flag
 */
public record StatementRow(
    String setlId,
    String mdtrtId,
    String psnNo,
    long totalFen,
    long fundFen,
    long accountFen,
    long hospitalFen,
    boolean reversal) {
  public StatementRow {
    requireSign(totalFen, reversal);
  }

  static void requireSign(long totalFen, boolean reversal) {
    if (reversal ? totalFen > 0 : totalFen < 0) {
      throw new IllegalArgumentException("a reversal is negative, and only that");
    }
  }

  /**
   * Of what the bureau answered when it was settled.
   *
   * @throws IllegalArgumentException for a trial, which is in no statement
   */
  public static StatementRow settled(String psnNo, Settlement settlement) {
    return new StatementRow(
        settlement
            .setlId()
            .orElseThrow(() -> new IllegalArgumentException("a trial is in no statement")),
        settlement.mdtrtId(),
        psnNo,
        settlement.totalFen(),
        settlement.fundFen(),
        Math.addExact(settlement.accountFen(), settlement.mutualAidFen()),
        settlement.hospitalFen(),
        false);
  }

  /** The row that a reversal of this settlement adds. */
  public StatementRow reversed() {
    if (reversal) {
      throw new IllegalStateException("a reversal is not reversed");
    }
    return new StatementRow(
        setlId, mdtrtId, psnNo, -totalFen, -fundFen, -accountFen, -hospitalFen, true);
  }

  /** What the insured paid by other means. */
  public long cashFen() {
    return Math.subtractExact(
        Math.subtractExact(Math.subtractExact(totalFen, fundFen), accountFen), hospitalFen);
  }

  @Override
  public String toString() {
    return "StatementRow[" + setlId + (reversal ? " reversed]" : "]");
  }
}
