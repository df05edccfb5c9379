package org.yima.index.matching.weight;

/**
 * How often a level is met.
 *
 * @param m among pairs of one person
 * @param u among pairs of two persons
 */
public record LevelWeight(String level, double m, double u) {
  public LevelWeight {
    if (!(m > 0 && m <= 1 && u > 0 && u <= 1)) {
      throw new IllegalArgumentException("m and u of " + level + " are shares above 0");
    }
  }

  /** The weight of evidence in bits: log2(m/u). */
  public double bits() {
    return Bits.log2(m / u);
  }
}
