package org.yima.index.merge;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.yima.index.IndexRecord;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;

/**
 * What taking a merge back notes for the machine: that records of the two sides are different
 * people, so that nothing joins them again by itself. An answer that people gave stays as it is.
 */
final class Noted {
  /** Pairs that one statement notes: a statement's values are held in memory, all pairs are not. */
  private static final int AT_ONCE = 2_500;

  private Noted() {}

  private record Two(Id one, Id other) {
    Two turned() {
      Id first = other;
      return new Two(first, one);
    }
  }

  /**
   * That records of the two sides are different people: every pair, however many there are, for one
   * that is left out is one that the machine may join again.
   */
  static Uni<Void> apart(SqlTx tx, Id merge, List<IndexRecord> left, List<IndexRecord> right) {
    return right.isEmpty() ? Uni.createFrom().voidItem() : apart(tx, merge, left, right, 0);
  }

  private static Uni<Void> apart(
      SqlTx tx, Id merge, List<IndexRecord> left, List<IndexRecord> right, int from) {
    if (from >= left.size()) {
      return Uni.createFrom().voidItem();
    }
    int to = Math.min(left.size(), from + Math.max(1, AT_ONCE / right.size()));
    return some(tx, merge, left.subList(from, to), right)
        .chain(() -> apart(tx, merge, left, right, to));
  }

  private static Uni<Void> some(
      SqlTx tx, Id merge, List<IndexRecord> left, List<IndexRecord> right) {
    List<Two> pairs =
        left.stream()
            .flatMap(l -> right.stream().map(r -> new Two(l.id(), r.id())))
            .flatMap(two -> Stream.of(two, two.turned()))
            .toList();
    return tx.query(
            """
            insert into index_verdict (bucket, record_id, other_id, verdict)
            select bucket, one, other, 'DIFFERENT'
            from unnest($1::int[], $2::uuid[], $3::uuid[]) as pair (bucket, one, other)
            on conflict (bucket, record_id, other_id) do nothing
            returning record_id, other_id
            """,
            pairs.stream().map(two -> two.one().bucket()).toArray(Integer[]::new),
            pairs.stream().map(two -> two.one().uuid()).toArray(UUID[]::new),
            pairs.stream().map(two -> two.other().uuid()).toArray(UUID[]::new))
        .chain(made -> remember(tx, merge, made));
  }

  private static Uni<Void> remember(SqlTx tx, Id merge, RowSet<Row> made) {
    List<UUID> one = new ArrayList<>();
    List<UUID> other = new ArrayList<>();
    made.forEach(
        row -> {
          one.add(row.getUUID("record_id"));
          other.add(row.getUUID("other_id"));
        });
    return tx.query(
            """
            insert into index_merge_verdict (bucket, merge_id, record_id, other_id)
            select $1, $2, one, other from unnest($3::uuid[], $4::uuid[]) as pair (one, other)
            on conflict do nothing
            """,
            merge.bucket(),
            merge.uuid(),
            one.toArray(UUID[]::new),
            other.toArray(UUID[]::new))
        .replaceWithVoid();
  }

  /** Removes what was noted of a merge, but for pairs that people have answered since. */
  static Uni<Void> lift(SqlTx tx, Id merge) {
    return tx.query(
            """
            delete from index_merge_verdict where bucket = $1 and merge_id = $2
            returning record_id, other_id
            """,
            merge.bucket(),
            merge.uuid())
        .chain(
            noted ->
                tx.batch(
                    """
                    delete from index_verdict
                    where bucket = $1 and record_id = $2 and other_id = $3
                      and not exists (
                        select 1 from index_match m
                        where m.status in ('SAME', 'DIFFERENT')
                          and ((m.bucket = $1 and m.record_id = $2 and m.other_id = $3)
                            or (m.bucket = $4 and m.record_id = $3 and m.other_id = $2)))
                    """,
                    verdicts(noted)));
  }

  private static List<Object[]> verdicts(RowSet<Row> noted) {
    List<Object[]> rows = new ArrayList<>();
    noted.forEach(
        row ->
            rows.add(
                new Object[] {
                  new Id(IdType.RECORD, row.getUUID("record_id")).bucket(),
                  row.getUUID("record_id"),
                  row.getUUID("other_id"),
                  new Id(IdType.RECORD, row.getUUID("other_id")).bucket()
                }));
    return rows;
  }
}
