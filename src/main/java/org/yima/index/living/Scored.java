package org.yima.index.living;

import org.yima.index.IndexRecord;
import org.yima.index.matching.explain.Explanation;
import org.yima.platform.Id;

/**
 * A record that may be the one that is looked for.
 *
 * @param score the odds that the two are one person's, in bits
 * @param outcome what the machine would do by itself: link, ask people, or nothing, though it is
 *     likelier than not
 */
public record Scored(
    IndexRecord record, double score, Explanation.Decision outcome, Explanation explanation) {

  public Id recordId() {
    return record.id();
  }

  /** The person that it is linked to at present. */
  public Id personId() {
    return record.personId();
  }

  /** The odds as a probability, 0 to 1. */
  public double probability() {
    return 1 / (1 + Math.pow(2, -score));
  }
}
