package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
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

  private final Clock clock;

  WeightsRows(Clock clock) {
    this.clock = clock;
  }

  /**
   * A version.
   *
   * @param content the text form of the weights
   * @param approvedBy empty until a second person has approved
   */
  public record Version(
      String version,
      String content,
      String proposedBy,
      String reason,
      OffsetDateTime proposedAt,
      Optional<String> approvedBy,
      Optional<OffsetDateTime> approvedAt) {}

  /** The bucket of a version's row. */
  public static int bucket(String version) {
    return Bucket.ofKey(PURPOSE + version);
  }

  /** The name of the version that was approved last. */
  public Uni<Optional<String>> inUse(Statements db) {
    return db.query(
            """
            select version from index_weights where approved_at is not null
            order by approved_at desc, version limit 1
            """)
        .map(rows -> Records.stream(rows).stream().map(r -> r.getString("version")).findFirst());
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

  /** Whether a back-test of it has ended that judged at least so many pairs. */
  public Uni<Boolean> isTested(Statements db, String version, int pairs) {
    return db.query(
            """
            select 1 from index_backtest
            where version = $1 and status = 'DONE' and judged >= greatest($2, 1)
            limit 1
            """,
            version,
            pairs)
        .map(rows -> rows.size() > 0);
  }

  /** Switches a version on. */
  public Uni<Void> approve(SqlTx tx, String version, String by) {
    return tx.write(
            """
            update index_weights set approved_by = $3, approved_at = $4
            where bucket = $1 and version = $2
            """,
            bucket(version),
            version,
            by,
            OffsetDateTime.now(clock))
        .replaceWithVoid();
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
