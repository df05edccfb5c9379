package org.yima.gateway.insurance;

/**
 * Sums of rows, reversals with their negative amounts.
 *
 * @param count rows, settlements and reversals
 */
public record Totals(long totalFen, long fundFen, long accountFen, long cashFen, int count) {

  public static Totals of(Iterable<StatementRow> rows) {
    Totals sum = new Totals(0, 0, 0, 0, 0);
    for (StatementRow row : rows) {
      sum =
          new Totals(
              Math.addExact(sum.totalFen, row.totalFen()),
              Math.addExact(sum.fundFen, row.fundFen()),
              Math.addExact(sum.accountFen, row.accountFen()),
              Math.addExact(sum.cashFen, row.cashFen()),
              Math.addExact(sum.count, 1));
    }
    return sum;
  }
}
