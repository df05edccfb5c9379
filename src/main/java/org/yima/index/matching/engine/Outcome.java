package org.yima.index.matching.engine;

import java.util.List;
import org.yima.index.matching.block.KeyReport;
import org.yima.index.matching.cluster.Grouping;

/**
 * What came of a run.
 *
 * @param compared how many pairs were looked at
 * @param links how many of them link by themselves
 */
public record Outcome(Grouping grouping, long compared, long links, List<KeyReport> keys) {
  public Outcome {
    keys = List.copyOf(keys);
  }
}
