package org.yima.index.merge;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import org.yima.index.PersonMerge;
import org.yima.index.matching.Verdict;
import org.yima.index.store.Doubts;
import org.yima.platform.Caller;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;

/**
 * The doubt that a merge is the answer to: its answer is final once a second person has approved
 * it, and what is remembered of the pair goes the way of the merge.
 */
@ApplicationScoped
class Answers {
  private final Doubts doubts;
  private final Clock clock;

  Answers(Doubts doubts, Clock clock) {
    this.doubts = doubts;
    this.clock = clock;
  }

  /** The doubt's answer is final, by the second person's word. */
  Uni<Void> give(SqlTx tx, PersonMerge merge, Caller by, Verdict verdict) {
    return merge
        .match()
        .map(match -> settle(tx, match, by).chain(() -> remember(tx, merge, verdict)))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> settle(SqlTx tx, Id match, Caller by) {
    return tx.write(
            """
            insert into index_match_decision
              (bucket, match_id, step, decision, actor, reason, at)
            select bucket, id, version + 1, 'SAME', $3, '', $4 from index_match
            where bucket = $1 and id = $2
            """,
            match.bucket(),
            match.uuid(),
            by.name(),
            OffsetDateTime.now(clock))
        .chain(() -> stand(tx, match, "SAME"));
  }

  /** The answer was refused: the doubt waits again. */
  Uni<Void> reopen(SqlTx tx, PersonMerge merge) {
    return merge
        .match()
        .map(match -> stand(tx, match, "OPEN"))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private static Uni<Void> stand(SqlTx tx, Id match, String status) {
    return tx.write(
            """
            update index_match
            set status = $3, version = version + case when $3 = 'SAME' then 1 else 0 end
            where bucket = $1 and id = $2
            """,
            match.bucket(),
            match.uuid(),
            status)
        .replaceWithVoid();
  }

  /** What is remembered of the merge's own pair. */
  Uni<Void> remember(SqlTx tx, PersonMerge merge, Verdict verdict) {
    return pair(tx, merge)
        .chain(
            pair ->
                pair.map(two -> doubts.remember(tx, two.one(), two.other(), verdict))
                    .orElseGet(() -> Uni.createFrom().voidItem()));
  }

  /** The pair that the merge is the answer about. */
  Uni<Optional<Two>> pair(SqlTx tx, PersonMerge merge) {
    return merge
        .match()
        .map(
            match ->
                tx.query(
                        "select record_id, other_id from index_match where bucket = $1 and id = $2",
                        match.bucket(),
                        match.uuid())
                    .map(rows -> Optional.of(two(rows.iterator().next()))))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  private static Two two(Row row) {
    return new Two(
        new Id(IdType.RECORD, row.getUUID("record_id")),
        new Id(IdType.RECORD, row.getUUID("other_id")));
  }

  /** Two records. */
  record Two(Id one, Id other) {
    Set<Id> set() {
      return Set.of(one, other);
    }
  }
}
