package org.yima.index.matching.weight;

/** Logarithms to base 2, in which weights are told: one bit doubles the odds. */
public final class Bits {
  private static final double LN2 = Math.log(2);

  private Bits() {}

  /** The logarithm to base 2. */
  public static double log2(double value) {
    return Math.log(value) / LN2;
  }

  /** The probability of a match whose odds are given in bits. */
  public static double probability(double bits) {
    return 1 / (1 + Math.pow(2, -bits));
  }

  /** The odds of a probability, in bits. */
  public static double odds(double probability) {
    return log2(probability / (1 - probability));
  }
}
