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
        .chain(noted -> lift(tx, pairs(noted), 0));
  }

  private static List<Two> pairs(RowSet<Row> noted) {
    List<Two> pairs = new ArrayList<>();
    noted.forEach(
        row ->
            pairs.add(
                new Two(
                    new Id(IdType.RECORD, row.getUUID("record_id")),
                    new Id(IdType.RECORD, row.getUUID("other_id")))));
    return pairs;
  }

  /** Many at a time: a crowd has tens of thousands, and each by itself is looked for anew. */
  private static Uni<Void> lift(SqlTx tx, List<Two> noted, int from) {
    if (from >= noted.size()) {
      return Uni.createFrom().voidItem();
    }
    int to = Math.min(noted.size(), from + 2 * AT_ONCE);
    List<Two> some = noted.subList(from, to);
    return tx.query(
            """
            with pair as materialized (
              select * from unnest($1::int[], $2::uuid[], $3::int[], $4::uuid[])
                as pair (bucket, one, other_bucket, other)),
            answered as materialized (
              select pair.one, pair.other from pair join index_match m
                on m.bucket = pair.bucket and m.record_id = pair.one and m.other_id = pair.other
              where m.status in ('SAME', 'DIFFERENT')
              union
              select pair.one, pair.other from pair join index_match m
                on m.bucket = pair.other_bucket and m.record_id = pair.other
                  and m.other_id = pair.one
              where m.status in ('SAME', 'DIFFERENT'))
            delete from index_verdict v using pair
            where v.bucket = pair.bucket and v.record_id = pair.one and v.other_id = pair.other
              and not exists (
                select 1 from answered a where a.one = pair.one and a.other = pair.other)
            """,
            some.stream().map(two -> two.one().bucket()).toArray(Integer[]::new),
            some.stream().map(two -> two.one().uuid()).toArray(UUID[]::new),
            some.stream().map(two -> two.other().bucket()).toArray(Integer[]::new),
            some.stream().map(two -> two.other().uuid()).toArray(UUID[]::new))
        .chain(() -> lift(tx, noted, to));
  }
}
