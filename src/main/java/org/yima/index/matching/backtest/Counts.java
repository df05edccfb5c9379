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

  /**
   * The least precision that fits the counts, with 95% confidence (Wilson's lower bound), of pairs
   * that have nothing to do with each other.
   */
  public double leastPrecision() {
    return leastPrecision(1);
  }

  /** The least recall that fits the counts, likewise. */
  public double leastRecall() {
    return leastRecall(1);
  }

  /**
   * The least precision that fits the counts, with 95% confidence.
   *
   * @param effect of how pairs hang together, see {@link DesignEffect}: so many count as one
   */
  public double leastPrecision(double effect) {
    return wilson(right, right + wrong, effect);
  }

  /** The least recall that fits the counts, likewise. */
  public double leastRecall(double effect) {
    return wilson(right, right + missed, effect);
  }

  private static double wilson(long hits, long all, double effect) {
    if (all == 0) {
      return 0;
    }
    double of = all / effect;
    double z = 1.959964;
    double p = hits / (double) all;
    double middle = p + z * z / (2 * of);
    double spread = z * Math.sqrt(p * (1 - p) / of + z * z / (4.0 * of * of));
    return (middle - spread) / (1 + z * z / of);
  }
}
