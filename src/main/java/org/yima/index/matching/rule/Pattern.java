package org.yima.index.matching.rule;

/** The levels of all elements of a pair in one number, four bits each, at most 16 elements. */
public final class Pattern {
  /** How many elements fit. */
  public static final int MOST_ELEMENTS = 16;

  private static final int BITS = 4;

  private Pattern() {}

  /** The pattern with one element's level, which was 0 before. */
  public static long with(long pattern, int element, int level) {
    return pattern | ((long) level << (element * BITS));
  }

  /** The level of one element. */
  public static int level(long pattern, int element) {
    return (int) (pattern >>> (element * BITS)) & 15;
  }
}
