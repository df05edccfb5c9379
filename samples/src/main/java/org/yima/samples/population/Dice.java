package org.yima.samples.population;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;

/**
 * Chance from a seed: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). Written out here, because
 * files of the same seed must be the same bytes under every release of Java.
 */
final class Dice {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  Dice(long seed) {
    this.state = seed;
  }

  /** Dice of their own for a part of the whole: those of one part do not move those of another. */
  static Dice of(long seed, long part, long purpose) {
    return new Dice(mix(mix(mix(seed) + part) + purpose));
  }

  @CanIgnoreReturnValue
  long next() {
    state += GAMMA;
    return mix(state);
  }

  /** 0 to bound - 1. */
  int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  /** Both ends included. */
  int between(int least, int most) {
    return least + below(most - least + 1);
  }

  /** 0 included to 1 excluded. */
  double unit() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  <T> T pick(List<T> list) {
    return list.get(below(list.size()));
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
