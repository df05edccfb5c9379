package org.yima.index.matching.cluster;

/**
 * A pair that people have to look at.
 *
 * @param left the record with the lower number
 * @param score the odds that the two are one person's, in bits
 * @param rule the place of the rule that kept them from being linked, or -1
 */
public record Doubt(int left, int right, double score, Reason reason, int rule) {
  /** Why people are asked. */
  public enum Reason {
    /** The score lies between the thresholds. */
    SCORE,
    /** A rule of the table. */
    RULE,
    /** They pass, but their persons must not become one. */
    CONFLICT,
    /** One of the two passes with more than one person. */
    TWO_PERSONS
  }
}
