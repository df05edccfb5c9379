package org.yima.index.matching.explain;

/**
 * What one element said of a pair. Weights are in bits.
 *
 * @param level at which the two agree
 * @param m how often people agree so with themselves; 0 when the level has no weight
 * @param u how often two people agree so
 * @param weight log2(m/u)
 * @param adjustment more for a rare value, less for a common one
 * @param absorbed taken away because another element says the same
 * @param total after this element, the prior included
 */
public record Line(
    String element,
    String level,
    double m,
    double u,
    double weight,
    double adjustment,
    double absorbed,
    double total) {
  /** What the element adds to the total. */
  public double counted() {
    return weight + adjustment + absorbed;
  }
}
