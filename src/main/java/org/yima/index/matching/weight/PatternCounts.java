package org.yima.index.matching.weight;

import java.util.Arrays;

/** How many pairs showed each pattern. Not for several threads. */
public final class PatternCounts {
  private static final long EMPTY = -1L;

  private long[] patterns = filled(1024);
  private long[] counts = new long[1024];
  private int size;
  private long total;

  private static long[] filled(int length) {
    long[] slots = new long[length];
    Arrays.fill(slots, EMPTY);
    return slots;
  }

  /** Counts pairs. */
  public void add(long pattern, long pairs) {
    total += pairs;
    int mask = patterns.length - 1;
    int slot = slot(pattern, mask);
    while (patterns[slot] != EMPTY && patterns[slot] != pattern) {
      slot = (slot + 1) & mask;
    }
    if (patterns[slot] == EMPTY) {
      patterns[slot] = pattern;
      size++;
    }
    counts[slot] += pairs;
    if (size * 2 > patterns.length) {
      grow();
    }
  }

  private void grow() {
    long[] oldPatterns = patterns;
    long[] oldCounts = counts;
    patterns = filled(oldPatterns.length * 2);
    counts = new long[oldPatterns.length * 2];
    int mask = patterns.length - 1;
    for (int i = 0; i < oldPatterns.length; i++) {
      if (oldPatterns[i] != EMPTY) {
        int slot = slot(oldPatterns[i], mask);
        while (patterns[slot] != EMPTY) {
          slot = (slot + 1) & mask;
        }
        patterns[slot] = oldPatterns[i];
        counts[slot] = oldCounts[i];
      }
    }
  }

  private static int slot(long pattern, int mask) {
    long mixed = pattern * 0x9E3779B97F4A7C15L;
    return (int) (mixed ^ (mixed >>> 32)) & mask;
  }

  /** Takes the counts of another in. */
  public void addAll(PatternCounts other) {
    other.each(this::add);
  }

  /** Gives every pattern with its count, in the order of the patterns. */
  public void each(Taker taker) {
    long[] sorted = Arrays.stream(patterns).filter(p -> p != EMPTY).sorted().toArray();
    for (long pattern : sorted) {
      taker.take(pattern, count(pattern));
    }
  }

  /** How many pairs showed a pattern. */
  public long count(long pattern) {
    int mask = patterns.length - 1;
    int slot = slot(pattern, mask);
    while (patterns[slot] != EMPTY && patterns[slot] != pattern) {
      slot = (slot + 1) & mask;
    }
    return patterns[slot] == EMPTY ? 0 : counts[slot];
  }

  /** All pairs. */
  public long total() {
    return total;
  }

  /** How many patterns there are. */
  public int size() {
    return size;
  }

  /** Takes a pattern with its count. */
  @FunctionalInterface
  public interface Taker {
    void take(long pattern, long count);
  }
}
