package org.yima.migration.running;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.yima.migration.cleaning.Field;
import org.yima.migration.cleaning.Reason;
import org.yima.migration.cleaning.Row;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.SqlTx;
import org.yima.platform.Vault;

/** Rows that wait for somebody, with why. */
@ApplicationScoped
public class Quarantine {
  private static final String FIELDS = "migration_quarantine.fields_enc";

  private final Database database;
  private final Vault vault;
  private final Ids ids;
  private final Clock clock;

  public Quarantine(Database database, Vault vault, Ids ids, Clock clock) {
    this.database = database;
    this.vault = vault;
    this.ids = ids;
    this.clock = clock;
  }

  /** A row that waits. */
  public record Waiting(Row row, Reason reason) {}

  Uni<Void> insert(SqlTx tx, Id migration, Phase phase, List<Screened.Refused> refused) {
    return tx.batch(
        """
        insert into migration_quarantine
          (bucket, migration_id, phase, file, line, id, reason, fields_enc)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        refused.stream().map(r -> columns(migration, phase, r)).toList());
  }

  private Object[] columns(Id migration, Phase phase, Screened.Refused refused) {
    UUID id = ids.beside(IdType.MIGRATION, migration).uuid();
    JsonObject fields = new JsonObject();
    refused.row().values().forEach((field, value) -> fields.put(field.name(), value));
    return new Object[] {
      migration.bucket(),
      migration.uuid(),
      phase.name(),
      refused.row().file(),
      refused.row().line(),
      id,
      refused.reason().name(),
      Buffer.buffer(vault.seal(FIELDS, id, fields.encode()))
    };
  }

  /** Rows that wait, after (file, line), in the order of the files. */
  public Uni<List<Waiting>> after(Id migration, Phase phase, String file, long line, int limit) {
    return database
        .query(
            """
            select file, line, id, reason, fields_enc from migration_quarantine
            where bucket = $1 and migration_id = $2 and phase = $3 and repaired_at is null
              and (file, line) > ($4, $5)
            order by file, line limit $6
            """,
            migration.bucket(),
            migration.uuid(),
            phase.name(),
            file,
            line,
            limit)
        .map(
            rows -> {
              List<Waiting> waiting = new ArrayList<>();
              rows.forEach(row -> waiting.add(waiting(row)));
              return waiting;
            });
  }

  /** The row of one line of the run, when it waits. */
  Uni<Optional<Waiting>> of(SqlTx tx, Id migration, String file, long line) {
    return tx.query(
            """
            select file, line, id, reason, fields_enc from migration_quarantine
            where bucket = $1 and migration_id = $2 and phase = 'RUN' and repaired_at is null
              and file = $3 and line = $4
            """,
            migration.bucket(),
            migration.uuid(),
            file,
            line)
        .map(
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(waiting(rows.iterator().next())));
  }

  private Waiting waiting(io.vertx.mutiny.sqlclient.Row row) {
    JsonObject fields =
        new JsonObject(
            vault.open(FIELDS, row.getUUID("id"), row.getBuffer("fields_enc").getBytes()));
    Map<Field, String> values = new EnumMap<>(Field.class);
    fields.fieldNames().forEach(name -> values.put(Field.valueOf(name), fields.getString(name)));
    Reason reason = Reason.valueOf(row.getString("reason"));
    String file = row.getString("file");
    long line = row.getLong("line");
    return new Waiting(
        values.isEmpty() ? Row.broken(file, line, reason) : Row.of(file, line, values), reason);
  }

  Uni<Void> repaired(SqlTx tx, Id migration, Row row) {
    return tx.write(
            """
            update migration_quarantine set repaired_at = $5
            where bucket = $1 and migration_id = $2 and phase = 'RUN' and file = $3 and line = $4
            """,
            migration.bucket(),
            migration.uuid(),
            row.file(),
            row.line(),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  Uni<Void> forget(SqlTx tx, Id migration, Phase phase) {
    return tx.write(
            """
            delete from migration_quarantine
            where bucket = $1 and migration_id = $2 and phase = $3
            """,
            migration.bucket(),
            migration.uuid(),
            phase.name())
        .replaceWithVoid();
  }
}
