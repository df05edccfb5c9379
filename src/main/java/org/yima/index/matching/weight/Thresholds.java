package org.yima.index.matching.weight;

import org.yima.index.matching.rule.Effect;

/**
 * Where the score decides, in bits of the odds that two records are one person's.
 *
 * @param link from here on linked
 * @param review from here on shown to people
 * @param contradiction two records whose evidence, without the prior, is below this are not put
 *     into one person by way of a third
 */
public record Thresholds(double link, double review, double contradiction) {
  public Thresholds {
    if (!Double.isFinite(link) || !Double.isFinite(review) || !Double.isFinite(contradiction)) {
      throw new IllegalArgumentException("a threshold is a number of bits");
    }
    if (link < review) {
      throw new IllegalArgumentException("what is linked is above what is reviewed");
    }
  }

  /** Whether people are asked about a pair with this score for which a rule holds. */
  public boolean asks(Effect effect, double score) {
    return switch (effect) {
      case APART, WAIT -> false;
      case REVIEW, CONFIRM -> score >= review;
      case ASK -> score >= link;
      case ALARM -> true;
    };
  }
}
