package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yima.index.DocumentKey;
import org.yima.index.IndexRecord;
import org.yima.index.PatientNumber;
import org.yima.index.RecordStatus;
import org.yima.index.SourceRecord;
import org.yima.platform.Bucket;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.SqlTx;

/**
 * Writes records. Rows are locked in one order (records by their number's hash, then blocks by
 * theirs), so that batches that meet wait for each other and do not die of each other.
 */
@ApplicationScoped
public class RecordWriter {
  private final Sealed sealed;
  private final BlockRows blocks;
  private final Ids ids;
  private final Clock clock;

  public RecordWriter(Sealed sealed, BlockRows blocks, Ids ids, Clock clock) {
    this.sealed = sealed;
    this.blocks = blocks;
    this.ids = ids;
    this.clock = clock;
  }

  /** Finds or makes the rows of these records and locks them; answers in the order asked. */
  public Uni<List<Placement>> place(SqlTx tx, List<SourceRecord> records) {
    Map<Hash, SourceRecord> wanted = new HashMap<>();
    records.forEach(r -> wanted.put(Hash.of(sealed.number(r.domain(), r.number())), r));
    if (wanted.size() != records.size()) {
      throw new IllegalArgumentException("a record twice in one batch");
    }
    List<Object[]> rows =
        wanted.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> columns(e.getKey().bytes(), e.getValue()))
            .toList();
    Map<SourceRecord, Placement> placed = new HashMap<>();
    return tx.query(
            """
            insert into index_record
              (bucket, id, domain, number_idx, number_enc, content_enc, document_verified, status,
               person_id, version, links, created_at)
            select n.bucket, n.id, n.domain, n.number_idx, n.number_enc, n.content_enc, n.verified,
                   'FOUND', n.person_id, 1, 0, $9
            from unnest($1::int[], $2::uuid[], $3::text[], $4::bytea[], $5::bytea[], $6::bytea[],
                        $7::bool[], $8::uuid[])
              as n (bucket, id, domain, number_idx, number_enc, content_enc, verified, person_id)
            on conflict (bucket, domain, number_idx) do update set domain = excluded.domain
            returning id, number_idx, content_enc, status, person_id, version, links, blocks,
                      certain_id, (xmax = 0) as fresh
            """,
            column(rows, 0, Integer[]::new),
            column(rows, 1, UUID[]::new),
            column(rows, 2, String[]::new),
            column(rows, 3, Buffer[]::new),
            column(rows, 4, Buffer[]::new),
            column(rows, 5, Buffer[]::new),
            column(rows, 6, Boolean[]::new),
            column(rows, 7, UUID[]::new),
            OffsetDateTime.now(clock))
        .invoke(
            answer ->
                answer.forEach(
                    row -> {
                      byte[] key = row.getBuffer("number_idx").getBytes();
                      SourceRecord source = wanted.get(Hash.of(key));
                      placed.put(source, placement(source, row));
                    }))
        .map(answer -> records.stream().map(placed::get).toList());
  }

  private Object[] columns(byte[] number, SourceRecord record) {
    int bucket = Bucket.ofHash(number);
    UUID id = ids.within(IdType.RECORD, bucket).uuid();
    return new Object[] {
      bucket,
      id,
      record.domain(),
      Buffer.buffer(number),
      sealed.seal(Sealed.NUMBER, id, record.number()),
      sealed.seal(Sealed.CONTENT, id, Sealed.text(record)),
      record.documentVerified(),
      ids.founding(IdType.PERSON).uuid()
    };
  }

  private Placement placement(SourceRecord source, Row row) {
    UUID id = row.getUUID("id");
    Optional<Placement.Before> before =
        row.getBoolean("fresh") ? Optional.empty() : Optional.of(before(source, row));
    return new Placement(
        source,
        new Id(IdType.RECORD, id),
        new Id(IdType.PERSON, row.getUUID("person_id")),
        row.getInteger("version"),
        row.getInteger("links"),
        before);
  }

  private Placement.Before before(SourceRecord source, Row row) {
    String text =
        sealed.open(Sealed.CONTENT, row.getUUID("id"), row.getBuffer("content_enc").getBytes());
    SourceRecord before = Sealed.record(source.domain(), source.number(), text);
    return new Placement.Before(
        before,
        RecordStatus.valueOf(row.getString("status")),
        held(before, row),
        Optional.ofNullable(row.getUUID("certain_id")));
  }

  /** The blocks that a row stands in. One that was never put into them has its document's alone. */
  private Set<Hash> held(SourceRecord source, Row row) {
    return row.get(Buffer[].class, "blocks") == null ? ofDocument(source) : BlockRows.keys(row);
  }

  private Set<Hash> ofDocument(SourceRecord source) {
    return source.document().map(sealed::document).map(Hash::of).stream()
        .collect(Collectors.toSet());
  }

  /** A record that stays what it is, and was never put into the blocks of its keys. */
  public Placement standing(IndexRecord record) {
    return standing(record, Map.of());
  }

  /**
   * A record that stays what it is, to be decided on again.
   *
   * @param held the blocks that it and others stand in, by record
   */
  public Placement standing(IndexRecord record, Map<Id, Set<Hash>> held) {
    return new Placement(
        record.source(),
        record.id(),
        record.personId(),
        0,
        0,
        Optional.of(
            new Placement.Before(
                record.source(),
                record.status(),
                held.getOrDefault(record.id(), ofDocument(record.source())),
                record.certainGroup())));
  }

  /** Takes records out of their blocks. */
  public Uni<Void> leaveBlocks(SqlTx tx, List<IndexRecord> records) {
    return blocks
        .held(tx::query, records.stream().map(IndexRecord::id).toList())
        .chain(
            held ->
                blocks.change(
                    tx,
                    records.stream()
                        .map(
                            r ->
                                new BlockRows.Change(
                                    r.id(),
                                    held.getOrDefault(r.id(), ofDocument(r.source())),
                                    List.of()))
                        .toList()));
  }

  /** Makes whoever else writes a record with one of these documents wait. */
  public Uni<Void> lockBlocks(SqlTx tx, Collection<DocumentKey> documents) {
    return blocks.lock(tx, documents.stream().map(sealed::document));
  }

  /** Makes whoever else wants this patient number for somebody wait. */
  public Uni<Void> lockPatient(SqlTx tx, String domain, String patientId) {
    return blocks.lock(tx, Stream.of(sealed.patient(domain, patientId)));
  }

  /**
   * Appends the versions that rows now hold. A first version that was loaded stands in its row
   * alone until then, and is kept beside it.
   */
  public Uni<Void> appendVersions(SqlTx tx, List<Placement> placements) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return tx.batch(
            """
            insert into index_record_version (bucket, record_id, version, content_enc, recorded_at)
            select bucket, id, version, $3, created_at from index_record
            where bucket = $1 and id = $2 and version = 1
            on conflict do nothing
            """,
            placements.stream()
                .filter(p -> !p.isNew() && p.version() == 1)
                .map(
                    p ->
                        new Object[] {
                          p.recordId().bucket(),
                          p.row(),
                          sealed.seal(
                              Sealed.VERSION,
                              p.row(),
                              Sealed.text(p.before().orElseThrow().source()))
                        })
                .toList())
        .chain(() -> append(tx, placements, now));
  }

  private Uni<Void> append(SqlTx tx, List<Placement> placements, OffsetDateTime now) {
    return tx.batch(
        """
        insert into index_record_version (bucket, record_id, version, content_enc, recorded_at)
        values ($1, $2, $3, $4, $5)
        """,
        placements.stream()
            .map(
                p ->
                    new Object[] {
                      p.recordId().bucket(),
                      p.row(),
                      p.isNew() ? 1 : p.version() + 1,
                      sealed.seal(Sealed.VERSION, p.row(), Sealed.text(p.source())),
                      now
                    })
            .toList());
  }

  /** Lets rows that were there before hold what their source says now. */
  public Uni<Void> update(SqlTx tx, List<Placement> changed) {
    return tx.batch(
        """
        update index_record
        set content_enc = $3, document_verified = $4, version = version + 1,
            status = case when status = 'WITHDRAWN' then 'FOUND' else status end
        where bucket = $1 and id = $2
        """,
        changed.stream()
            .map(
                p ->
                    new Object[] {
                      p.recordId().bucket(),
                      p.row(),
                      sealed.seal(Sealed.CONTENT, p.row(), Sealed.text(p.source())),
                      p.source().documentVerified()
                    })
            .toList());
  }

  /** Lets records stand at {@code status}. */
  public Uni<Void> setStatus(SqlTx tx, Collection<Id> records, RecordStatus status) {
    return tx.batch(
        "update index_record set status = $3 where bucket = $1 and id = $2 and status <> 'WITHDRAWN'",
        records.stream()
            .sorted()
            .map(r -> new Object[] {r.bucket(), r.uuid(), status.name()})
            .toList());
  }

  /**
   * Hangs patient numbers on records; what hangs there already stays as it is. Whoever else wants
   * one of them waits.
   */
  public Uni<Void> addPatients(SqlTx tx, List<PatientNumber> numbers) {
    return blocks
        .lock(tx, numbers.stream().map(n -> sealed.patient(n.domain(), n.patientId())))
        .chain(() -> hang(tx, numbers));
  }

  private Uni<Void> hang(SqlTx tx, List<PatientNumber> numbers) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    List<Object[]> beside = numbers.stream().map(n -> patient(n, now)).toList();
    List<Object[]> byNumber = numbers.stream().map(this::patientRecord).toList();
    return tx.batch(
            """
            insert into index_patient
              (bucket, record_id, domain, patient_idx, patient_enc, created_at)
            values ($1, $2, $3, $4, $5, $6) on conflict do nothing
            """,
            beside)
        .chain(
            () ->
                tx.batch(
                    """
                    insert into index_patient_record (bucket, domain, patient_idx, record_id)
                    values ($1, $2, $3, $4) on conflict do nothing
                    """,
                    byNumber));
  }

  private Object[] patient(PatientNumber number, OffsetDateTime now) {
    UUID record = number.recordId().uuid();
    return new Object[] {
      number.recordId().bucket(),
      record,
      number.domain(),
      Buffer.buffer(sealed.patient(number.domain(), number.patientId())),
      sealed.seal(Sealed.PATIENT, record, number.patientId()),
      now
    };
  }

  private Object[] patientRecord(PatientNumber number) {
    byte[] key = sealed.patient(number.domain(), number.patientId());
    return new Object[] {
      Bucket.ofHash(key), number.domain(), Buffer.buffer(key), number.recordId().uuid()
    };
  }

  private static <T> T[] column(
      List<Object[]> rows, int column, java.util.function.IntFunction<T[]> array) {
    return rows.stream().map(row -> row[column]).toArray(array);
  }
}
