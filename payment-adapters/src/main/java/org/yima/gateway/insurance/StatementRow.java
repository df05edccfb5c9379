package org.yima.gateway.insurance;

/**
 * A settlement, or the reversal of one, as we booked it. Amounts of a reversal are negative.
 *
 * @param accountFen personal and family accounts together
 * @param reversal refd_setl_flag
 */
public record StatementRow(
    String setlId,
    String mdtrtId,
    String psnNo,
    long totalFen,
    long fundFen,
    long accountFen,
    boolean reversal) {
  public StatementRow {
    if (reversal ? totalFen > 0 : totalFen < 0) {
      throw new IllegalArgumentException("a reversal is negative, and only that");
    }
  }

  /** What the insured paid by other means. */
  public long cashFen() {
    return Math.subtractExact(Math.subtractExact(totalFen, fundFen), accountFen);
  }

  @Override
  public String toString() {
    return "StatementRow[" + setlId + (reversal ? " reversed]" : "]");
  }
}
