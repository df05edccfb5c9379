package org.yima.migration.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yima.migration.cleaning.Mapping;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;

/** The rows of migrations. */
@ApplicationScoped
public class MigrationStore {
  private final Database database;
  private final ObjectMapper json;

  public MigrationStore(Database database, ObjectMapper json) {
    this.database = database;
    this.json = json;
  }

  public Uni<Void> insert(SqlTx tx, Migration migration) {
    return tx.query(
            """
            insert into migration
              (bucket, id, institution_id, title, domain, mapping, status, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            migration.id().bucket(),
            migration.id().uuid(),
            migration.institutionId().uuid(),
            migration.name(),
            migration.domain(),
            write(migration.mapping()),
            migration.status().name(),
            migration.createdAt())
        .replaceWithVoid();
  }

  /** The migration, locked until the transaction ends; {@code not-found} when there is none. */
  public Uni<Migration> lock(SqlTx tx, Id id) {
    return tx.query(
            "select * from migration where bucket = $1 and id = $2 for update",
            id.bucket(),
            id.uuid())
        .map(this::only);
  }

  public Uni<Migration> get(Id id) {
    return database
        .query("select * from migration where bucket = $1 and id = $2", id.bucket(), id.uuid())
        .map(this::only);
  }

  /** The migrations that wait to be worked on and are not put off, oldest first. */
  public Uni<List<Id>> working(OffsetDateTime now) {
    return database
        .query(
            """
            select id from migration
            where task is not null and (retry_at is null or retry_at <= $1)
            order by created_at limit 100
            """,
            now)
        .map(
            rows -> {
              List<Id> ids = new ArrayList<>();
              rows.forEach(row -> ids.add(new Id(IdType.MIGRATION, row.getUUID("id"))));
              return ids;
            });
  }

  public Uni<Void> setStatus(SqlTx tx, Id id, MigrationStatus status) {
    return tx.write(
            "update migration set status = $3 where bucket = $1 and id = $2",
            id.bucket(),
            id.uuid(),
            status.name())
        .replaceWithVoid();
  }

  /** Stops work where it stands, to be gone on with from there. */
  public Uni<Void> rest(SqlTx tx, Id id, MigrationStatus status) {
    return tx.write(
            "update migration set status = $3, task = null where bucket = $1 and id = $2",
            id.bucket(),
            id.uuid(),
            status.name())
        .replaceWithVoid();
  }

  /** Goes on with work from where it stands. */
  public Uni<Void> goOn(SqlTx tx, Id id, MigrationStatus status, Task task) {
    return tx.write(
            """
            update migration
            set status = $3, task = $4, failure = null, failures = 0, retry_at = null
            where bucket = $1 and id = $2
            """,
            id.bucket(),
            id.uuid(),
            status.name(),
            task.name())
        .replaceWithVoid();
  }

  /** Begins work that reads the files from their beginning: counts and totals start at nothing. */
  public Uni<Void> begin(SqlTx tx, Id id, MigrationStatus status, Task task) {
    return tx.write(
            """
            update migration
            set status = $3, task = $4, cursor_file = '', cursor_offset = 0, cursor_line = 0,
                rows_read = 0, stored = 0, linked = 0, review = 0, quarantined = 0,
                failure = null, failures = 0, retry_at = null,
                profile = case when $4 = 'PROFILE' then '{}'::jsonb else profile end
            where bucket = $1 and id = $2
            """,
            id.bucket(),
            id.uuid(),
            status.name(),
            task.name())
        .chain(
            () ->
                tx.write(
                    "delete from migration_total where bucket = $1 and migration_id = $2",
                    id.bucket(),
                    id.uuid()))
        .replaceWithVoid();
  }

  /** Begins work on what is stored already, which counts nothing anew. */
  public Uni<Void> beginOver(SqlTx tx, Id id, Task task) {
    return tx.write(
            """
            update migration
            set task = $3, cursor_file = '', cursor_offset = 0, cursor_line = 0, failure = null,
                failures = 0, retry_at = null
            where bucket = $1 and id = $2
            """,
            id.bucket(),
            id.uuid(),
            task.name())
        .replaceWithVoid();
  }

  /** Earlier approvals count no more. */
  public Uni<Void> nextRound(SqlTx tx, Id id) {
    return tx.write(
            "update migration set round = round + 1 where bucket = $1 and id = $2",
            id.bucket(),
            id.uuid())
        .replaceWithVoid();
  }

  public Uni<Void> fail(SqlTx tx, Id id, String failure) {
    return tx.write(
            """
            update migration set status = 'FAILED', task = null, failure = $3
            where bucket = $1 and id = $2
            """,
            id.bucket(),
            id.uuid(),
            failure)
        .replaceWithVoid();
  }

  /** The batch at the cursor has failed once more: it is tried again, later each time. */
  public Uni<Void> putOff(SqlTx tx, Id id, int failures, OffsetDateTime until) {
    return tx.write(
            "update migration set failures = $3, retry_at = $4 where bucket = $1 and id = $2",
            id.bucket(),
            id.uuid(),
            failures,
            until)
        .replaceWithVoid();
  }

  /**
   * Stops work where it stands, because it can't go on by itself.
   *
   * @param failure why, as {@code what:where}
   */
  public Uni<Void> stop(SqlTx tx, Id id, MigrationStatus status, String failure) {
    return tx.write(
            """
            update migration
            set status = $3, task = null, failure = $4, failures = 0, retry_at = null
            where bucket = $1 and id = $2
            """,
            id.bucket(),
            id.uuid(),
            status.name(),
            failure)
        .replaceWithVoid();
  }

  /** Moves the cursor and adds up; with the batch's rows in one transaction. */
  public Uni<Void> advance(SqlTx tx, Id id, Migration.Cursor cursor, Migration.Counts more) {
    return tx.write(
            """
            update migration
            set cursor_file = $3, cursor_offset = $4, cursor_line = $5, rows_read = rows_read + $6,
                stored = stored + $7, linked = linked + $8, review = review + $9,
                quarantined = quarantined + $10, failures = 0, retry_at = null
            where bucket = $1 and id = $2
            """,
            id.bucket(),
            id.uuid(),
            cursor.file(),
            cursor.offset(),
            cursor.line(),
            more.rowsRead(),
            more.stored(),
            more.linked(),
            more.review(),
            more.quarantined())
        .replaceWithVoid();
  }

  public Uni<Void> setProfile(SqlTx tx, Id id, JsonObject profile) {
    return tx.query(
            "update migration set profile = $3 where bucket = $1 and id = $2",
            id.bucket(),
            id.uuid(),
            profile)
        .replaceWithVoid();
  }

  private Migration only(RowSet<Row> rows) {
    if (rows.rowCount() == 0) {
      throw PlatformProblem.NOT_FOUND.problem();
    }
    Row row = rows.iterator().next();
    return new Migration(
        new Id(IdType.MIGRATION, row.getUUID("id")),
        new Id(IdType.INSTITUTION, row.getUUID("institution_id")),
        row.getString("title"),
        row.getString("domain"),
        read(row.getJsonObject("mapping")),
        MigrationStatus.valueOf(row.getString("status")),
        Optional.ofNullable(row.getString("task")).map(Task::valueOf),
        row.getInteger("round"),
        new Migration.Cursor(
            row.getString("cursor_file"), row.getLong("cursor_offset"), row.getLong("cursor_line")),
        new Migration.Counts(
            row.getLong("rows_read"),
            row.getLong("stored"),
            row.getLong("linked"),
            row.getLong("review"),
            row.getLong("quarantined")),
        row.getJsonObject("profile"),
        Optional.ofNullable(row.getString("failure")),
        row.getInteger("failures"),
        row.getOffsetDateTime("created_at"));
  }

  private JsonObject write(Mapping mapping) {
    try {
      return new JsonObject(json.writeValueAsString(mapping));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a mapping that is not JSON", e);
    }
  }

  private Mapping read(JsonObject mapping) {
    try {
      return json.readValue(mapping.encode(), Mapping.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored mapping that no longer reads", e);
    }
  }
}
