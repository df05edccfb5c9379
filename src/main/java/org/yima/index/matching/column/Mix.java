package org.yima.index.matching.column;

/** Mixes numbers into one of 64 bits that looks random, the same on every machine. */
public final class Mix {
  private Mix() {}

  /** The mixture so far with one number more. */
  public static long next(long soFar, long value) {
    return finish(soFar * 0x9E3779B97F4A7C15L + value + 0x632BE59BD9B4E019L);
  }

  private static long finish(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
