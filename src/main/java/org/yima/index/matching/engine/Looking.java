package org.yima.index.matching.engine;

import org.yima.index.matching.cluster.Edges;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.rule.Effect;
import org.yima.index.matching.weight.Model;
import org.yima.index.matching.weight.Scorer;
import org.yima.index.matching.weight.Thresholds;

/** One task's look at pairs: keeps those that link or that people are to see. */
final class Looking {
  private final Table table;
  private final Model model;
  private final Scorer scorer;
  private final Thresholds thresholds;
  private final Edges edges = new Edges();
  private long compared;

  Looking(Table table, Model model) {
    this.table = table;
    this.model = model;
    scorer = model.scorer();
    thresholds = model.weights().thresholds();
  }

  void at(int left, int right) {
    compared++;
    int[] l = table.page(left);
    int[] r = table.page(right);
    int leftAt = table.offset(left);
    int rightAt = table.offset(right);
    long pattern = scorer.pattern(l, leftAt, r, rightAt, thresholds.review());
    if (pattern == Scorer.HOPELESS) {
      return;
    }
    double score = scorer.score(pattern, l, leftAt, r, rightAt);
    int rule = scorer.rule(pattern, l, leftAt, r, rightAt);
    if (rule >= 0) {
      Effect effect = model.schema().rules().rules().get(rule).effect();
      boolean passes = !effect.alwaysKeepsApart() && score >= thresholds.link();
      if (thresholds.asks(effect, score)) {
        edges.add(left, right, score, passes ? Edges.Kind.PASSES : Edges.Kind.REVIEW, rule);
      } else if (passes) {
        edges.add(left, right, score, Edges.Kind.WAITS, rule);
      }
    } else if (score >= thresholds.link()) {
      boolean anchored = scorer.isAnchored(pattern, l, leftAt, r, rightAt);
      edges.add(left, right, score, anchored ? Edges.Kind.ANCHORED : Edges.Kind.LINK, -1);
    } else if (score >= thresholds.review()) {
      edges.add(left, right, score, Edges.Kind.REVIEW, -1);
    }
  }

  Edges edges() {
    return edges;
  }

  long compared() {
    return compared;
  }
}
