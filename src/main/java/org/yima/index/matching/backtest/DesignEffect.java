package org.yima.index.matching.backtest;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.yima.index.matching.cluster.Grouping;

/**
 * How many times wider bounds are than those of as many pairs that had nothing to do with each
 * other. Pairs come in bunches: one wrong join of three records and two is six wrong pairs. The
 * bunches are the people who hang together, in truth or by what was found; the effect is the
 * variance of the share over them (linearised) beside that of single pairs.
 *
 * @param precision of the pairs that are in one person, at least 1
 * @param recall of the pairs of one person in truth, at least 1
 */
public record DesignEffect(double precision, double recall) {
  /**
   * The effect of a grouping.
   *
   * @param person in truth, by record; -1 where it is not known
   */
  static DesignEffect of(int[] person, Grouping grouping) {
    int[] bunch = bunches(person, grouping);
    double[] right = new double[bunch.length];
    double[] linked = new double[bunch.length];
    double[] same = new double[bunch.length];
    Map<Long, Integer> both = new HashMap<>();
    Map<Integer, Integer> found = new HashMap<>();
    Map<Integer, Integer> alike = new HashMap<>();
    for (int record = 0; record < person.length; record++) {
      if (person[record] >= 0) {
        int of = grouping.person()[record];
        right[bunch[record]] += both.merge((long) person[record] << 32 | of, 1, Integer::sum) - 1;
        linked[bunch[record]] += found.merge(of, 1, Integer::sum) - 1;
        same[bunch[record]] += alike.merge(person[record], 1, Integer::sum) - 1;
      }
    }
    return new DesignEffect(effect(right, linked), effect(right, same));
  }

  private static double effect(double[] hits, double[] of) {
    double sum = Arrays.stream(of).sum();
    double share = sum == 0 ? 1 : Arrays.stream(hits).sum() / sum;
    double spread = 0;
    double squares = 0;
    for (int i = 0; i < of.length; i++) {
      double off = hits[i] - share * of[i];
      spread += off * off;
      squares += of[i] * of[i];
    }
    if (share <= 0 || share >= 1) {
      // Nothing was seen to vary: a bunch counts as one.
      return sum == 0 ? 1 : Math.max(1, squares / sum);
    }
    return Math.max(1, spread / (sum * share * (1 - share)));
  }

  /** Of each record the first of its bunch. */
  private static int[] bunches(int[] person, Grouping grouping) {
    int[] root = new int[person.length];
    Arrays.setAll(root, i -> i);
    Map<Integer, Integer> first = new HashMap<>();
    for (int record = 0; record < person.length; record++) {
      if (person[record] >= 0) {
        Integer before = first.putIfAbsent(person[record], record);
        unite(root, record, before == null ? record : before);
        unite(root, record, grouping.person()[record]);
      }
    }
    for (int record = 0; record < root.length; record++) {
      root[record] = find(root, record);
    }
    return root;
  }

  private static void unite(int[] root, int one, int other) {
    int a = find(root, one);
    int b = find(root, other);
    root[Math.max(a, b)] = Math.min(a, b);
  }

  private static int find(int[] root, int record) {
    int at = record;
    while (root[at] != at) {
      root[at] = root[root[at]];
      at = root[at];
    }
    return at;
  }
}
