package org.yima.index;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.platform.Id;

/**
 * A join of two persons of the index that can be taken back, whoever or whatever has joined them.
 *
 * @param kind what has joined them
 * @param source the person that goes over
 * @param target the person that gets its records
 * @param match the doubt whose answer it is
 * @param proposer who proposed it, as in the audit log
 * @param mergedAt when they became one by it
 * @param unclear how many lots of rows there are of which nothing tells whose they are; empty until
 *     somebody has looked
 */
public record PersonMerge(
    Id id,
    Kind kind,
    Id source,
    Id target,
    Optional<Id> match,
    Status status,
    String proposer,
    String reason,
    OffsetDateTime proposedAt,
    Optional<OffsetDateTime> mergedAt,
    Optional<Integer> unclear) {

  /** What has joined the two. */
  @Schema(name = "PersonMergeKind")
  public enum Kind {
    /** Two people. */
    MERGE,
    /** One reviewer's answer to a doubt about a bare record. */
    ANSWER,
    /**
     * The machine, or whatever else: somebody has named records that are not the person's. While it
     * is proposed the join stands.
     */
    PART,
    /**
     * An equal document or people, until something else has told records apart from a resident;
     * what arose under them while they were is the resident's still.
     */
    LEFT
  }

  /** Where it stands. */
  @Schema(name = "PersonMergeStatus")
  public enum Status {
    /** One person has said so; a second one must. Of a PART: that the two are not one. */
    PROPOSED,
    REFUSED,
    /** The two are one again; the rows of other rooms are on their way. */
    MERGING,
    MERGED,
    /** They are two again; the rows of other rooms are on their way back. */
    UNDOING,
    UNDONE,
    /** The records are apart; what arose under them waits for people. */
    LEFT,
    /** What went along with records that had left is on its way back. */
    RETURNING;

    /** Whether the records of the two are one person's at present. */
    public boolean isJoined() {
      return this == MERGING || this == MERGED;
    }
  }
}
