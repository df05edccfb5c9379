package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.yima.index.matching.weight.Weights;
import org.yima.platform.Bucket;
import org.yima.platform.SqlTx;

/** The rows of versions of the weights. */
@ApplicationScoped
public class WeightsRows {
  private static final String PURPOSE = "index-weights:";

  /** Keeps a version: its bucket, name, content, who has proposed it, why and when. */
  public static final String PROPOSE =
      """
      insert into index_weights
        (bucket, version, content, proposed_by, reason, proposed_at)
      values ($1, $2, $3, $4, $5, $6)
      on conflict (bucket, version) do nothing
      """;

  /** Who has proposed the weights of a release. */
  public static final String RELEASE = "release";

  private final Clock clock;

  WeightsRows(Clock clock) {
    this.clock = clock;
  }

  /**
   * A version.
   *
   * @param content the text form of the weights
   * @param approvedBy who has approved last; empty until a second person has
   */
  public record Version(
      String version,
      String content,
      String proposedBy,
      String reason,
      OffsetDateTime proposedAt,
      Optional<String> approvedBy,
      Optional<OffsetDateTime> approvedAt) {}

  /**
   * That a version was switched on, once.
   *
   * @param tried how it had been tried: {@code used}, {@code tested} or {@code untried}; empty of a
   *     time that kept no word of it
   * @param followsRelease whether it was what the release shipped, and with it whatever a later one
   *     ships
   */
  public record Approval(
      String version,
      String by,
      OffsetDateTime at,
      Optional<String> tried,
      boolean followsRelease) {}

  /**
   * What decides.
   *
   * @param followsRelease whether it is whatever the release ships, and the version is what one
   *     shipped when this was approved
   */
  public record InUse(String version, boolean followsRelease) {}

  /** The bucket of a version's row. */
  public static int bucket(String version) {
    return Bucket.ofKey(PURPOSE + version);
  }

  /** The version that was approved last. */
  public Uni<Optional<InUse>> inUse(Statements db) {
    return db.query(
            """
            select w.version, exists (
                select 1 from index_weights_approval a
                where a.bucket = w.bucket and a.version = w.version
                  and a.approved_at = w.approved_at and a.follows_release) as follows_release
            from index_weights w where w.approved_at is not null
            order by w.approved_at desc, w.version limit 1
            """)
        .map(
            rows ->
                Records.stream(rows).stream()
                    .map(r -> new InUse(r.getString("version"), r.getBoolean("follows_release")))
                    .findFirst());
  }

  public Uni<Optional<Version>> find(Statements db, String version) {
    return db.query(
            "select * from index_weights where bucket = $1 and version = $2",
            bucket(version),
            version)
        .map(WeightsRows::first);
  }

  /** As {@link #find}, locked until the transaction ends. */
  public Uni<Optional<Version>> lock(SqlTx tx, String version) {
    return tx.query(
            "select * from index_weights where bucket = $1 and version = $2 for update",
            bucket(version),
            version)
        .map(WeightsRows::first);
  }

  /** All versions, the newest first. */
  public Uni<List<Version>> all(Statements db, int limit) {
    return db.query(
            "select * from index_weights order by proposed_at desc, version limit $1", limit)
        .map(rows -> Records.stream(rows).stream().map(WeightsRows::version).toList());
  }

  /** Keeps a version that nobody has approved yet; false when its name is taken. */
  public Uni<Boolean> propose(SqlTx tx, String version, String content, String by, String reason) {
    return tx.write(
            PROPOSE, bucket(version), version, content, by, reason, OffsetDateTime.now(clock))
        .map(rows -> rows == 1);
  }

  /**
   * Keeps weights that are shipped, so that they can be named when another release ships others.
   */
  public Uni<Boolean> keepShipped(SqlTx tx, Weights shipped) {
    return propose(tx, shipped.version(), shipped.text(), RELEASE, "shipped");
  }

  /**
   * Whether a back-test has ended that weighed at least so many pairs by it as it is, beside what
   * decides now and by the same engine. Pairs that were gone by, such as those of records that are
   * taken back, say nothing of it.
   *
   * @param against the version in use
   * @param engine by which all is compared now
   */
  public Uni<Boolean> isTested(
      Statements db, String version, String against, String engine, int pairs) {
    return db.query(
            """
            select 1 from index_backtest t
            where t.version = $1 and t.against = $2 and t.engine = $4 and t.status = 'DONE'
              and t.source <> 'STORED'
              and t.link is null and t.review is null
              and (
                select count(*) from index_backtest_pair p
                where p.bucket = t.bucket and p.backtest_id = t.id and p.after is not null)
                >= greatest($3, 1)
            limit 1
            """,
            version,
            against,
            pairs,
            engine)
        .map(rows -> rows.size() > 0);
  }

  /**
   * Switches a version on.
   *
   * @param tried as {@link Approval#tried}
   */
  public Uni<Void> approve(
      SqlTx tx, String version, String by, String tried, boolean followsRelease) {
    // As exactly as the database keeps it: the two rows are found by it.
    OffsetDateTime now = OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MICROS);
    return tx.write(
            """
            update index_weights set approved_by = $3, approved_at = $4
            where bucket = $1 and version = $2
            """,
            bucket(version),
            version,
            by,
            now)
        .chain(
            () ->
                tx.write(
                    """
                    insert into index_weights_approval
                      (bucket, version, approved_at, approved_by, tried, follows_release)
                    values ($1, $2, $3, $4, $5, $6)
                    """,
                    bucket(version),
                    version,
                    now,
                    by,
                    tried,
                    followsRelease))
        .replaceWithVoid();
  }

  /** Every time that these versions were switched on, the last first. */
  public Uni<List<Approval>> approvals(Statements db, Collection<String> versions) {
    return db.query(
            """
            select a.* from unnest($1::int[], $2::text[]) as w (bucket, version)
            join index_weights_approval a on a.bucket = w.bucket and a.version = w.version
            order by a.approved_at desc, a.version
            """,
            versions.stream().map(WeightsRows::bucket).toArray(Integer[]::new),
            versions.toArray(String[]::new))
        .map(rows -> Records.stream(rows).stream().map(WeightsRows::approval).toList());
  }

  private static Approval approval(Row row) {
    return new Approval(
        row.getString("version"),
        row.getString("approved_by"),
        row.getOffsetDateTime("approved_at"),
        Optional.ofNullable(row.getString("tried")),
        row.getBoolean("follows_release"));
  }

  private static Optional<Version> first(RowSet<Row> rows) {
    return Records.stream(rows).stream().findFirst().map(WeightsRows::version);
  }

  private static Version version(Row row) {
    return new Version(
        row.getString("version"),
        row.getString("content"),
        row.getString("proposed_by"),
        row.getString("reason"),
        row.getOffsetDateTime("proposed_at"),
        Optional.ofNullable(row.getString("approved_by")),
        Optional.ofNullable(row.getOffsetDateTime("approved_at")));
  }
}
