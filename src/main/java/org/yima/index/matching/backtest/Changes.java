package org.yima.index.matching.backtest;

import java.util.ArrayList;
import java.util.List;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.explain.Explanation;
import org.yima.index.matching.explain.Explanation.Decision;
import org.yima.index.matching.schema.Schema;
import org.yima.index.matching.weight.Model;
import org.yima.index.matching.weight.Weights;

/** Which pairs other weights or thresholds would decide otherwise, before they are switched on. */
public final class Changes {
  private Changes() {}

  /** A pair that is decided otherwise. */
  public record Change(
      int left,
      int right,
      Decision before,
      Decision after,
      double scoreBefore,
      double scoreAfter) {}

  /**
   * The pairs whose decision changes, in the order given.
   *
   * @param pairs two records each
   */
  public static List<Change> between(
      Schema schema, Table table, Weights before, Weights after, List<int[]> pairs) {
    Model old = new Model(schema, before, table);
    Model fresh = new Model(schema, after, table);
    List<Change> changes = new ArrayList<>();
    for (int[] pair : pairs) {
      Explanation was = Explanation.of(old, table, pair[0], pair[1]);
      Explanation is = Explanation.of(fresh, table, pair[0], pair[1]);
      if (was.decision() != is.decision()) {
        changes.add(
            new Change(pair[0], pair[1], was.decision(), is.decision(), was.score(), is.score()));
      }
    }
    return changes;
  }
}
