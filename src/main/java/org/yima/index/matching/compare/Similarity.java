package org.yima.index.matching.compare;

/** The similarity of Jaro and Winkler: 1 for equal texts, 0 for nothing in common. Symmetric. */
public final class Similarity {
  /** Texts are compared by their first 64 characters, so that marks fit one word. */
  private static final int LONGEST = 64;

  private static final int PREFIX = 4;
  private static final double PREFIX_SHARE = 0.1;

  private Similarity() {}

  /**
   * Jaro's similarity, raised by a tenth of the rest for each equal first character, up to four.
   */
  public static double jaroWinkler(String a, String b) {
    double jaro = jaro(a, b);
    int prefix = 0;
    int most = Math.min(PREFIX, Math.min(a.length(), b.length()));
    while (prefix < most && a.charAt(prefix) == b.charAt(prefix)) {
      prefix++;
    }
    return jaro + prefix * PREFIX_SHARE * (1 - jaro);
  }

  /** Jaro's similarity. */
  public static double jaro(String left, String right) {
    // The greedy assignment of characters depends on who begins: the shorter, or the first by
    // order.
    boolean keep =
        left.length() < right.length()
            || (left.length() == right.length() && left.compareTo(right) <= 0);
    String a = keep ? left : right;
    String b = keep ? right : left;
    int lengthA = Math.min(a.length(), LONGEST);
    int lengthB = Math.min(b.length(), LONGEST);
    if (lengthA == 0) {
      return lengthB == 0 ? 1 : 0;
    }
    int window = Math.max(0, lengthB / 2 - 1);
    long usedA = 0;
    long usedB = 0;
    int matches = 0;
    for (int i = 0; i < lengthA; i++) {
      int last = Math.min(lengthB - 1, i + window);
      for (int j = Math.max(0, i - window); j <= last; j++) {
        if ((usedB >>> j & 1) == 0 && a.charAt(i) == b.charAt(j)) {
          usedA |= 1L << i;
          usedB |= 1L << j;
          matches++;
          break;
        }
      }
    }
    if (matches == 0) {
      return 0;
    }
    int outOfOrder = 0;
    long restB = usedB;
    for (long restA = usedA; restA != 0; restA &= restA - 1) {
      int i = Long.numberOfTrailingZeros(restA);
      int j = Long.numberOfTrailingZeros(restB);
      restB &= restB - 1;
      if (a.charAt(i) != b.charAt(j)) {
        outOfOrder++;
      }
    }
    double m = matches;
    return (m / lengthA + m / lengthB + (m - outOfOrder / 2.0) / m) / 3;
  }
}
