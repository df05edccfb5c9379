package org.yima.index.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.yima.index.backtest.Backtest.Source;
import org.yima.index.backtest.Backtest.Status;
import org.yima.index.living.Judgement.Finding;
import org.yima.index.store.Statements;
import org.yima.index.store.Verdicts;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;

/** The rows of back-tests and of their pairs, which name records and never what they say. */
@ApplicationScoped
class BacktestStore {
  private static final String FORGET_PAIRS =
      """
      delete from index_backtest_pair p using unnest($1::int[], $2::uuid[]) as w (bucket, id)
      where p.bucket = w.bucket and p.backtest_id = w.id
      """;

  private static final String FORGET_MOVES =
      """
      delete from index_backtest_move m using unnest($1::int[], $2::uuid[]) as w (bucket, id)
      where m.bucket = w.bucket and m.backtest_id = w.id
      """;

  private static final String FORGET =
      """
      delete from index_backtest t using unnest($1::int[], $2::uuid[]) as w (bucket, id)
      where t.bucket = w.bucket and t.id = w.id
      """;

  /** By name: a plan of all columns would not fit its answer once there is one more. */
  private static final String SELECT =
      """
      select id, version, against, link, review, source, status, asked_by, asked_at, pairs, judged,
             last_id, outcome, failure
      from index_backtest
      """;

  private final ObjectMapper json;
  private final Clock clock;

  BacktestStore(ObjectMapper json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  Uni<Void> insert(SqlTx tx, Backtest test) {
    return tx.write(
            """
            insert into index_backtest
              (bucket, id, version, against, link, review, source, status, asked_by, asked_at,
               pairs, judged)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0)
            """,
            test.id().bucket(),
            test.id().uuid(),
            test.version(),
            test.against(),
            test.link().map(BacktestStore::thousandths).orElse(null),
            test.review().map(BacktestStore::thousandths).orElse(null),
            test.source().name(),
            test.status().name(),
            test.askedBy(),
            test.askedAt())
        .replaceWithVoid();
  }

  private static int thousandths(double bits) {
    return (int) Math.round(bits * 1000);
  }

  Uni<Optional<Backtest>> find(Statements db, Id id) {
    return db.query(SELECT + "where bucket = $1 and id = $2", id.bucket(), id.uuid())
        .map(rows -> list(rows, this::backtest).stream().findFirst());
  }

  Uni<Optional<Backtest>> lock(SqlTx tx, Id id) {
    return tx.query(SELECT + "where bucket = $1 and id = $2 for update", id.bucket(), id.uuid())
        .map(rows -> list(rows, this::backtest).stream().findFirst());
  }

  /** Newest first. */
  Uni<List<Backtest>> page(Statements db, Optional<Id> before, int limit) {
    return db.query(
            SELECT + "where $1::uuid is null or id < $1 order by id desc limit $2",
            before.map(Id::uuid).orElse(null),
            limit)
        .map(rows -> list(rows, this::backtest));
  }

  /** The running one that was asked for first. */
  Uni<Optional<Backtest>> running(Statements db) {
    return db.query(SELECT + "where status = 'RUNNING' order by id limit 1")
        .map(rows -> list(rows, this::backtest).stream().findFirst());
  }

  /** Adds labelled pairs; from {@code first} on their places follow each other. */
  Uni<Void> add(SqlTx tx, Id id, List<Judged.Labelled> pairs) {
    return pairs.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.query(
                """
                insert into index_backtest_pair
                  (bucket, backtest_id, pair, record_id, other_id, same)
                select $1, $2, w.pair, w.record_id, w.other_id, w.same
                from unnest($3::int[], $4::uuid[], $5::uuid[], $6::bool[])
                  as w (pair, record_id, other_id, same)
                """,
                id.bucket(),
                id.uuid(),
                pairs.stream().map(Judged.Labelled::pair).toArray(Integer[]::new),
                pairs.stream().map(p -> p.record().uuid()).toArray(UUID[]::new),
                pairs.stream().map(p -> p.other().uuid()).toArray(UUID[]::new),
                pairs.stream().map(Judged.Labelled::same).toArray(Boolean[]::new))
            .replaceWithVoid();
  }

  /** Adds what people decided, the newest word on each pair. */
  Uni<Integer> addDecisions(SqlTx tx, Id id) {
    return tx.write(
        "insert into index_backtest_pair (bucket, backtest_id, pair, record_id, other_id, same)"
            + " select $1, $2, row_number() over (order by d.at, d.record_id, d.other_id),"
            + " d.record_id, d.other_id, d.verdict = 'SAME' from ("
            + Verdicts.DECIDED
            + ") d",
        id.bucket(),
        id.uuid(),
        Labels.MOST);
  }

  Uni<Void> run(SqlTx tx, Id id, int pairs) {
    return tx.write(
            """
            update index_backtest set status = 'RUNNING', pairs = $3
            where bucket = $1 and id = $2
            """,
            id.bucket(),
            id.uuid(),
            pairs)
        .replaceWithVoid();
  }

  /** The pairs after those that were weighed, in order. */
  Uni<List<Judged.Labelled>> next(Statements db, Backtest test, int limit) {
    return db.query(
            """
            select pair, record_id, other_id, same from index_backtest_pair
            where bucket = $1 and backtest_id = $2 and pair > $3 order by pair limit $4
            """,
            test.id().bucket(),
            test.id().uuid(),
            test.judged(),
            limit)
        .map(
            rows ->
                list(
                    rows,
                    row ->
                        new Judged.Labelled(
                            row.getInteger("pair"),
                            record(row, "record_id"),
                            record(row, "other_id"),
                            row.getBoolean("same"))));
  }

  /**
   * Keeps what was found of pairs, up to a place; those between that are missing are gone.
   *
   * @param engine by which they were weighed; one that others were not weighed by is none. Of those
   *     that a server weighs whose release does not name its engine nobody knows, if it is neither
   *     the first nor the last
   */
  Uni<Void> keep(SqlTx tx, Backtest test, List<Judged> judged, int upTo, String engine) {
    return tx.batch(
            """
            update index_backtest_pair
            set before = $4, after = $5, score_before = $6, score_after = $7
            where bucket = $1 and backtest_id = $2 and pair = $3
            """,
            judged.stream()
                .map(
                    j ->
                        new Object[] {
                          test.id().bucket(),
                          test.id().uuid(),
                          j.pair(),
                          j.before().name(),
                          j.after().name(),
                          j.scoreBefore(),
                          j.scoreAfter()
                        })
                .toList())
        .chain(
            () ->
                tx.write(
                    """
                    update index_backtest
                    set judged = $3, engine = case when judged = 0 or engine = $4 then $4 end
                    where bucket = $1 and id = $2
                    """,
                    test.id().bucket(),
                    test.id().uuid(),
                    upTo,
                    engine))
        .replaceWithVoid();
  }

  /** All that were weighed, in order. */
  Uni<List<Judged>> judged(Statements db, Id id) {
    return db.query(
            """
            select * from index_backtest_pair
            where bucket = $1 and backtest_id = $2 and after is not null order by pair
            """,
            id.bucket(),
            id.uuid())
        .map(rows -> list(rows, BacktestStore::judged));
  }

  /** Those that would be decided otherwise, in order. */
  Uni<List<Judged>> changed(Statements db, Id id) {
    return db.query(
            """
            select * from index_backtest_pair
            where bucket = $1 and backtest_id = $2 and after <> before order by pair
            """,
            id.bucket(),
            id.uuid())
        .map(rows -> list(rows, BacktestStore::judged));
  }

  /** As {@link #changed}, of what is stored: nobody has labelled it. */
  Uni<List<Otherwise>> otherwise(Statements db, Id id) {
    return db.query(
            """
            select * from index_backtest_pair
            where bucket = $1 and backtest_id = $2 order by pair
            """,
            id.bucket(),
            id.uuid())
        .map(
            rows ->
                list(
                    rows,
                    row ->
                        new Otherwise(
                            record(row, "record_id"),
                            record(row, "other_id"),
                            Finding.valueOf(row.getString("before")),
                            Finding.valueOf(row.getString("after")),
                            Optional.ofNullable(row.getInteger("score_before")),
                            Optional.ofNullable(row.getInteger("score_after")))));
  }

  private static Judged judged(Row row) {
    return new Judged(
        row.getInteger("pair"),
        record(row, "record_id"),
        record(row, "other_id"),
        row.getBoolean("same"),
        Finding.valueOf(row.getString("before")),
        Finding.valueOf(row.getString("after")),
        row.getInteger("score_before"),
        row.getInteger("score_after"));
  }

  /**
   * Ends one.
   *
   * @param outcome an {@link Outcome}, or of what is stored a {@link Stored}
   */
  Uni<Void> finish(SqlTx tx, Id id, Record outcome) {
    return tx.write(
            """
            update index_backtest set status = 'DONE', outcome = $3, done_at = $4
            where bucket = $1 and id = $2
            """,
            id.bucket(),
            id.uuid(),
            text(outcome),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  Uni<Void> fail(SqlTx tx, Id id, String why) {
    return tx.write(
            """
            update index_backtest set status = 'FAILED', failure = $3
            where bucket = $1 and id = $2 and status = 'RUNNING'
            """,
            id.bucket(),
            id.uuid(),
            why)
        .replaceWithVoid();
  }

  /** Removes a few that were asked for before, with their pairs; the oldest first. */
  Uni<Void> forget(SqlTx tx, OffsetDateTime before) {
    return tx.query(
            """
            select bucket, id from index_backtest where asked_at < $1 order by id limit 10
            for update
            """,
            before)
        .chain(
            rows -> {
              Integer[] buckets =
                  list(rows, row -> row.getInteger("bucket")).toArray(Integer[]::new);
              UUID[] ids = list(rows, row -> row.getUUID("id")).toArray(UUID[]::new);
              return tx.query(FORGET_PAIRS, buckets, ids)
                  .chain(() -> tx.query(FORGET_MOVES, buckets, ids))
                  .chain(() -> tx.query(FORGET, buckets, ids));
            })
        .replaceWithVoid();
  }

  private String text(Record outcome) {
    try {
      return json.writeValueAsString(outcome);
    } catch (JsonProcessingException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private <T> T read(String text, Class<T> as) {
    try {
      return json.readValue(text, as);
    } catch (JsonProcessingException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private Backtest backtest(Row row) {
    Source source = Source.valueOf(row.getString("source"));
    Optional<String> outcome = Optional.ofNullable(row.getString("outcome"));
    return new Backtest(
        new Id(IdType.BACKTEST, row.getUUID("id")),
        row.getString("version"),
        row.getString("against"),
        Optional.ofNullable(row.getInteger("link")).map(BacktestStore::bits),
        Optional.ofNullable(row.getInteger("review")).map(BacktestStore::bits),
        source,
        Status.valueOf(row.getString("status")),
        row.getString("asked_by"),
        row.getOffsetDateTime("asked_at"),
        row.getInteger("pairs"),
        row.getInteger("judged"),
        Optional.ofNullable(row.getUUID("last_id")).map(last -> new Id(IdType.RECORD, last)),
        outcome.filter(text -> source != Source.STORED).map(text -> read(text, Outcome.class)),
        outcome.filter(text -> source == Source.STORED).map(text -> read(text, Stored.class)),
        Optional.ofNullable(row.getString("failure")));
  }

  private static double bits(int thousandths) {
    return thousandths / 1000.0;
  }

  private static Id record(Row row, String column) {
    return new Id(IdType.RECORD, row.getUUID(column));
  }

  private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
    List<T> list = new ArrayList<>(rows.rowCount());
    rows.forEach(row -> list.add(read.apply(row)));
    return list;
  }
}
