package org.yima.index.review;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.platform.Id;

/**
 * A doubt, as its row holds it.
 *
 * @param record the one that raised it
 * @param other the one that was there before
 * @param steps how many decisions it has had
 * @param score the odds that the two are one person's, in thousandths of a bit; empty where nobody
 *     weighed them
 * @param merge the merge that its answer proposes or has made
 * @param sameBy who has said SAME, where that waits for a second reviewer to say the same
 * @param claim who decides on it at present
 */
public record Match(
    Id id,
    Id record,
    Id other,
    String kind,
    List<String> differs,
    Status status,
    int steps,
    OffsetDateTime createdAt,
    Optional<Integer> score,
    Optional<Id> merge,
    Optional<String> sameBy,
    Optional<Claim> claim) {
  /**
   * Somebody has taken it up: nobody else decides until then, and by itself it is free after that.
   */
  public record Claim(String by, OffsetDateTime until) {}

  /** Where it stands. */
  @Schema(name = "MatchStatus")
  public enum Status {
    OPEN,
    /** Put off; it comes back by itself. */
    LATER,
    /** Answered SAME, which joins two persons: a second person approves the merge. */
    PROPOSED,
    SAME,
    DIFFERENT;

    boolean isFinal() {
      return this == SAME || this == DIFFERENT;
    }
  }
}
