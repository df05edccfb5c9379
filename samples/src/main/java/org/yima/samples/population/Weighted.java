package org.yima.samples.population;

import java.util.Arrays;
import java.util.List;

/** Things of which some are drawn more often than others. */
final class Weighted<T> {
  private final List<T> things;
  private final double[] sums;

  /**
   * @param weights as many as there are things, none negative, their sum above zero
   */
  Weighted(List<T> things, double[] weights) {
    if (things.size() != weights.length || things.isEmpty()) {
      throw new IllegalArgumentException("as many weights as things, and at least one");
    }
    this.things = List.copyOf(things);
    this.sums = weights.clone();
    for (int i = 1; i < sums.length; i++) {
      sums[i] += sums[i - 1];
    }
  }

  /** The first is drawn most, the others as 1 / (rank + flatness). */
  static <T> Weighted<T> byRank(List<T> things, double flatness) {
    double[] weights = new double[things.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 1 / (i + 1 + flatness);
    }
    return new Weighted<>(things, weights);
  }

  T draw(Dice dice) {
    double point = dice.unit() * sums[sums.length - 1];
    int found = Arrays.binarySearch(sums, point);
    // A point that equals a sum belongs to the next thing: a sum is where its thing ends.
    int index = found >= 0 ? found + 1 : -found - 1;
    return things.get(Math.min(index, things.size() - 1));
  }
}
