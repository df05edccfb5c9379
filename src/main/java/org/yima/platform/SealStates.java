package org.yima.platform;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the checking of the seals has found; the checking itself is a job of {@code seal}. */
@ApplicationScoped
public class SealStates {
  private static final int SHOWN = 100;

  /** A fault is open until a later round over its bucket has been finished without seeing it. */
  private static final String OPEN =
      """
      from seal_finding f join seal_check c on c.bucket = f.bucket and c.chain = f.chain
      where f.chain = $1 and (c.finished_at is null or f.last_seen_at >= c.finished_at)
      """;

  private final Database database;

  SealStates(Database database) {
    this.database = database;
  }

  /** Every chain, by name. */
  public Uni<List<SealState>> all() {
    return database
        .query(
            """
            select coalesce(h.chain, c.chain) as chain, count(h.chain) as buckets,
                   coalesce(sum(h.position), 0)::bigint as sealed,
                   count(*) filter (where c.finished_at is null) as unchecked,
                   min(c.finished_at) as checked_since
            from seal_head h full join seal_check c on c.bucket = h.bucket and c.chain = h.chain
            group by 1 order by 1
            """)
        .chain(
            rows ->
                Multi.createFrom()
                    .iterable(rows)
                    .onItem()
                    .transformToUniAndConcatenate(this::state)
                    .collect()
                    .asList());
  }

  private Uni<SealState> state(Row row) {
    String chain = row.getString("chain");
    return broken(chain)
        .chain(
            broken ->
                findings(chain)
                    .map(
                        findings ->
                            new SealState(
                                chain,
                                row.getLong("buckets"),
                                row.getLong("sealed"),
                                row.getLong("unchecked"),
                                Optional.ofNullable(row.getOffsetDateTime("checked_since"))
                                    .map(OffsetDateTime::toInstant),
                                broken,
                                findings)));
  }

  /** How many faults of the chain are open. */
  private Uni<Long> broken(String chain) {
    return database
        .query("select count(*) as n " + OPEN, chain)
        .map(rows -> rows.iterator().next().getLong("n"));
  }

  private Uni<List<SealState.Finding>> findings(String chain) {
    return database
        .query(
            "select f.bucket, f.position, f.fault, f.first_seen_at, f.last_seen_at "
                + OPEN
                + " order by f.first_seen_at, f.bucket, f.position, f.fault limit $2",
            chain,
            SHOWN)
        .map(
            rows -> {
              List<SealState.Finding> findings = new ArrayList<>();
              rows.forEach(row -> findings.add(finding(row)));
              return findings;
            });
  }

  private static SealState.Finding finding(Row row) {
    return new SealState.Finding(
        row.getInteger("bucket"),
        row.getLong("position"),
        SealFault.valueOf(row.getString("fault")),
        instant(row, "first_seen_at"),
        instant(row, "last_seen_at"));
  }

  private static Instant instant(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant();
  }
}
