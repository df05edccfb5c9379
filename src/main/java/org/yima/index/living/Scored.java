package org.yima.index.living;

import org.yima.index.matching.explain.Explanation;
import org.yima.platform.Id;

/**
 * A record that may be the one that is looked for.
 *
 * @param personId the person it is linked to at present
 * @param score the odds that the two are one person's, in bits
 * @param outcome what the machine would do by itself: link, ask people; never {@code NONE}
 */
public record Scored(
    Id recordId, Id personId, double score, Explanation.Decision outcome, Explanation explanation) {

  /** The odds as a probability, 0 to 1. */
  public double probability() {
    return 1 / (1 + Math.pow(2, -score));
  }
}
