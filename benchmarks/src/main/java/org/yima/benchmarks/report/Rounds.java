package org.yima.benchmarks.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One quantity measured once in every round, operations per second.
 *
 * @param perSecond in the order of the rounds, at least one
 */
public record Rounds(List<Double> perSecond) {
  /** Refuses a quantity that was never measured. */
  public Rounds {
    if (perSecond.isEmpty()) {
      throw new IllegalArgumentException("a quantity needs a round");
    }
    perSecond = List.copyOf(perSecond);
  }

  /** The median of all rounds. */
  public double median() {
    return median(perSecond);
  }

  /**
   * The median of the ratios to another quantity, each taken within one round: what disturbs a
   * round disturbs both.
   */
  public double ratioTo(Rounds limit) {
    if (limit.perSecond.size() != perSecond.size()) {
      throw new IllegalArgumentException("both need the same rounds");
    }
    return median(
        IntStream.range(0, perSecond.size())
            .mapToObj(round -> perSecond.get(round) / limit.perSecond.get(round))
            .toList());
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
