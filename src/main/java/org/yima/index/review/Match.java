package org.yima.index.review;

import java.time.OffsetDateTime;
import java.util.List;
import org.yima.platform.Id;

/**
 * A doubt, as its row holds it.
 *
 * @param record the one that raised it
 * @param other the one that was there before
 * @param steps how many decisions it has had
 */
public record Match(
    Id id,
    Id record,
    Id other,
    String kind,
    List<String> differs,
    Status status,
    int steps,
    OffsetDateTime createdAt) {
  /** Where it stands. */
  public enum Status {
    OPEN,
    LATER,
    SAME,
    DIFFERENT;

    boolean isFinal() {
      return this == SAME || this == DIFFERENT;
    }
  }
}
