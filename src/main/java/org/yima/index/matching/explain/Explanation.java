package org.yima.index.matching.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.rule.Effect;
import org.yima.index.matching.rule.Rule;
import org.yima.index.matching.schema.Element;
import org.yima.index.matching.weight.ElementWeights;
import org.yima.index.matching.weight.LevelWeight;
import org.yima.index.matching.weight.Model;
import org.yima.index.matching.weight.Scorer;
import org.yima.index.matching.weight.Thresholds;
import org.yima.index.matching.weight.Weights;

/**
 * Why a pair was decided as it was. It names elements and levels, never values, so it may be shown,
 * stored and logged.
 *
 * @param version of the weights
 * @param prior the odds before anything was compared, in bits
 * @param lines in the order of the elements
 * @param score the odds after all, in bits
 * @param rule the rule above the score that held, if any
 */
public record Explanation(
    String version,
    double prior,
    List<Line> lines,
    double score,
    Thresholds thresholds,
    Optional<String> rule,
    Decision decision) {
  public Explanation {
    lines = List.copyOf(lines);
  }

  /** What becomes of a pair. */
  public enum Decision {
    LINK,
    REVIEW,
    NONE
  }

  /** Explains the pair of two records. */
  public static Explanation of(Model model, Table table, int left, int right) {
    return new Pair(model, table, left, right).explained();
  }

  private static final class Pair {
    private final Model model;
    private final int[] left;
    private final int[] right;
    private final int leftAt;
    private final int rightAt;

    Pair(Model model, Table table, int left, int right) {
      this.model = model;
      this.left = table.page(left);
      this.right = table.page(right);
      leftAt = table.offset(left);
      rightAt = table.offset(right);
    }

    Explanation explained() {
      Weights weights = model.weights();
      Scorer scorer = model.scorer();
      long pattern = scorer.pattern(left, leftAt, right, rightAt);
      if (pattern == Scorer.HOPELESS) {
        throw new IllegalArgumentException("records of one file are not compared");
      }
      Scorer.Share[] shares = scorer.shares(pattern, left, leftAt, right, rightAt);
      List<Line> lines = new ArrayList<>();
      double total = weights.prior();
      Map<String, Map<String, LevelWeight>> named = named(weights);
      for (int i = 0; i < shares.length; i++) {
        total += shares[i].counted();
        lines.add(line(model.schema().elements().get(i), named, shares[i], total));
      }
      int held = scorer.rule(pattern, left, leftAt, right, rightAt);
      Optional<Rule> rule =
          held < 0 ? Optional.empty() : Optional.of(model.schema().rules().rules().get(held));
      return new Explanation(
          weights.version(),
          weights.prior(),
          lines,
          total,
          weights.thresholds(),
          rule.map(Rule::name),
          decision(total, rule.map(Rule::effect)));
    }

    private static Line line(
        Element element,
        Map<String, Map<String, LevelWeight>> named,
        Scorer.Share share,
        double total) {
      String level = element.level(share.level());
      LevelWeight weight = named.get(element.name()).get(level);
      double absorbed = share.counted() - share.bits() - share.adjustment();
      return new Line(
          element.name(),
          level,
          weight == null ? 0 : weight.m(),
          weight == null ? 0 : weight.u(),
          share.bits(),
          share.adjustment(),
          absorbed,
          total);
    }

    private static Map<String, Map<String, LevelWeight>> named(Weights weights) {
      Map<String, Map<String, LevelWeight>> named = new HashMap<>();
      for (ElementWeights element : weights.elements()) {
        Map<String, LevelWeight> levels = new HashMap<>();
        element.levels().forEach(level -> levels.put(level.level(), level));
        named.put(element.element(), levels);
      }
      return named;
    }

    private Decision decision(double score, Optional<Effect> effect) {
      Thresholds thresholds = model.weights().thresholds();
      if (effect.isPresent()) {
        return thresholds.asks(effect.get(), score) ? Decision.REVIEW : Decision.NONE;
      }
      return score >= thresholds.link()
          ? Decision.LINK
          : score >= thresholds.review() ? Decision.REVIEW : Decision.NONE;
    }
  }
}
