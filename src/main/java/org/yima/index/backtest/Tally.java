package org.yima.index.backtest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.index.living.Judgement;

/**
 * What becomes of pairs whose truth is known.
 *
 * @param linked pairs of one person that are linked
 * @param wrong pairs of two people that are linked
 * @param asked pairs that people are asked about
 * @param missed pairs of one person that are neither
 */
@Schema(name = "PairTally")
public record Tally(
    @JsonProperty(required = true) int linked,
    @JsonProperty(required = true) int wrong,
    @JsonProperty(required = true) int asked,
    @JsonProperty(required = true) int missed) {
  /** Counts what one of the two versions does. */
  public static Tally of(List<Judged> judged, Function<Judged, Judgement.Finding> finding) {
    int linked = 0;
    int wrong = 0;
    int asked = 0;
    int missed = 0;
    for (Judged pair : judged) {
      switch (finding.apply(pair)) {
        case DOCUMENT, SCORE -> {
          linked += pair.same() ? 1 : 0;
          wrong += pair.same() ? 0 : 1;
        }
        case IMPERSONATION, REVIEW -> asked++;
        case NONE -> missed += pair.same() ? 1 : 0;
      }
    }
    return new Tally(linked, wrong, asked, missed);
  }
}
