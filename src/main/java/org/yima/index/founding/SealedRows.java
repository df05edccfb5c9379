package org.yima.index.founding;

import java.time.OffsetDateTime;
import java.util.Arrays;
import org.yima.index.RecordStatus;
import org.yima.index.SourceRecord;
import org.yima.index.store.Sealed;
import org.yima.platform.Bucket;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;

/**
 * The rows of a batch of records as far as they follow from each record alone: what is personal is
 * sealed once and for all as soon as it was read. Not for several threads.
 */
final class SealedRows {
  /** The last three columns follow from who is who. */
  static final String RECORDS =
      "index_record (bucket, id, domain, number_idx, number_enc, content_enc, document_verified,"
          + " status, version, links, created_at, person_id, certain_id, blocks)";

  static final String PATIENTS =
      "index_patient (bucket, record_id, domain, patient_idx, patient_enc, created_at)";
  static final String BY_PATIENT = "index_patient_record (bucket, domain, patient_idx, record_id)";

  private final Sealed sealed;
  private final Ids ids;
  private final OffsetDateTime now;
  private final CopyRows records = new CopyRows(1 << 19);
  private final CopyRows patients = new CopyRows(1 << 18);
  private final CopyRows byPatient = new CopyRows(1 << 17);

  /** Where the rows of each record begin, three by three. */
  private int[] starts = new int[3 << 10];

  private int size;

  SealedRows(Sealed sealed, Ids ids, OffsetDateTime now) {
    this.sealed = sealed;
    this.ids = ids;
    this.now = now;
  }

  /**
   * Adds a record and answers its id.
   *
   * @param number the hash under which it is found
   * @param patient the institution's own number of the patient; may be empty
   */
  Id add(SourceRecord record, byte[] number, boolean retired, String patient) {
    Id id = ids.within(IdType.RECORD, Bucket.ofHash(number));
    RecordStatus status = retired ? RecordStatus.RETIRED : RecordStatus.FOUND;
    begin();
    records
        .row(14)
        .int4(id.bucket())
        .uuid(id.uuid())
        .text(record.domain())
        .bytea(number)
        .bytea(sealed.seal(Sealed.NUMBER, id.uuid(), record.number()).getBytes())
        .bytea(sealed.seal(Sealed.CONTENT, id.uuid(), Sealed.text(record)).getBytes())
        .bool(record.documentVerified())
        .text(status.name())
        .int4(1)
        .int4(1)
        .time(now);
    if (!patient.isEmpty()) {
      byte[] key = sealed.patient(record.domain(), patient);
      patients
          .row(6)
          .int4(id.bucket())
          .uuid(id.uuid())
          .text(record.domain())
          .bytea(key)
          .bytea(sealed.seal(Sealed.PATIENT, id.uuid(), patient).getBytes())
          .time(now);
      byPatient.row(4).int4(Bucket.ofHash(key)).text(record.domain()).bytea(key).uuid(id.uuid());
    }
    return id;
  }

  private void begin() {
    if (3 * size + 6 > starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
    }
    mark(size++);
  }

  private void mark(int record) {
    starts[3 * record] = records.size();
    starts[3 * record + 1] = patients.size();
    starts[3 * record + 2] = byPatient.size();
  }

  /** Adds the rows of one of the records to those of others. */
  void moveTo(SealedRows others, int record) {
    mark(size);
    int at = 3 * record;
    others.begin();
    others.records.made(records.bytes(), starts[at], starts[at + 3]);
    others.patients.made(patients.bytes(), starts[at + 1], starts[at + 4]);
    others.byPatient.made(byPatient.bytes(), starts[at + 2], starts[at + 5]);
  }

  /** Lets all rows wait for the others of the load. */
  void waitIn(Waiting waiting) {
    mark(size);
    CopyRows begun = new CopyRows(records.size() + 4 * size);
    for (int record = 0; record < size; record++) {
      begun.begun(records.bytes(), starts[3 * record], starts[3 * record + 3]);
    }
    waiting.records.add(begun);
    waiting.patients.add(patients);
    waiting.byPatient.add(byPatient);
  }
}
