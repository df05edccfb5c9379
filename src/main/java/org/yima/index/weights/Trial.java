package org.yima.index.weights;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.index.IndexRecord;
import org.yima.index.living.Bench;
import org.yima.index.living.Judgement;
import org.yima.index.living.Weighing;
import org.yima.index.store.Verdicts.Decided;
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

  /**
   * What becomes of decided pairs.
   *
   * @param linked pairs of one person that are linked
   * @param wrong pairs of two people that are linked
   * @param asked pairs that people are asked about
   * @param missed pairs of one person that are neither
   */
  @Schema(name = "WeightsTally")
  record Tally(
      @JsonProperty(required = true) int linked,
      @JsonProperty(required = true) int wrong,
      @JsonProperty(required = true) int asked,
      @JsonProperty(required = true) int missed) {}

  /**
   * A pair that would be decided otherwise. Scores are thousandths of a bit, missing where the pair
   * is given up before all is compared.
   */
  @Schema(name = "WeightsChange")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Change(
      @JsonProperty(required = true) @Schema(implementation = String.class) Id recordId,
      @JsonProperty(required = true) @Schema(implementation = String.class) Id otherId,
      @JsonProperty(required = true) boolean same,
      @JsonProperty(required = true) Judgement.Finding before,
      @JsonProperty(required = true) Judgement.Finding after,
      Integer scoreBefore,
      Integer scoreAfter) {}

  static Trial of(
      Weighing inUse, Weighing tried, List<Decided> decided, List<IndexRecord> records) {
    Map<Id, Integer> places = new HashMap<>();
    records.forEach(record -> places.put(record.id(), places.size()));
    Bench before = new Bench(inUse, records.stream().map(IndexRecord::compared).toList());
    Bench after = new Bench(tried, records.stream().map(IndexRecord::compared).toList());
    Counting was = new Counting();
    Counting is = new Counting();
    List<Change> changes = new ArrayList<>();
    int pairs = 0;
    for (Decided pair : decided) {
      Integer one = places.get(pair.one());
      Integer other = places.get(pair.other());
      if (one == null || other == null) {
        continue;
      }
      pairs++;
      Judgement old = was.counted(before.judge(one, other), pair.same());
      Judgement fresh = is.counted(after.judge(one, other), pair.same());
      if (old.kind() != fresh.kind() && changes.size() < MOST) {
        changes.add(change(pair, old, fresh));
      }
    }
    return new Trial(
        tried.weights().version(),
        inUse.weights().version(),
        pairs,
        was.tally(),
        is.tally(),
        changes);
  }

  private static Change change(Decided pair, Judgement old, Judgement fresh) {
    return new Change(
        pair.one(),
        pair.other(),
        pair.same(),
        old.kind(),
        fresh.kind(),
        old.thousandths().orElse(null),
        fresh.thousandths().orElse(null));
  }

  private static final class Counting {
    private int linked;
    private int wrong;
    private int asked;
    private int missed;

    Judgement counted(Judgement judgement, boolean same) {
      if (judgement.links()) {
        linked += same ? 1 : 0;
        wrong += same ? 0 : 1;
      } else if (judgement.asks()) {
        asked++;
      } else {
        missed += same ? 1 : 0;
      }
      return judgement;
    }

    Tally tally() {
      return new Tally(linked, wrong, asked, missed);
    }
  }
}
