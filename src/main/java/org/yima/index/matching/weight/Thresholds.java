package org.yima.index.matching.weight;

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
    if (!(link >= review)) {
      throw new IllegalArgumentException("what is linked is above what is reviewed");
    }
  }
}
