package org.yima.gateway.insurance;

/**
 * What is to be settled, on trial (2206) or for good (2207).
 *
 * @param totalFen sum of the batch's lines
 * @param medType as in {@link VisitRecord}
 * @param useAccount whether the personal account pays its part
 * @param invoiceNumber the institution's receipt number; for 2207 only, else empty
 * @param way psn_setlway
 */
public record SettleOrder(
    String psnNo,
    String mdtrtId,
    String batchNumber,
    InsuranceCredential credential,
    String insutype,
    String medType,
    long totalFen,
    boolean useAccount,
    String invoiceNumber,
    Scope scope,
    Way way) {

  /** By what the fund's part is computed. */
  public enum Way {
    /** 01 按项目. */
    BY_ITEM,
    /** 02 按定额. */
    BY_QUOTA
  }

  /** By item. */
  public SettleOrder(
      String psnNo,
      String mdtrtId,
      String batchNumber,
      InsuranceCredential credential,
      String insutype,
      String medType,
      long totalFen,
      boolean useAccount,
      String invoiceNumber,
      Scope scope) {
    this(
        psnNo,
        mdtrtId,
        batchNumber,
        credential,
        insutype,
        medType,
        totalFen,
        useAccount,
        invoiceNumber,
        scope,
        Way.BY_ITEM);
  }

  /**
   * The bill divided by the bureau's own word on its lines; the four sum up to the total.
   *
   * @see LineFact
   */
  public record Scope(
      long fullyOwnPaidFen, long overLimitFen, long ownPaidFirstFen, long inScopeFen) {

    /** Adds up the facts of a bill's lines. */
    public static Scope of(Iterable<LineFact> facts) {
      Scope sum = new Scope(0, 0, 0, 0);
      for (LineFact fact : facts) {
        sum =
            new Scope(
                Math.addExact(sum.fullyOwnPaidFen, fact.fullyOwnPaidFen()),
                Math.addExact(sum.overLimitFen, fact.overLimitFen()),
                Math.addExact(sum.ownPaidFirstFen, fact.ownPaidFirstFen()),
                Math.addExact(sum.inScopeFen, fact.inScopeFen()));
      }
      return sum;
    }
  }

  @Override
  public String toString() {
    return "SettleOrder[" + mdtrtId + " " + batchNumber + ", " + totalFen + " fen]";
  }
}
