package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.yima.index.matching.Doubt;
import org.yima.index.matching.Verdict;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.SqlTx;

/** Doubts that wait for people, and what people have decided about pairs. */
@ApplicationScoped
public class Doubts {
  private final Ids ids;
  private final Clock clock;

  public Doubts(Ids ids, Clock clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /** A doubt that a record has raised. */
  public record Raised(Id recordId, Doubt doubt) {}

  /** Queues doubts; one that is queued or decided already stays as it is. */
  public Uni<Void> raise(SqlTx tx, List<Raised> raised) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return tx.batch(
        """
        insert into index_match
          (bucket, id, record_id, other_id, kind, differs, status, version, created_at)
        values ($1, $2, $3, $4, $5, $6, 'OPEN', 0, $7)
        on conflict (bucket, record_id, other_id) do nothing
        """,
        raised.stream().map(r -> row(r, now)).toList());
  }

  private Object[] row(Raised raised, OffsetDateTime now) {
    Id match = ids.beside(IdType.MATCH, raised.recordId());
    return new Object[] {
      match.bucket(),
      match.uuid(),
      raised.recordId().uuid(),
      raised.doubt().other().uuid(),
      raised.doubt().kind().name(),
      raised.doubt().differs().stream().map(Enum::name).sorted().collect(Collectors.joining(",")),
      now
    };
  }

  /** What people have decided about these records: by record, then by the other one. */
  public Uni<Map<Id, Map<Id, Verdict>>> verdicts(Statements db, Collection<Id> records) {
    if (records.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return db.query(
            """
            select v.record_id, v.other_id, v.verdict
            from unnest($1::int[], $2::uuid[]) as wanted (bucket, id)
            join index_verdict v on v.bucket = wanted.bucket and v.record_id = wanted.id
            """,
            records.stream().map(Id::bucket).toArray(Integer[]::new),
            records.stream().map(Id::uuid).toArray(UUID[]::new))
        .map(
            rows -> {
              Map<Id, Map<Id, Verdict>> verdicts = new HashMap<>();
              Records.stream(rows).forEach(row -> add(verdicts, row));
              return verdicts;
            });
  }

  private static void add(Map<Id, Map<Id, Verdict>> verdicts, Row row) {
    verdicts
        .computeIfAbsent(new Id(IdType.RECORD, row.getUUID("record_id")), r -> new HashMap<>())
        .put(
            new Id(IdType.RECORD, row.getUUID("other_id")),
            Verdict.valueOf(row.getString("verdict")));
  }

  /** Remembers a verdict beside each of the two records. */
  public Uni<Void> remember(SqlTx tx, Id one, Id other, Verdict verdict) {
    return tx.batch(
        """
        insert into index_verdict (bucket, record_id, other_id, verdict) values ($1, $2, $3, $4)
        on conflict (bucket, record_id, other_id) do update set verdict = excluded.verdict
        """,
        List.of(
            new Object[] {one.bucket(), one.uuid(), other.uuid(), verdict.name()},
            new Object[] {other.bucket(), other.uuid(), one.uuid(), verdict.name()}));
  }
}
