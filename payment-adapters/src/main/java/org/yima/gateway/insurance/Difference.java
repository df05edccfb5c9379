package org.yima.gateway.insurance;

/**
 * A row on which the bureau and we do not agree: the bureau's data, ours where only we have it.
 * Amounts of a reversal are negative. What the institution bears has no column in the bureau's
 * file, so nothing can be said of cash here.
 *
 * @param accountFen personal and family accounts together
 * @param reversal refd_setl_flag
 */
public record Difference(
    Kind kind,
    String setlId,
    String mdtrtId,
    String psnNo,
    long totalFen,
    long fundFen,
    long accountFen,
    boolean reversal) {

  /** Who has what. */
  public enum Kind {
    /** The bureau has it and we have not. */
    BUREAU_ONLY,
    /** We have it and the bureau has not. */
    OURS_ONLY,
    /** Both have it, with other amounts. */
    AMOUNTS
  }

  public Difference {
    StatementRow.requireSign(totalFen, reversal);
  }

  @Override
  public String toString() {
    return "Difference[" + kind + " " + setlId + (reversal ? " reversed]" : "]");
  }
}
