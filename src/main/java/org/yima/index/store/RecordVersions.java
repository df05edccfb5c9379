package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.yima.index.SourceRecord;
import org.yima.platform.Id;
import org.yima.platform.IdType;

/** Reads what records have said, version by version. */
@ApplicationScoped
public class RecordVersions {
  /** Of a record that was changed more often the newest count. */
  private static final int MOST = 50;

  private final Sealed sealed;

  RecordVersions(Sealed sealed) {
    this.sealed = sealed;
  }

  /** What a record said from a moment on. */
  public record Version(SourceRecord source, OffsetDateTime recordedAt) {
    /** Only when: the rest is personal data and must not reach a log. */
    @Override
    public String toString() {
      return "Version[" + recordedAt + "]";
    }
  }

  /** The versions of each of these records, oldest first; each has one at least. */
  public Uni<Map<Id, List<Version>>> of(Statements db, Collection<Id> records) {
    return db.query(
            """
            select r.id, r.domain, coalesce(v.recorded_at, r.created_at) as recorded_at,
                   v.content_enc, r.content_enc as content_now
            from unnest($1::int[], $2::uuid[]) as w (bucket, id)
            join index_record r on r.bucket = w.bucket and r.id = w.id
            left join lateral (
              select * from index_record_version s
              where s.bucket = r.bucket and s.record_id = r.id
              order by s.version desc limit $3) v on true
            order by r.id, v.version
            """,
            records.stream().map(Id::bucket).toArray(Integer[]::new),
            records.stream().map(Id::uuid).toArray(UUID[]::new),
            MOST)
        .chain(rows -> Records.computed(rows, () -> byRecord(rows)));
  }

  private Map<Id, List<Version>> byRecord(RowSet<Row> rows) {
    Map<Id, List<Version>> versions = new HashMap<>();
    for (Row row : rows) {
      Id record = new Id(IdType.RECORD, row.getUUID("id"));
      versions.computeIfAbsent(record, id -> new ArrayList<>()).add(version(row));
    }
    return versions;
  }

  private Version version(Row row) {
    UUID id = row.getUUID("id");
    String content =
        row.getBuffer("content_enc") == null
            ? sealed.open(Sealed.CONTENT, id, row.getBuffer("content_now").getBytes())
            : sealed.open(Sealed.VERSION, id, row.getBuffer("content_enc").getBytes());
    return new Version(
        Sealed.record(row.getString("domain"), "", content), row.getOffsetDateTime("recorded_at"));
  }
}
