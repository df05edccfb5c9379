package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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

  EngineRows(Clock clock) {
    this.clock = clock;
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

  private static Uni<Void> note(SqlTx tx, String engine, String frequencies, OffsetDateTime now) {
    return tx.write(
            """
            insert into index_engine as e (bucket, id, frequencies, first_seen_at, seen_at)
            values ($1, $2, $3, $4, $4)
            on conflict (bucket, id) do update set seen_at = greatest(e.seen_at, excluded.seen_at)
            """,
            bucket(engine),
            engine,
            frequencies,
            now)
        .replaceWithVoid();
  }

  /**
   * By which engine what is stored is to be weighed: while a release follows another, and servers
   * of both are there, by the one that came last, so that they do not undo each other's work.
   */
  public Uni<Optional<String>> inCharge(Statements db) {
    return db.query(
            """
            select id from index_engine where seen_at > $1
            order by first_seen_at desc, id limit 1
            """,
            OffsetDateTime.now(clock).minus(GONE))
        .map(rows -> Records.stream(rows).stream().map(row -> row.getString("id")).findFirst());
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
