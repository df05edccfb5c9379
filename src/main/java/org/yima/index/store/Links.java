package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;

/** Which person each record is linked to: a row of history for each step, and the present. */
@ApplicationScoped
public class Links {
  private final Clock clock;

  public Links(Clock clock) {
    this.clock = clock;
  }

  /** Why a record went to a person. */
  public enum Reason {
    /** It founded the person. */
    NEW,
    /** An equal document. */
    DOCUMENT,
    /** All that speaks for it; it gives nobody a right. */
    SCORE,
    /** People decided. */
    HUMAN,
    /** What its source says of it has changed, and no longer fits where it was. */
    CHANGED,
    /** Its source took it back. */
    ROLLED_BACK,
    /** Its person was merged into another. */
    MERGED,
    /** The merge that had taken it along was taken back. */
    UNMERGED
  }

  /**
   * One step of one record.
   *
   * @param from empty for the first step
   * @param steps how many the record had before
   */
  public record Move(Id recordId, Optional<Id> from, Id to, int steps, Reason reason) {}

  /** Makes persons that do not exist yet. */
  public Uni<Void> found(SqlTx tx, List<Id> persons) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return tx.batch(
        """
        insert into index_person (bucket, id, created_at) values ($1, $2, $3)
        on conflict (bucket, id) do nothing
        """,
        persons.stream().map(p -> new Object[] {p.bucket(), p.uuid(), now}).toList());
  }

  /** Moves records; each move is appended to its record's history. */
  public Uni<Void> move(SqlTx tx, List<Move> moves, String actor) {
    return move(tx, moves, actor, Optional.empty());
  }

  /** As above, each step under the merge that it belongs to. */
  public Uni<Void> move(SqlTx tx, List<Move> moves, String actor, Optional<Id> merge) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    UUID under = merge.map(Id::uuid).orElse(null);
    return tx.batch(
            """
            insert into index_link
              (bucket, record_id, step, from_person, to_person, reason, actor, at, merge_id)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            moves.stream().map(m -> history(m, actor, now, under)).toList())
        .chain(
            () ->
                tx.batch(
                    """
                    update index_record set person_id = $3, links = $4
                    where bucket = $1 and id = $2
                    """,
                    moves.stream().map(Links::current).toList()))
        .chain(
            () ->
                tx.batch(
                    """
                    delete from index_person_record
                    where bucket = $1 and person_id = $2 and record_id = $3
                    """,
                    moves.stream()
                        .filter(m -> m.from().isPresent())
                        .map(m -> member(m.from().get(), m))
                        .toList()))
        .chain(
            () ->
                tx.batch(
                    """
                    insert into index_person_record (bucket, person_id, record_id)
                    values ($1, $2, $3)
                    """,
                    moves.stream().map(m -> member(m.to(), m)).toList()))
        .chain(() -> Certainty.merged(tx, moves))
        .chain(
            () ->
                AnsweredRows.forget(
                    tx,
                    moves.stream()
                        .filter(move -> move.from().isPresent())
                        .map(Move::recordId)
                        .toList()));
  }

  private static Object[] history(Move move, String actor, OffsetDateTime now, UUID merge) {
    return new Object[] {
      move.recordId().bucket(),
      move.recordId().uuid(),
      move.steps() + 1,
      move.from().map(Id::uuid).orElse(null),
      move.to().uuid(),
      move.reason().name(),
      actor,
      now,
      merge
    };
  }

  private static Object[] current(Move move) {
    return new Object[] {
      move.recordId().bucket(), move.recordId().uuid(), move.to().uuid(), move.steps() + 1
    };
  }

  private static Object[] member(Id person, Move move) {
    return new Object[] {person.bucket(), person.uuid(), move.recordId().uuid()};
  }
}
