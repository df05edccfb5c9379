package org.yima.index.merge;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.yima.index.PersonMerge;
import org.yima.index.matching.Verdict;
import org.yima.index.store.Doubts;
import org.yima.index.store.Statements;
import org.yima.platform.Caller;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;

/**
 * The doubts that a merge is the answer to: their answer is final once a second person has approved
 * it, and what is remembered of their pairs goes the way of the merge.
 */
@ApplicationScoped
class Answers {
  private final Doubts doubts;
  private final Clock clock;

  Answers(Doubts doubts, Clock clock) {
    this.doubts = doubts;
    this.clock = clock;
  }

  /** The answer of every doubt that waited for the merge is final, by the second person's word. */
  Uni<Void> give(SqlTx tx, PersonMerge merge, Caller by, Verdict verdict) {
    return tx.write(
            """
            insert into index_match_decision
              (bucket, match_id, step, decision, actor, reason, at)
            select bucket, id, version + 1, 'SAME', $2, '', $3 from index_match
            where merge_id = $1 and status = 'PROPOSED'
            """,
            merge.id().uuid(),
            by.name(),
            OffsetDateTime.now(clock))
        .chain(() -> stand(tx, merge, "SAME"))
        .chain(() -> remember(tx, merge, verdict));
  }

  /** The answer was refused: every doubt that waited for it waits again. */
  Uni<Void> reopen(SqlTx tx, PersonMerge merge) {
    return stand(tx, merge, "OPEN");
  }

  /** A doubt is beside its record, in whatever bucket that is. */
  private static Uni<Void> stand(SqlTx tx, PersonMerge merge, String status) {
    return tx.write(
            """
            update index_match
            set status = $2, version = version + case when $2 = 'SAME' then 1 else 0 end
            where merge_id = $1 and status = 'PROPOSED'
            """,
            merge.id().uuid(),
            status)
        .replaceWithVoid();
  }

  /** What is remembered of the merge's own pairs. */
  Uni<Void> remember(SqlTx tx, PersonMerge merge, Verdict verdict) {
    return pairs(tx, merge)
        .chain(
            pairs ->
                Multi.createFrom()
                    .iterable(pairs)
                    .onItem()
                    .transformToUniAndConcatenate(
                        two -> doubts.remember(tx, two.one(), two.other(), verdict))
                    .onItem()
                    .ignoreAsUni());
  }

  /**
   * An answer of people that two records are one.
   *
   * @param holder the join that stands by it, or the doubt itself where no join does
   * @param isTwoPeoples whether that is a merge of two people
   */
  record Behind(Id holder, boolean isTwoPeoples) {}

  /** What stands behind these pairs, each given both ways; none where nobody was asked. */
  Uni<List<Behind>> behind(Statements db, List<Two> pairs) {
    return db.query(
            """
            select a.id, m.id as join_id, coalesce(m.kind = 'MERGE', false) as two_peoples
            from unnest($1::int[], $2::uuid[], $3::uuid[]) as pair (bucket, one, other)
            join index_match a on a.bucket = pair.bucket and a.record_id = pair.one
              and a.other_id = pair.other and a.status = 'SAME'
            left join index_merge m on m.id = a.merge_id and m.bucket =
                (((get_byte(uuid_send(a.merge_id), 6) & 15) << 8)
                  | get_byte(uuid_send(a.merge_id), 7))
              and m.status in ('MERGING', 'MERGED')
            """,
            pairs.stream().map(two -> two.one().bucket()).toArray(Integer[]::new),
            pairs.stream().map(two -> two.one().uuid()).toArray(UUID[]::new),
            pairs.stream().map(two -> two.other().uuid()).toArray(UUID[]::new))
        .map(
            rows -> {
              List<Behind> behind = new ArrayList<>();
              rows.forEach(row -> behind.add(behind(row)));
              return behind;
            });
  }

  private static Behind behind(Row row) {
    UUID join = row.getUUID("join_id");
    return new Behind(
        join == null ? new Id(IdType.MATCH, row.getUUID("id")) : new Id(IdType.MERGE, join),
        row.getBoolean("two_peoples"));
  }

  /** Answers of people about pairs that a parting parts are the parting's from now on. */
  Uni<Void> adopt(SqlTx tx, PersonMerge parting, List<Two> pairs) {
    return tx.batch(
        """
        update index_match set merge_id = $1
        where bucket = $2 and record_id = $3 and other_id = $4 and status = 'SAME'
        """,
        pairs.stream()
            .map(
                two ->
                    new Object[] {
                      parting.id().uuid(), two.one().bucket(), two.one().uuid(), two.other().uuid()
                    })
            .toList());
  }

  /** The pairs that the merge is the answer about. */
  Uni<List<Two>> pairs(SqlTx tx, PersonMerge merge) {
    return tx.query(
            """
            select record_id, other_id from index_match
            where merge_id = $1 and status in ('PROPOSED', 'SAME') order by id
            """,
            merge.id().uuid())
        .map(
            rows -> {
              List<Two> pairs = new ArrayList<>();
              rows.forEach(row -> pairs.add(two(row)));
              return pairs;
            });
  }

  private static Two two(Row row) {
    return new Two(
        new Id(IdType.RECORD, row.getUUID("record_id")),
        new Id(IdType.RECORD, row.getUUID("other_id")));
  }

  /** Two records. */
  record Two(Id one, Id other) {}
}
