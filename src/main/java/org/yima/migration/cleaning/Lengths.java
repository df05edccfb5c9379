package org.yima.migration.cleaning;

import java.util.Map;
import org.yima.index.CardCleaner;

/**
 * How long a file's card and patient numbers are, where nearly all of them have one length; 0
 * otherwise. What the profile learns, so that lost leading zeros can be put back.
 */
public record Lengths(int card, int patient) {
  public static final Lengths UNKNOWN = new Lengths(0, 0);

  /** The length that at least nine in ten have. */
  public static int common(Map<Integer, Long> counts) {
    return CardCleaner.commonLength(counts);
  }
}
