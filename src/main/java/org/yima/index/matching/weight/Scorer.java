package org.yima.index.matching.weight;

import org.yima.index.matching.rule.Pattern;

/** Compares and scores pairs. For one thread; reads a {@link Model} that all share. */
public final class Scorer {
  /** What {@link #pattern} answers for a pair that cannot reach the asked score. */
  public static final long HOPELESS = -1L;

  private final Model model;
  private final double[] evidence;
  private final double[] adjusted;

  Scorer(Model model) {
    this.model = model;
    evidence = new double[model.compared.length];
    adjusted = new double[model.compared.length];
  }

  /** The levels of all elements. */
  public long pattern(int[] left, int leftAt, int[] right, int rightAt) {
    return pattern(left, leftAt, right, rightAt, Double.NEGATIVE_INFINITY);
  }

  /**
   * The levels of all elements, or {@link #HOPELESS} as soon as it is certain that the score stays
   * below a bound and no rule asks for more.
   */
  public long pattern(int[] left, int leftAt, int[] right, int rightAt, double bound) {
    if (model.notWithin >= 0
        && left[leftAt + model.notWithin] != 0
        && left[leftAt + model.notWithin] == right[rightAt + model.notWithin]) {
      return HOPELESS;
    }
    double most = model.weights.prior();
    boolean all = bound == Double.NEGATIVE_INFINITY;
    long pattern = 0;
    for (int i = 0; i < model.compared.length; i++) {
      int level = model.compared[i].level(left, leftAt, right, rightAt);
      pattern = Pattern.with(pattern, i, level);
      if (!all) {
        // Dependence only takes agreement away, so this stays above the score.
        double bits = model.bits[i][level];
        float[] adjustments = model.adjustments[i][level];
        if (adjustments != null) {
          bits += adjustment(adjustments, i, level, left, leftAt, right, rightAt);
        }
        most += bits;
        all = model.watched[i] && level > 0 && level < model.bits[i].length - 1;
        if (!all && most + model.most[i + 1] < bound) {
          return HOPELESS;
        }
      }
    }
    return pattern;
  }

  private double adjustment(
      float[] adjustments, int i, int level, int[] left, int leftAt, int[] right, int rightAt) {
    int at = model.adjusting[i][level];
    int code = left[leftAt + at];
    return code != 0 && code == right[rightAt + at] ? adjustments[code] : 0;
  }

  /** The odds, in bits, that the two records of a pattern are one person's. */
  public double score(long pattern, int[] left, int leftAt, int[] right, int rightAt) {
    double sum = model.weights.prior();
    weigh(pattern, left, leftAt, right, rightAt);
    for (double bits : evidence) {
      sum += bits;
    }
    return sum;
  }

  private void weigh(long pattern, int[] left, int leftAt, int[] right, int rightAt) {
    for (int i = 0; i < evidence.length; i++) {
      int level = Pattern.level(pattern, i);
      float[] adjustments = model.adjustments[i][level];
      adjusted[i] =
          adjustments == null ? 0 : adjustment(adjustments, i, level, left, leftAt, right, rightAt);
      evidence[i] = model.bits[i][level] + adjusted[i];
    }
    for (Model.Absorbing absorbing : model.absorbing) {
      if ((absorbing.levels() >>> Pattern.level(pattern, absorbing.leader()) & 1) == 1) {
        for (int i = 0; i < evidence.length; i++) {
          if ((absorbing.followers() >>> i & 1) == 1) {
            evidence[i] = Math.min(evidence[i], 0);
          }
        }
      }
    }
    for (int[] once : model.onceOnly) {
      int strongest = once[0];
      for (int i : once) {
        strongest = evidence[i] > evidence[strongest] ? i : strongest;
      }
      for (int i : once) {
        evidence[i] = i == strongest ? evidence[i] : Math.min(evidence[i], 0);
      }
    }
  }

  /** What each element of a pattern says. */
  public Share[] shares(long pattern, int[] left, int leftAt, int[] right, int rightAt) {
    weigh(pattern, left, leftAt, right, rightAt);
    Share[] shares = new Share[evidence.length];
    for (int i = 0; i < shares.length; i++) {
      int level = Pattern.level(pattern, i);
      shares[i] = new Share(level, model.bits[i][level], adjusted[i], evidence[i]);
    }
    return shares;
  }

  /**
   * What one element says.
   *
   * @param bits the weight of the level
   * @param adjustment for how rare the value is
   * @param counted of both, what is left after dependence
   */
  public record Share(int level, double bits, double adjustment, double counted) {}

  /** The first rule of the table that holds, or -1. */
  public int rule(long pattern, int[] left, int leftAt, int[] right, int rightAt) {
    for (int i = 0; i < model.rules.length; i++) {
      if (model.rules[i].holds(pattern, left, leftAt, right, rightAt)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the link of a pair holds even where a record passes with two persons. */
  public boolean isAnchored(long pattern, int[] left, int leftAt, int[] right, int rightAt) {
    return model.anchor.holds(pattern, left, leftAt, right, rightAt);
  }
}
