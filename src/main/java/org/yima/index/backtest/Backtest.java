package org.yima.index.backtest;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.index.matching.weight.Thresholds;
import org.yima.index.matching.weight.Weights;
import org.yima.platform.Id;

/**
 * A back-test, as its row holds it.
 *
 * @param version of the weights that are tried
 * @param against the version that was in use when it was asked for
 * @param link where linking would begin, in bits, instead of where the version says
 * @param review where asking would begin, likewise
 * @param pairs how many there are
 * @param judged how many of them have been weighed; of what is stored both count records
 * @param last the stored record up to which it has come
 * @param outcome of labelled pairs; empty until it is done
 * @param stored of what is stored; empty until it is done
 * @param failure why it came to no end
 */
record Backtest(
    Id id,
    String version,
    String against,
    Optional<Double> link,
    Optional<Double> review,
    Source source,
    Status status,
    String askedBy,
    OffsetDateTime askedAt,
    int pairs,
    int judged,
    Optional<Id> last,
    Optional<Outcome> outcome,
    Optional<Stored> stored,
    Optional<String> failure) {
  /** What is looked at, and where its labels are from. */
  @Schema(name = "BacktestSource")
  enum Source {
    /** The newest final decision of people about each pair. */
    DECISIONS,
    /** A file of labelled pairs that is uploaded. */
    UPLOAD,
    /** None: some of the stored records, weighed anew without anything being changed. */
    STORED
  }

  /** Where it stands. */
  @Schema(name = "BacktestStatus")
  enum Status {
    /** Its file has not come yet. */
    AWAITING_PAIRS,
    RUNNING,
    DONE,
    /** It came to no end, see its failure. */
    FAILED
  }

  /** The tried weights with the thresholds that were asked for. */
  static Weights tried(Weights version, Optional<Double> link, Optional<Double> review) {
    Thresholds own = version.thresholds();
    return link.isEmpty() && review.isEmpty()
        ? version
        : version.with(
            version.version(),
            new Thresholds(
                link.orElse(own.link()), review.orElse(own.review()), own.contradiction()));
  }
}
