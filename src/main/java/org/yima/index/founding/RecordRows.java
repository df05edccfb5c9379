package org.yima.index.founding;

import io.vertx.core.buffer.Buffer;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.index.RecordStatus;
import org.yima.index.SourceRecord;
import org.yima.index.living.Census;
import org.yima.index.store.LinkScores;
import org.yima.index.store.Sealed;
import org.yima.platform.Bucket;
import org.yima.platform.Id;

/** The rows of records and of what lies beside them, in the order of their keys. */
final class RecordRows {
  static final String RECORDS =
      "index_record (bucket, id, domain, number_idx, number_enc, content_enc, document_idx,"
          + " phone_idx, name_idx, document_verified, status, person_id, version, links, created_at,"
          + " blocks, certain_id)";
  static final String VERSIONS =
      "index_record_version (bucket, record_id, version, content_enc, recorded_at)";
  static final String STEPS = "index_link (bucket, record_id, step, to_person, reason, actor, at)";
  static final String SCORES =
      "index_link_score (bucket, record_id, step, other_id, score, weights)";
  static final String MEMBERS = "index_person_record (bucket, person_id, record_id)";
  static final String PATIENTS =
      "index_patient (bucket, record_id, domain, patient_idx, patient_enc, created_at)";
  static final String BY_PATIENT = "index_patient_record (bucket, domain, patient_idx, record_id)";

  private static final int PART = 1 << 10;

  private final Census census;
  private final Roll roll;
  private final BlockRoll blocks;
  private final Persons persons;
  private final Sealed sealed;
  private final String actor;
  private final OffsetDateTime now;
  private final int[] order;

  RecordRows(
      Census census,
      Roll roll,
      BlockRoll blocks,
      Persons persons,
      Sealed sealed,
      String actor,
      OffsetDateTime now) {
    this.census = census;
    this.roll = roll;
    this.blocks = blocks;
    this.persons = persons;
    this.sealed = sealed;
    this.actor = actor;
    this.now = now;
    order = roll.inOrder();
  }

  /** What one record adds. */
  interface One {
    void add(CopyRows rows, int place);
  }

  int parts() {
    return (order.length + PART - 1) / PART;
  }

  CopyRows part(int part, One one) {
    CopyRows rows = new CopyRows();
    for (int i = part * PART; i < Math.min(order.length, (part + 1) * PART); i++) {
      one.add(rows, order[i]);
    }
    return rows;
  }

  void record(CopyRows rows, int place) {
    SourceRecord record = census.record(place);
    Id id = roll.id(place);
    rows.row(17)
        .int4(id.bucket())
        .uuid(id.uuid())
        .text(record.domain())
        .bytea(roll.number(place))
        .bytea(bytes(sealed.seal(Sealed.NUMBER, id.uuid(), record.number())))
        .bytea(bytes(sealed.seal(Sealed.CONTENT, id.uuid(), Sealed.text(record))))
        .bytea(bytes(sealed.documentOrNull(record)))
        .bytea(bytes(sealed.phoneOrNull(record)))
        .bytea(bytes(sealed.nameOrNull(record)))
        .bool(record.documentVerified())
        .text((roll.isRetired(place) ? RecordStatus.RETIRED : RecordStatus.FOUND).name())
        .uuid(persons.person(place).uuid())
        .int4(1)
        .int4(1)
        .time(now)
        .byteas(blocks.keys(place))
        .uuid(persons.certain(place));
  }

  private static byte[] bytes(Buffer buffer) {
    return buffer == null ? null : buffer.getBytes();
  }

  void version(CopyRows rows, int place) {
    Id id = roll.id(place);
    rows.row(5)
        .int4(id.bucket())
        .uuid(id.uuid())
        .int4(1)
        .bytea(bytes(sealed.seal(Sealed.VERSION, id.uuid(), Sealed.text(census.record(place)))))
        .time(now);
  }

  void step(CopyRows rows, int place) {
    Id id = roll.id(place);
    rows.row(7)
        .int4(id.bucket())
        .uuid(id.uuid())
        .int4(1)
        .uuid(persons.person(place).uuid())
        .text(persons.reason(place).name())
        .text(actor)
        .time(now);
  }

  void score(CopyRows rows, int place) {
    Optional<LinkScores.Score> score = persons.score(place);
    if (score.isPresent()) {
      Id id = roll.id(place);
      rows.row(6)
          .int4(id.bucket())
          .uuid(id.uuid())
          .int4(1)
          .uuid(score.get().other().uuid())
          .int4(score.get().score())
          .text(score.get().weights());
    }
  }

  void member(CopyRows rows, int place) {
    Id person = persons.person(place);
    rows.row(3).int4(person.bucket()).uuid(person.uuid()).uuid(roll.uuid(place));
  }

  void patient(CopyRows rows, int place) {
    if (!roll.patient(place).isEmpty()) {
      Id id = roll.id(place);
      String domain = census.record(place).domain();
      rows.row(6)
          .int4(id.bucket())
          .uuid(id.uuid())
          .text(domain)
          .bytea(sealed.patient(domain, roll.patient(place)))
          .bytea(bytes(sealed.seal(Sealed.PATIENT, id.uuid(), roll.patient(place))))
          .time(now);
    }
  }

  void byPatient(CopyRows rows, int place) {
    if (!roll.patient(place).isEmpty()) {
      String domain = census.record(place).domain();
      byte[] key = sealed.patient(domain, roll.patient(place));
      rows.row(4).int4(Bucket.ofHash(key)).text(domain).bytea(key).uuid(roll.uuid(place));
    }
  }
}
