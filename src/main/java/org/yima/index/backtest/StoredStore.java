package org.yima.index.backtest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.yima.index.backtest.Otherwise.Pair;
import org.yima.index.store.Links;
import org.yima.index.store.Statements;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;

/** The rows of back-tests over what is stored. */
@ApplicationScoped
class StoredStore {
  /** How many records there are to be weighed. */
  Uni<Long> records(Statements db) {
    return db.query(
            """
            select count(*) as n from index_record
            where blocks is not null and status <> 'WITHDRAWN'
            """)
        .map(rows -> rows.iterator().next().getLong("n"));
  }

  Uni<Void> begin(SqlTx tx, Id id, long ofRecords) {
    return tx.write(
            "update index_backtest set of_records = $3 where bucket = $1 and id = $2",
            id.bucket(),
            id.uuid(),
            ofRecords)
        .replaceWithVoid();
  }

  /** Of which of these pairs people were asked; true where that waits. */
  Uni<Map<Pair, Boolean>> asked(Statements db, Collection<Pair> pairs) {
    List<Pair> all = List.copyOf(pairs);
    return db.query(
            """
            select m.record_id, m.other_id, m.status in ('OPEN', 'LATER', 'PROPOSED') as waits
            from unnest($1::int[], $2::uuid[], $3::uuid[]) as w (bucket, record_id, other_id)
            join index_match m
              on m.bucket = w.bucket and m.record_id = w.record_id and m.other_id = w.other_id
            """,
            both(all, p -> p.one().bucket(), p -> p.other().bucket(), Integer[]::new),
            both(all, p -> p.one().uuid(), p -> p.other().uuid(), UUID[]::new),
            both(all, p -> p.other().uuid(), p -> p.one().uuid(), UUID[]::new))
        .map(
            rows -> {
              Map<Pair, Boolean> asked = new HashMap<>();
              rows.forEach(
                  row -> asked.merge(pair(row), row.getBoolean("waits"), Boolean::logicalOr));
              return asked;
            });
  }

  private static <T> T[] both(
      List<Pair> pairs,
      Function<Pair, T> oneWay,
      Function<Pair, T> otherWay,
      IntFunction<T[]> array) {
    return Stream.concat(pairs.stream().map(oneWay), pairs.stream().map(otherWay)).toArray(array);
  }

  private static Pair pair(Row row) {
    return new Pair(record(row, "record_id"), record(row, "other_id"));
  }

  private static Id record(Row row, String column) {
    return new Id(IdType.RECORD, row.getUUID(column));
  }

  /**
   * Keeps what a step has found, with how far it is. A pair that was found from its other end
   * before is there already, and so is a record that would move with it.
   */
  Uni<Void> keep(
      SqlTx tx,
      Backtest test,
      List<Otherwise> changed,
      List<Links.Move> moves,
      Id last,
      int records,
      int skipped) {
    return tx.batch(
            """
            insert into index_backtest_pair
              (bucket, backtest_id, pair, record_id, other_id, before, after, score_before,
               score_after)
            select $1, $2, coalesce(max(p.pair), 0) + 1, $3, $4, $5, $6, $7, $8
            from index_backtest_pair p where p.bucket = $1 and p.backtest_id = $2
            having not coalesce(bool_or(p.record_id = $3 and p.other_id = $4), false)
            """,
            changed.stream()
                .map(
                    c ->
                        new Object[] {
                          test.id().bucket(),
                          test.id().uuid(),
                          c.one().uuid(),
                          c.other().uuid(),
                          c.before().name(),
                          c.after().name(),
                          c.scoreBefore().orElse(null),
                          c.scoreAfter().orElse(null)
                        })
                .toList())
        .chain(
            () ->
                tx.batch(
                    """
                    insert into index_backtest_move (bucket, backtest_id, record_id, from_person)
                    values ($1, $2, $3, $4)
                    on conflict (bucket, backtest_id, record_id) do nothing
                    """,
                    moves.stream()
                        .filter(move -> move.from().isPresent())
                        .map(
                            move ->
                                new Object[] {
                                  test.id().bucket(),
                                  test.id().uuid(),
                                  move.recordId().uuid(),
                                  move.from().orElseThrow().uuid()
                                })
                        .toList()))
        .chain(
            () ->
                tx.write(
                    """
                    update index_backtest
                    set judged = judged + $3, skipped = skipped + $4, last_id = $5
                    where bucket = $1 and id = $2 and status = 'RUNNING'
                      and last_id is not distinct from $6::uuid
                    """,
                    test.id().bucket(),
                    test.id().uuid(),
                    records,
                    skipped,
                    last.uuid(),
                    test.last().map(Id::uuid).orElse(null)))
        .replaceWithVoid();
  }

  /** What has been found so far. */
  Uni<Stored> counted(Statements db, Id id) {
    return db.query(
            """
            select t.judged, t.of_records, t.skipped,
                   p.linked::int, p.unlinked::int, p.asked::int, p.settled::int,
                   (select count(*) from index_backtest_move m
                     where m.bucket = t.bucket and m.backtest_id = t.id)::int as moved,
                   (select count(distinct m.from_person) from index_backtest_move m
                     where m.bucket = t.bucket and m.backtest_id = t.id)::int as persons
            from index_backtest t,
              lateral (
                select count(*) filter (where after in ('DOCUMENT', 'SCORE')) as linked,
                       count(*) filter (where before in ('DOCUMENT', 'SCORE')) as unlinked,
                       count(*) filter (where after in ('REVIEW', 'IMPERSONATION')) as asked,
                       count(*) filter (where before = 'REVIEW') as settled
                from index_backtest_pair p
                where p.bucket = t.bucket and p.backtest_id = t.id) p
            where t.bucket = $1 and t.id = $2
            """,
            id.bucket(),
            id.uuid())
        .map(
            rows -> {
              Row row = rows.iterator().next();
              return new Stored(
                  row.getInteger("judged"),
                  row.getLong("of_records"),
                  row.getInteger("skipped"),
                  row.getInteger("linked"),
                  row.getInteger("unlinked"),
                  row.getInteger("asked"),
                  row.getInteger("settled"),
                  row.getInteger("moved"),
                  row.getInteger("persons"));
            });
  }
}
