package org.yima.index.weights;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.index.backtest.Judged;
import org.yima.index.backtest.Tally;
import org.yima.index.living.Judgement;
import org.yima.index.living.Weighing;
import org.yima.platform.Id;

/**
 * What weights would do with pairs that people have decided, before they are switched on.
 *
 * @param version that is tried
 * @param against the version in use
 * @param pairs how many were looked at
 * @param before what the version in use does
 * @param after what the tried one would do
 * @param changes pairs that would be decided otherwise, at most {@value #MOST}
 */
@Schema(name = "WeightsTrial")
record Trial(
    @JsonProperty(required = true) String version,
    @JsonProperty(required = true) String against,
    @JsonProperty(required = true) int pairs,
    @JsonProperty(required = true) Tally before,
    @JsonProperty(required = true) Tally after,
    @JsonProperty(required = true) List<Change> changes) {
  private static final int MOST = 500;

  /** A pair that would be decided otherwise. Scores are thousandths of a bit. */
  @Schema(name = "WeightsChange")
  record Change(
      @JsonProperty(required = true) @Schema(implementation = String.class) Id recordId,
      @JsonProperty(required = true) @Schema(implementation = String.class) Id otherId,
      @JsonProperty(required = true) boolean same,
      @JsonProperty(required = true) Judgement.Finding before,
      @JsonProperty(required = true) Judgement.Finding after,
      @JsonProperty(required = true) int scoreBefore,
      @JsonProperty(required = true) int scoreAfter) {
    private static Change of(Judged judged) {
      return new Change(
          judged.record(),
          judged.other(),
          judged.same(),
          judged.before(),
          judged.after(),
          judged.scoreBefore(),
          judged.scoreAfter());
    }
  }

  /** Of pairs that were judged by both. */
  static Trial of(Weighing inUse, Weighing tried, List<Judged> judged) {
    return new Trial(
        tried.weights().version(),
        inUse.weights().version(),
        judged.size(),
        Tally.of(judged, Judged::before),
        Tally.of(judged, Judged::after),
        judged.stream().filter(Judged::isChanged).limit(MOST).map(Change::of).toList());
  }
}
