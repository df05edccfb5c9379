package org.yima.index.review;

import java.util.Optional;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;

/**
 * A place in the queue.
 *
 * @param rank 0 for impersonations, 1 for other doubts
 */
record Place(int rank, Id match) {
  static Place of(Match match) {
    return new Place(match.kind().equals("IMPERSONATION") ? 0 : 1, match.id());
  }

  /** Reads a cursor; absent means the head of the queue. */
  static Optional<Place> cursor(String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.matches("[01]\\..*")) {
      throw invalid();
    }
    Id match = Id.parse(IdType.MATCH, text.substring(2)).orElseThrow(Place::invalid);
    return Optional.of(new Place(text.charAt(0) - '0', match));
  }

  private static RuntimeException invalid() {
    return PlatformProblem.INPUT_INVALID.problem().at("?cursor", "invalid");
  }

  /** The cursor. */
  @Override
  public String toString() {
    return rank + "." + match;
  }
}
