package org.yima.index.matching.cluster;

import java.util.List;

/**
 * Who is who.
 *
 * @param person for every record the least record of its person
 * @param persons how many there are
 * @param doubts in the order of their records
 */
public record Grouping(int[] person, int persons, List<Doubt> doubts) {
  public Grouping {
    doubts = List.copyOf(doubts);
  }

  /** Whether two records are of one person. */
  public boolean same(int left, int right) {
    return person[left] == person[right];
  }
}
