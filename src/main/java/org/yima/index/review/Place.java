package org.yima.index.review;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;

/**
 * A place in the queue.
 *
 * @param rank 0 for impersonations, 1 for other doubts
 * @param band by bands of five bits, the likelier the lower
 */
record Place(int rank, int band, Id match) {
  private static final int BAND = 5_000;
  private static final Pattern FORM = Pattern.compile("([01])\\.(-?\\d{1,6})\\.(\\S+)");

  static Place of(Match match) {
    return new Place(
        match.kind().equals("IMPERSONATION") ? 0 : 1, -match.score().orElse(0) / BAND, match.id());
  }

  /** Reads a cursor; absent means the head of the queue. */
  static Optional<Place> cursor(String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw invalid();
    }
    Id match = Id.parse(IdType.MATCH, form.group(3)).orElseThrow(Place::invalid);
    return Optional.of(
        new Place(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)), match));
  }

  private static RuntimeException invalid() {
    return PlatformProblem.INPUT_INVALID.problem().at("?cursor", "invalid");
  }

  /** The cursor. */
  @Override
  public String toString() {
    return rank + "." + band + "." + match;
  }
}
