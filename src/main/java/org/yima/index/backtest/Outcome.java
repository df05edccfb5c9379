package org.yima.index.backtest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.DoubleStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.index.living.Judgement;
import org.yima.index.matching.backtest.Counts;
import org.yima.index.matching.backtest.Curve;
import org.yima.index.matching.weight.Thresholds;

/**
 * What came out of a back-test.
 *
 * @param pairs how many were weighed
 * @param same how many of them are one person's in truth
 * @param gone pairs that were not weighed: a record of theirs has been taken back
 * @param changed how many are decided otherwise than by what is in use
 */
@Schema(name = "BacktestOutcome")
record Outcome(
    @JsonProperty(required = true) int pairs,
    @JsonProperty(required = true) int same,
    @JsonProperty(required = true) int gone,
    @JsonProperty(required = true) int changed,
    @JsonProperty(required = true) Side before,
    @JsonProperty(required = true) Side after) {
  /** The scores between which thresholds are tried, in bits. */
  private static final int LEAST = -40;

  private static final int MOST = 80;

  /**
   * What one version does.
   *
   * @param decided what becomes of the pairs in the index: by its blocks, the rules above the score
   *     and what is everybody's
   * @param atLink what the score alone does at the version's own threshold
   * @param best the threshold with the best F1 of the score alone; missing when no pair is one
   *     person's
   * @param curve by threshold, each whole bit between the least and the highest score
   */
  @Schema(name = "BacktestSide")
  record Side(
      @JsonProperty(required = true) Tally decided,
      @JsonProperty(required = true) Point atLink,
      Point best,
      @JsonProperty(required = true) List<Point> curve) {}

  /**
   * Linking from a score on.
   *
   * @param threshold in bits
   * @param right linked, and of one person
   * @param wrong linked, and of two
   * @param missed of one person, and not linked
   * @param leastPrecision the least that fits the counts with 95% confidence (Wilson)
   * @param leastRecall likewise
   */
  @Schema(name = "BacktestPoint")
  record Point(
      @JsonProperty(required = true) double threshold,
      @JsonProperty(required = true) long right,
      @JsonProperty(required = true) long wrong,
      @JsonProperty(required = true) long missed,
      @JsonProperty(required = true) double precision,
      @JsonProperty(required = true) double recall,
      @JsonProperty(required = true) double f1,
      @JsonProperty(required = true) double leastPrecision,
      @JsonProperty(required = true) double leastRecall) {
    static Point of(Curve curve, double threshold) {
      Counts counts = curve.at(threshold);
      return new Point(
          threshold,
          counts.right(),
          counts.wrong(),
          counts.missed(),
          counts.precision(),
          counts.recall(),
          counts.f1(),
          counts.leastPrecision(),
          counts.leastRecall());
    }
  }

  /**
   * Puts it together.
   *
   * @param gone how many pairs were not weighed
   */
  static Outcome of(List<Judged> judged, int gone, Thresholds inUse, Thresholds tried) {
    return new Outcome(
        judged.size(),
        (int) judged.stream().filter(Judged::same).count(),
        gone,
        (int) judged.stream().filter(Judged::isChanged).count(),
        side(judged, Judged::before, Judged::scoreBefore, inUse),
        side(judged, Judged::after, Judged::scoreAfter, tried));
  }

  private static Side side(
      List<Judged> judged,
      Function<Judged, Judgement.Finding> finding,
      ToIntFunction<Judged> thousandths,
      Thresholds thresholds) {
    double[] scores =
        judged.stream().mapToDouble(j -> thousandths.applyAsInt(j) / 1000.0).toArray();
    boolean[] matches = new boolean[scores.length];
    int same = 0;
    for (int i = 0; i < matches.length; i++) {
      matches[i] = judged.get(i).same();
      same += matches[i] ? 1 : 0;
    }
    Curve curve = Curve.of(scores, matches, same);
    return new Side(
        Tally.of(judged, finding),
        Point.of(curve, thresholds.link()),
        same == 0 ? null : Point.of(curve, curve.best()),
        points(curve, scores));
  }

  private static List<Point> points(Curve curve, double[] scores) {
    List<Point> points = new ArrayList<>();
    if (scores.length > 0) {
      int from = (int) Math.floor(DoubleStream.of(scores).min().orElseThrow());
      int to = (int) Math.ceil(DoubleStream.of(scores).max().orElseThrow());
      for (int bit = Math.max(from, LEAST); bit <= Math.min(to, MOST); bit++) {
        points.add(Point.of(curve, bit));
      }
    }
    return points;
  }
}
