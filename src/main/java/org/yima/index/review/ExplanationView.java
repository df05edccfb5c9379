package org.yima.index.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.index.matching.explain.Explanation;
import org.yima.index.matching.explain.Line;
import org.yima.platform.Id;

/**
 * Why two records were linked, or people asked about them. It names elements and levels, never
 * values. All weights are in bits.
 *
 * @param recordId the one that was linked, or raised the doubt
 * @param otherId the one that it was compared with
 * @param weights the version by which the two are weighed here
 * @param linkedBy the version that linked them, which may be gone by now; missing of a doubt
 * @param engine the name of all that decides besides weights (rules, normalising, how often values
 *     are met), as it was when they were linked; missing of a doubt, and of a link that is older
 *     than such names
 * @param byItsEngine whether the two are compared here by that engine; missing of a doubt
 * @param prior the odds before anything was compared
 * @param lines in the order of the elements
 * @param score the odds after all
 * @param link from where on two are linked
 * @param review from where on people are asked
 * @param rule the rule above the score that held; missing where none did
 */
@Schema(name = "MatchExplanation")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ExplanationView(
    @JsonProperty(required = true) @Schema(implementation = String.class) Id recordId,
    @JsonProperty(required = true) @Schema(implementation = String.class) Id otherId,
    @JsonProperty(required = true) String weights,
    String linkedBy,
    String engine,
    Boolean byItsEngine,
    @JsonProperty(required = true) BigDecimal prior,
    @JsonProperty(required = true) List<LineView> lines,
    @JsonProperty(required = true) BigDecimal score,
    @JsonProperty(required = true) BigDecimal link,
    @JsonProperty(required = true) BigDecimal review,
    String rule,
    @JsonProperty(required = true) Explanation.Decision decision) {

  /**
   * What one element said.
   *
   * @param level at which the two agree
   * @param m how often people agree so with themselves
   * @param u how often two people agree so
   * @param weight log2(m/u)
   * @param adjustment more for a rare value, less for a common one
   * @param absorbed taken away because another element says the same
   * @param total after this element, the prior included
   */
  @Schema(name = "MatchExplanationLine")
  record LineView(
      @JsonProperty(required = true) String element,
      @JsonProperty(required = true) String level,
      @JsonProperty(required = true) BigDecimal m,
      @JsonProperty(required = true) BigDecimal u,
      @JsonProperty(required = true) BigDecimal weight,
      @JsonProperty(required = true) BigDecimal adjustment,
      @JsonProperty(required = true) BigDecimal absorbed,
      @JsonProperty(required = true) BigDecimal total) {
    static LineView of(Line line) {
      return new LineView(
          line.element(),
          line.level(),
          share(BigDecimal.valueOf(line.m())),
          share(BigDecimal.valueOf(line.u())),
          bits(BigDecimal.valueOf(line.weight())),
          bits(BigDecimal.valueOf(line.adjustment())),
          bits(BigDecimal.valueOf(line.absorbed())),
          bits(BigDecimal.valueOf(line.total())));
    }
  }

  static ExplanationView of(Explanations.Explained explained) {
    Explanation why = explained.why();
    return new ExplanationView(
        explained.record(),
        explained.other(),
        why.version(),
        explained.linkedBy().orElse(null),
        explained.engine().orElse(null),
        explained.byItsEngine().orElse(null),
        bits(BigDecimal.valueOf(why.prior())),
        why.lines().stream().map(LineView::of).toList(),
        bits(BigDecimal.valueOf(why.score())),
        bits(BigDecimal.valueOf(why.thresholds().link())),
        bits(BigDecimal.valueOf(why.thresholds().review())),
        why.rule().orElse(null),
        why.decision());
  }

  private static BigDecimal bits(BigDecimal exact) {
    return exact.setScale(3, RoundingMode.HALF_EVEN);
  }

  private static BigDecimal share(BigDecimal exact) {
    return exact.round(new MathContext(6, RoundingMode.HALF_EVEN));
  }
}
