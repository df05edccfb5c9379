package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.platform.Bucket;
import org.yima.platform.SqlTx;

/** The engines of the servers, and the frequencies by which links were weighed. */
@ApplicationScoped
public class EngineRows {
  private static final String PURPOSE = "index-engine:";

  /** A server notes its engine so often; one that was not noted for ten times as long is gone. */
  private static final Duration OFTEN = Duration.ofMinutes(1);

  private static final Duration GONE = OFTEN.multipliedBy(10);

  private final Clock clock;
  private final Duration rollout;

  @Inject
  EngineRows(Clock clock, EngineConfig config) {
    this(clock, config.rollout());
  }

  EngineRows(Clock clock, Duration rollout) {
    this.clock = clock;
    this.rollout = rollout;
  }

  /**
   * Notes that a server works by an engine; answers whether there was anything to note.
   *
   * @param content the text form of its frequencies
   */
  public Uni<Boolean> seen(SqlTx tx, String engine, String frequencies, String content) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return tx.query(
            """
            select 1 from index_engine where bucket = $1 and id = $2 and seen_at > $3
            """,
            bucket(engine),
            engine,
            now.minus(OFTEN))
        .chain(
            known ->
                known.rowCount() > 0
                    ? Uni.createFrom().item(false)
                    : keep(tx, frequencies, content, now)
                        .chain(() -> note(tx, engine, frequencies, now))
                        .replaceWith(true));
  }

  private static Uni<Void> keep(SqlTx tx, String frequencies, String content, OffsetDateTime now) {
    return tx.write(
            """
            insert into index_frequencies (bucket, version, content, kept_at)
            select $1, $2, $3, $4
            where not exists (
              select 1 from index_frequencies where bucket = $1 and version = $2)
            on conflict (bucket, version) do nothing
            """,
            bucket(frequencies),
            frequencies,
            content,
            now)
        .replaceWithVoid();
  }

  /**
   * One that had gone and is back has come anew, if another was there since: else it is the job
   * that did not run.
   */
  private static Uni<Void> note(SqlTx tx, String engine, String frequencies, OffsetDateTime now) {
    return tx.write(
            """
            insert into index_engine as e (bucket, id, frequencies, first_seen_at, seen_at)
            values ($1, $2, $3, $4, $4)
            on conflict (bucket, id) do update
              set first_seen_at =
                    case when e.seen_at <= $5 and exists (
                        select 1 from index_engine o where o.id <> e.id and o.seen_at > e.seen_at)
                      then excluded.first_seen_at else e.first_seen_at end,
                  seen_at = greatest(e.seen_at, excluded.seen_at)
            """,
            bucket(engine),
            engine,
            frequencies,
            now,
            now.minus(GONE))
        .replaceWithVoid();
  }

  /**
   * By which engine what is stored is to be weighed: while a release follows another, and servers
   * of both are there, by the one that came last, so that they do not undo each other's work. Who
   * comes after another waits until the rollout is over: what an older server puts until then,
   * behind the place that a re-evaluation has passed, nobody would weigh again. An older server
   * need not be known: only the one that has the job's lease notes its engine.
   */
  public Uni<Optional<String>> inCharge(Statements db) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return db.query(
            """
            select e.id from index_engine e
            where e.seen_at > $1 and (
              e.first_seen_at <= $2
              or not exists (select 1 from index_engine o where o.id <> e.id))
            order by e.first_seen_at desc, e.id limit 1
            """,
            now.minus(GONE),
            now.minus(rollout))
        .map(rows -> Records.stream(rows).stream().map(row -> row.getString("id")).findFirst());
  }

  /** Whether servers of another engine were there since, and no more: they have put, too. */
  public Uni<Boolean> haveGone(Statements db, String engine, OffsetDateTime since) {
    return db.query(
            """
            select 1 from index_engine where id <> $1 and seen_at > $2 and seen_at <= $3 limit 1
            """,
            engine,
            since,
            OffsetDateTime.now(clock).minus(GONE))
        .map(rows -> rows.size() > 0);
  }

  /** The version of the frequencies by which an engine weighs. */
  public Uni<Optional<String>> frequencies(Statements db, String engine) {
    return db.query(
            "select frequencies from index_engine where bucket = $1 and id = $2",
            bucket(engine),
            engine)
        .map(
            rows ->
                Records.stream(rows).stream().map(row -> row.getString("frequencies")).findFirst());
  }

  /** Frequencies in their text form. */
  public Uni<Optional<String>> content(Statements db, String frequencies) {
    return db.query(
            "select content from index_frequencies where bucket = $1 and version = $2",
            bucket(frequencies),
            frequencies)
        .map(
            rows -> Records.stream(rows).stream().map(row -> row.getString("content")).findFirst());
  }

  /** The bucket of the row of an engine, or of frequencies. */
  public static int bucket(String key) {
    return Bucket.ofKey(PURPOSE + key);
  }
}
