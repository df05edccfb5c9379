package org.yima.platform;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the audit log, and writes down who read it. */
@ApplicationScoped
public class AuditLog {
  private final Database database;

  AuditLog(Database database) {
    this.database = database;
  }

  /** At most {@code limit} entries, newest first; the reading itself is not among them. */
  public Uni<List<AuditLine>> read(Caller caller, AuditQuery query, int limit) {
    return database.tx(
        tx ->
            page(tx, query, limit)
                .call(
                    rows ->
                        tx.audit(query.told(AuditEntry.of(caller, "audit.read", caller.self()))))
                .map(AuditLog::lines));
  }

  private static Uni<RowSet<Row>> page(SqlTx tx, AuditQuery query, int limit) {
    return before(tx, query)
        .chain(
            known ->
                tx.query(
                    """
                    select id, at, actor, action, subject, institution, detail from audit_entry
                    where ($1::text[] is null or actor = any($1))
                      and ($2::text is null or (bucket = $3 and subject = $2))
                      and ($4::text is null or action = $4)
                      and ($5::timestamptz is null or at >= $5)
                      and ($6::timestamptz is null or at < $6)
                      and ($7::uuid is null or (at, id) < (
                        select c.at, c.id from audit_entry c where c.bucket = $8 and c.id = $7))
                    order by at desc, id desc limit $9
                    """,
                    query.actors().orElse(null),
                    query.object().map(Id::toString).orElse(null),
                    query.object().map(Id::bucket).orElse(0),
                    query.action().orElse(null),
                    query.from().orElse(null),
                    query.to().orElse(null),
                    query.before().map(Id::uuid).orElse(null),
                    query.before().map(Id::bucket).orElse(0),
                    limit));
  }

  private static Uni<Void> before(SqlTx tx, AuditQuery query) {
    return query
        .before()
        .map(
            id ->
                tx.query(
                        "select 1 from audit_entry where bucket = $1 and id = $2",
                        id.bucket(),
                        id.uuid())
                    .invoke(
                        rows -> {
                          if (rows.size() == 0) {
                            throw PlatformProblem.INPUT_INVALID.problem().at("?cursor", "invalid");
                          }
                        })
                    .replaceWithVoid())
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private static List<AuditLine> lines(RowSet<Row> rows) {
    List<AuditLine> lines = new ArrayList<>();
    rows.forEach(
        row ->
            lines.add(
                new AuditLine(
                    new Id(IdType.AUDIT, row.getUUID("id")),
                    row.getOffsetDateTime("at"),
                    row.getString("actor"),
                    row.getString("action"),
                    row.getString("subject"),
                    Optional.of(row.getString("institution")).filter(id -> !id.isEmpty()),
                    row.getJsonObject("detail"))));
    return lines;
  }
}
