package org.yima.index.matching.backtest;

import java.util.Arrays;
import org.yima.index.matching.cluster.Edges;

/**
 * Precision and recall of pairs by threshold, the score alone deciding. True pairs that are not
 * among those scored count as missed at every threshold.
 */
public final class Curve {
  private final double[] rightScores;
  private final double[] wrongScores;
  private final long truePairs;

  private Curve(double[] rightScores, double[] wrongScores, long truePairs) {
    this.rightScores = rightScores;
    this.wrongScores = wrongScores;
    this.truePairs = truePairs;
  }

  /**
   * The curve of labelled scores.
   *
   * @param matches whether the pair of each score is of one person
   * @param truePairs how many pairs are, those without a score included
   */
  public static Curve of(double[] scores, boolean[] matches, long truePairs) {
    double[] right = new double[scores.length];
    double[] wrong = new double[scores.length];
    int rights = 0;
    int wrongs = 0;
    for (int i = 0; i < scores.length; i++) {
      if (matches[i]) {
        right[rights++] = scores[i];
      } else {
        wrong[wrongs++] = scores[i];
      }
    }
    double[] sortedRight = Arrays.copyOf(right, rights);
    double[] sortedWrong = Arrays.copyOf(wrong, wrongs);
    Arrays.sort(sortedRight);
    Arrays.sort(sortedWrong);
    return new Curve(sortedRight, sortedWrong, truePairs);
  }

  /** The curve of pairs whose truth is known. */
  public static Curve of(Edges edges, Truth truth) {
    double[] scores = new double[edges.size()];
    boolean[] matches = new boolean[edges.size()];
    int count = 0;
    for (int edge = 0; edge < edges.size(); edge++) {
      if (truth.known(edges.left(edge), edges.right(edge))) {
        scores[count] = edges.score(edge);
        matches[count++] = truth.same(edges.left(edge), edges.right(edge));
      }
    }
    return of(Arrays.copyOf(scores, count), Arrays.copyOf(matches, count), truth.pairs());
  }

  /** What linking from this score on would do. */
  public Counts at(double threshold) {
    long right = (long) rightScores.length - below(rightScores, threshold);
    long wrong = (long) wrongScores.length - below(wrongScores, threshold);
    return new Counts(right, wrong, truePairs - right);
  }

  /** How many lie below, in ascending order. */
  private static int below(double[] sorted, double threshold) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < threshold) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The threshold with the best F1; the highest of several. */
  public double best() {
    double best = Double.POSITIVE_INFINITY;
    double f1 = -1;
    for (int i = rightScores.length - 1; i >= 0; i--) {
      double here = at(rightScores[i]).f1();
      if (here > f1) {
        f1 = here;
        best = rightScores[i];
      }
    }
    return best;
  }
}
