package org.yima.index.matching.compare;

/** Which one slip of the hand, if any, makes one text of another. */
public enum Slip {
  NONE,
  /** One character is another one. */
  SUBSTITUTED,
  /** Two neighbours are exchanged. */
  EXCHANGED,
  /** One character is missing in one of the two. */
  DROPPED,
  /** More than one slip. */
  MORE;

  /** The slip between two texts; symmetric. */
  public static Slip between(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    int head = 0;
    while (head < shorter && a.charAt(head) == b.charAt(head)) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && a.charAt(a.length() - 1 - tail) == b.charAt(b.length() - 1 - tail)) {
      tail++;
    }
    int leftA = a.length() - head - tail;
    int leftB = b.length() - head - tail;
    if (leftA == 0 && leftB == 0) {
      return NONE;
    }
    if (leftA == 1 && leftB == 1) {
      return SUBSTITUTED;
    }
    if (leftA + leftB == 1) {
      return DROPPED;
    }
    boolean exchanged =
        leftA == 2
            && leftB == 2
            && a.charAt(head) == b.charAt(head + 1)
            && a.charAt(head + 1) == b.charAt(head);
    return exchanged ? EXCHANGED : MORE;
  }

  /** True for exactly one slip. */
  public boolean isOne() {
    return this == SUBSTITUTED || this == EXCHANGED || this == DROPPED;
  }
}
