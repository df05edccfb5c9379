package org.yima.resident.temporary;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;
import org.yima.resident.realname.ResidentStore;

/** What makes a resident's row a temporary identity, of one institution. */
@ApplicationScoped
class TemporaryStore {
  private final Database database;
  private final ResidentStore residents;

  TemporaryStore(Database database, ResidentStore residents) {
    this.database = database;
    this.residents = residents;
  }

  /** What is written beside the resident. */
  private record Terms(TemporaryKind kind, Instant madeAt, Optional<Id> mergedInto) {}

  /** The identity of that id, when it was made at this institution. */
  Uni<Optional<Temporary>> find(Id id, Id institution) {
    return database
        .query(
            """
            select temporary_kind, created_at, merged_into from resident
            where bucket = $1 and id = $2 and temporary_by = $3
            """,
            id.bucket(),
            id.uuid(),
            institution.uuid())
        .map(TemporaryStore::terms)
        .chain(
            terms ->
                terms
                    .map(it -> residents.find(id).map(stored -> stored.map(row -> of(row, it))))
                    .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
  }

  private static Temporary of(ResidentStore.Stored row, Terms terms) {
    return new Temporary(row.resident(), terms.kind(), terms.madeAt(), terms.mergedInto());
  }

  private static Optional<Terms> terms(RowSet<Row> rows) {
    if (rows.rowCount() == 0) {
      return Optional.empty();
    }
    Row row = rows.iterator().next();
    Optional<UUID> into = Optional.ofNullable(row.getUUID("merged_into"));
    return Optional.of(
        new Terms(
            TemporaryKind.valueOf(row.getString("temporary_kind")),
            row.getOffsetDateTime("created_at").toInstant(),
            into.map(uuid -> new Id(IdType.RESIDENT, uuid))));
  }

  /** Gives an identity another end; false when a document has proved it since. */
  Uni<Boolean> extend(SqlTx tx, Id id, Instant until) {
    OffsetDateTime end = until.atOffset(ZoneOffset.UTC);
    return tx.write(
            """
            update resident set temporary_until = $3, version = version + 1
            where bucket = $1 and id = $2 and verification = 'TEMPORARY' and merged_into is null
            """,
            id.bucket(),
            id.uuid(),
            end)
        .map(changed -> changed == 1);
  }
}
