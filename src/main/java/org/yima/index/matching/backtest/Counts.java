package org.yima.index.matching.backtest;

/**
 * Pairs that were linked or should have been.
 *
 * @param right linked, and of one person
 * @param wrong linked, and of two
 * @param missed of one person, and not linked
 */
public record Counts(long right, long wrong, long missed) {
  /** Of the linked pairs the share that is right; 1 when none is linked. */
  public double precision() {
    return right + wrong == 0 ? 1 : right / (double) (right + wrong);
  }

  /** Of the pairs of one person the share that is linked; 1 when there is none. */
  public double recall() {
    return right + missed == 0 ? 1 : right / (double) (right + missed);
  }

  /** The harmonic mean of both. */
  public double f1() {
    return right == 0 ? 0 : 2.0 * right / (2.0 * right + wrong + missed);
  }

  /** The least precision that fits the counts, with 95% confidence (Wilson's lower bound). */
  public double leastPrecision() {
    return wilson(right, right + wrong);
  }

  /** The least recall that fits the counts, with 95% confidence. */
  public double leastRecall() {
    return wilson(right, right + missed);
  }

  private static double wilson(long hits, long of) {
    if (of == 0) {
      return 0;
    }
    double z = 1.959964;
    double p = hits / (double) of;
    double middle = p + z * z / (2 * of);
    double spread = z * Math.sqrt(p * (1 - p) / of + z * z / (4.0 * of * of));
    return (middle - spread) / (1 + z * z / of);
  }
}
