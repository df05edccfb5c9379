package org.yima.migration.running;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yima.index.Put;
import org.yima.index.SourceRecord;
import org.yima.migration.cleaning.Cleaned;
import org.yima.migration.plan.Migration;
import org.yima.platform.BlindIndex;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.SqlTx;
import org.yima.platform.Vault;

/** The accepted rows of a migration. */
@ApplicationScoped
class RowStore {
  /** One more than are compared by one document. */
  private static final int MOST_OF_A_DOCUMENT = 257;

  private static final String CONTENT = "migration_row.content_enc";

  private final BlindIndex index;
  private final Vault vault;
  private final Ids ids;
  private final ObjectMapper json;

  RowStore(BlindIndex index, Vault vault, Ids ids, ObjectMapper json) {
    this.index = index;
    this.vault = vault;
    this.ids = ids;
    this.json = json;
  }

  Keys keys(Cleaned.Card card) {
    SourceRecord source = card.source();
    return new Keys(
        hash("migration-card", source.number()),
        card.patientId().map(p -> hash("migration-patient", p)),
        source.document().map(d -> hash("document", d.hashed())),
        Optional.of(source.name())
            .filter(n -> !n.isEmpty())
            .map(n -> hash("migration-name", n.replace(" ", ""))));
  }

  private Buffer hash(String purpose, String value) {
    return Buffer.buffer(index.of(purpose, value));
  }

  /** The keys of accepted rows that share a card or a patient number with these. */
  Uni<List<Keys>> sharing(SqlTx tx, Migration migration, Phase phase, Collection<Keys> keys) {
    return tx.query(
            """
            select card_idx, patient_idx, document_idx, name_idx from migration_row
            where bucket = $1 and migration_id = $2 and phase = $3 and card_idx = any($4::bytea[])
            union
            select card_idx, patient_idx, document_idx, name_idx from migration_row
            where bucket = $1 and migration_id = $2 and phase = $3
              and patient_idx = any($5::bytea[])
            """,
            migration.id().bucket(),
            migration.id().uuid(),
            phase.name(),
            keys.stream().map(k -> k.card()).toArray(Buffer[]::new),
            keys.stream().flatMap(k -> k.patient().stream()).map(p -> p).toArray(Buffer[]::new))
        .map(
            rows -> {
              List<Keys> sharing = new ArrayList<>();
              rows.forEach(row -> sharing.add(read(row)));
              return sharing;
            });
  }

  private static Keys read(Row row) {
    return new Keys(
        bytes(row, "card_idx").orElseThrow(),
        bytes(row, "patient_idx"),
        bytes(row, "document_idx"),
        bytes(row, "name_idx"));
  }

  private static Optional<Buffer> bytes(Row row, String column) {
    return Optional.ofNullable(row.getBuffer(column)).map(b -> Buffer.buffer(b.getBytes()));
  }

  /**
   * Earlier rows of a dry run that carry a document of these: what a run would have put before. Of
   * a document that more give than anybody is compared by, as many as make that plain: a file of
   * dummies costs each batch the same.
   */
  Uni<List<SourceRecord>> foreseen(
      SqlTx tx, Migration migration, List<Screened.Accepted> accepted) {
    return tx.query(
            """
            select r.id, r.content_enc
            from (select distinct unnest($3::bytea[])) as wanted (document)
            cross join lateral (
              select id, content_enc, file, line from migration_row
              where bucket = $1 and migration_id = $2 and phase = 'DRY_RUN'
                and document_idx = wanted.document and content_enc is not null
              order by file, line limit $4) r
            order by r.file, r.line
            """,
            migration.id().bucket(),
            migration.id().uuid(),
            accepted.stream()
                .flatMap(a -> a.keys().document().stream())
                .map(d -> d)
                .toArray(Buffer[]::new),
            MOST_OF_A_DOCUMENT)
        .map(
            rows -> {
              List<SourceRecord> sources = new ArrayList<>();
              rows.forEach(row -> sources.add(open(row)));
              return sources;
            });
  }

  private SourceRecord open(Row row) {
    String text = vault.open(CONTENT, row.getUUID("id"), row.getBuffer("content_enc").getBytes());
    try {
      return json.readValue(text, SourceRecord.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored row that no longer reads", e);
    }
  }

  /** Remembers accepted rows; what they say too, for a dry run, which puts it nowhere else. */
  Uni<Void> insert(
      SqlTx tx,
      Migration migration,
      Phase phase,
      List<Screened.Accepted> accepted,
      List<Put> puts) {
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < accepted.size(); i++) {
      rows.add(columns(migration, phase, accepted.get(i), puts.get(i)));
    }
    return tx.batch(
        """
        insert into migration_row
          (bucket, migration_id, phase, file, line, id, card_idx, patient_idx, document_idx,
           name_idx, content_enc, record_id, made, notes)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """,
        rows);
  }

  private Object[] columns(Migration migration, Phase phase, Screened.Accepted accepted, Put put) {
    UUID id = ids.beside(IdType.MIGRATION, migration.id()).uuid();
    boolean runs = phase == Phase.RUN;
    boolean keeps = !runs && accepted.keys().document().isPresent();
    return new Object[] {
      migration.id().bucket(),
      migration.id().uuid(),
      phase.name(),
      accepted.row().file(),
      accepted.row().line(),
      id,
      accepted.keys().card(),
      buffer(accepted.keys().patient()),
      buffer(accepted.keys().document()),
      buffer(accepted.keys().name()),
      keeps ? Buffer.buffer(vault.seal(CONTENT, id, text(accepted.card().source()))) : null,
      runs ? put.recordId().uuid() : null,
      runs && put.fresh(),
      Cleaned.names(accepted.card().notes()).toArray(String[]::new)
    };
  }

  private static Buffer buffer(Optional<Buffer> bytes) {
    return bytes.orElse(null);
  }

  private String text(SourceRecord source) {
    try {
      return json.writeValueAsString(source);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row that is not JSON", e);
    }
  }

  /** A stored row's record and place. */
  record Placed(Id recordId, boolean made, Migration.Cursor cursor) {}

  /** Rows of the run after the cursor. */
  Uni<List<Placed>> after(SqlTx tx, Migration migration, int limit) {
    return tx.query(
            """
            select file, line, record_id, made from migration_row
            where bucket = $1 and migration_id = $2 and phase = 'RUN' and (file, line) > ($3, $4)
            order by file, line limit $5
            """,
            migration.id().bucket(),
            migration.id().uuid(),
            migration.cursor().file(),
            migration.cursor().line(),
            limit)
        .map(
            rows -> {
              List<Placed> placed = new ArrayList<>();
              rows.forEach(row -> placed.add(placed(row)));
              return placed;
            });
  }

  private static Placed placed(Row row) {
    return new Placed(
        new Id(IdType.RECORD, row.getUUID("record_id")),
        row.getBoolean("made"),
        new Migration.Cursor(row.getString("file"), 0, row.getLong("line")));
  }

  /** Forgets what an earlier reading of this phase has left. */
  Uni<Void> forget(SqlTx tx, Id migration, Phase phase) {
    return tx.write(
            "delete from migration_row where bucket = $1 and migration_id = $2 and phase = $3",
            migration.bucket(),
            migration.uuid(),
            phase.name())
        .replaceWithVoid();
  }
}
