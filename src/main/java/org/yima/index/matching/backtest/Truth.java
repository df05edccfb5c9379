package org.yima.index.matching.backtest;

import java.util.Arrays;
import org.yima.index.matching.block.Blocks;
import org.yima.index.matching.cluster.Grouping;

/** Who is who in truth: for every record of a table the number of its person. */
public final class Truth {
  private final int[] person;
  private final int[] byPerson;

  /** The person of each record, in the order of the records; -1 where it is not known. */
  public Truth(int[] person) {
    this.person = person.clone();
    byPerson = sorted();
  }

  private int[] sorted() {
    long[] keyed = new long[person.length];
    for (int record = 0; record < person.length; record++) {
      keyed[record] = (long) person[record] << 32 | record;
    }
    Arrays.sort(keyed);
    return Arrays.stream(keyed).mapToInt(value -> (int) value).toArray();
  }

  /** Whether two records are of one person. */
  public boolean same(int left, int right) {
    return person[left] >= 0 && person[left] == person[right];
  }

  /** Whether it is known of both. */
  public boolean known(int left, int right) {
    return person[left] >= 0 && person[right] >= 0;
  }

  /** How many pairs are of one person. */
  public long pairs() {
    long[] pairs = {0};
    each((left, right) -> pairs[0]++);
    return pairs[0];
  }

  /** Gives every pair of one person. */
  public void each(Blocks.Pairs to) {
    for (int from = 0; from < byPerson.length; ) {
      int end = from + 1;
      while (end < byPerson.length && person[byPerson[end]] == person[byPerson[from]]) {
        end++;
      }
      for (int i = from; i < end && person[byPerson[from]] >= 0; i++) {
        for (int j = i + 1; j < end; j++) {
          to.pair(byPerson[i], byPerson[j]);
        }
      }
      from = end;
    }
  }

  /** The share of true pairs that are looked at: the recall of the blocking. */
  public double covered(Blocks blocks) {
    long[] found = {0, 0};
    each(
        (left, right) -> {
          found[0] += blocks.keyOf(left, right) >= 0 ? 1 : 0;
          found[1]++;
        });
    return found[1] == 0 ? 1 : found[0] / (double) found[1];
  }

  /** How much wider than those of single pairs the bounds of a grouping's shares are. */
  public DesignEffect designEffect(Grouping grouping) {
    return DesignEffect.of(person, grouping);
  }

  /** How the pairs of a grouping compare with the truth. */
  public Counts of(Grouping grouping) {
    long[] right = {0};
    each((a, b) -> right[0] += grouping.same(a, b) ? 1 : 0);
    long linked = 0;
    int[] sizes = new int[person.length];
    for (int record = 0; record < person.length; record++) {
      if (person[record] >= 0) {
        linked += sizes[grouping.person()[record]]++;
      }
    }
    return new Counts(right[0], linked - right[0], pairs() - right[0]);
  }
}
