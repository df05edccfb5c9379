package org.yima.index.matching.engine;

import java.util.List;
import org.yima.index.matching.block.KeyReport;
import org.yima.index.matching.cluster.Edges;

/**
 * What came of looking at all pairs.
 *
 * @param edges the pairs that link or that people are to see
 * @param compared how many pairs were looked at
 * @param keys what each key did
 */
public record Linkage(Edges edges, long compared, List<KeyReport> keys) {
  public Linkage {
    keys = List.copyOf(keys);
  }
}
