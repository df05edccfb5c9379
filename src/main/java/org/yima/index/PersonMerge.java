package org.yima.index;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.platform.Id;

/**
 * A merge of two persons of the index.
 *
 * @param source the person that goes over
 * @param target the person that gets its records
 * @param match the doubt whose answer it is
 * @param proposer who proposed it, as in the audit log
 * @param mergedAt when the second person approved it
 */
public record PersonMerge(
    Id id,
    Id source,
    Id target,
    Optional<Id> match,
    Status status,
    String proposer,
    String reason,
    OffsetDateTime proposedAt,
    Optional<OffsetDateTime> mergedAt) {

  /** Where it stands. */
  @Schema(name = "PersonMergeStatus")
  public enum Status {
    /** One person has said so; a second one must. */
    PROPOSED,
    REFUSED,
    /** The two are one again; the rows of other rooms are on their way. */
    MERGING,
    MERGED,
    /** They are two again; the rows of other rooms are on their way back. */
    UNDOING,
    UNDONE;

    /** Whether the records of the two are one person's at present. */
    public boolean isJoined() {
      return this == MERGING || this == MERGED;
    }
  }
}
