package org.yima.index.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.yima.index.DocumentKey;
import org.yima.index.IndexRecord;
import org.yima.index.RecordStatus;
import org.yima.index.SourceRecord;
import org.yima.platform.Bucket;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.OffLoop;

/**
 * Reads records. A withdrawn one is answered to nobody but by its own number. Statements name their
 * columns: a plan of all would not fit its answer once the table has one more or less.
 */
@ApplicationScoped
public class Records {
  /** Four times as many as are compared by a document at all. */
  private static final int MOST_OF_A_DOCUMENT = 1_024;

  /** A row's bucket is in its id: the bits that {@link Id} keeps it in. */
  private static final String PERSONS_BUCKET =
      "(((get_byte(uuid_send(person.id), 6) & 15) << 8) | get_byte(uuid_send(person.id), 7))";

  private static final String RECORDS_BUCKET =
      "(((get_byte(uuid_send(same.id), 6) & 15) << 8) | get_byte(uuid_send(same.id), 7))";

  /**
   * Record, person, records, numbers: each step is a look-up by key in the family it leads to. Only
   * records that are certainly the same person's count: a link by score gives no number away.
   */
  private static final String OF_PERSON =
      """
      with person as materialized (
        select person_id as id, coalesce(certain_id, person_id) as certain from index_record
        where bucket = $1 and id = $2 and status <> 'WITHDRAWN'),
      same as materialized (
        select p.record_id as id, person.certain from person
        join index_person_record p on p.person_id = person.id and p.bucket =
      """
          + PERSONS_BUCKET
          + """
      )
      select p.record_id, p.domain, p.patient_enc from same
      join index_patient p on p.record_id = same.id and p.domain = $3 and p.bucket =
      """
          + RECORDS_BUCKET
          + """
      join index_record r on r.bucket = p.bucket and r.id = p.record_id
        and coalesce(r.certain_id, r.person_id) = same.certain
      order by p.created_at, p.patient_idx
      """;

  /**
   * As sub-queries, arrays are of a length that nobody knows. Else the plan for an array of one is
   * always cheaper than that for any, and every call is planned anew, which takes three times as
   * long as to look.
   */
  private static final String OF_PERSONS_IN =
      """
      select r.id, r.domain, r.number_enc, r.content_enc, r.status, r.person_id, r.certain_id
      from unnest((select $1::int[]), (select $2::uuid[])) as person (bucket, id)
      join index_person_record same on same.bucket = person.bucket and same.person_id = person.id
      join index_record r on r.bucket =
          """
          + RECORDS_BUCKET.replace("same.id", "same.record_id")
          + " and r.id = same.record_id where r.domain = $3 and r.status <> 'WITHDRAWN'";

  private static final Logger LOG = Logger.getLogger(Records.class);

  /** To open more records than this is no work for the event loop. */
  static final int MANY = 32;

  private final Sealed sealed;

  public Records(Sealed sealed) {
    this.sealed = sealed;
  }

  /** A record by its natural key, withdrawn or not. */
  public Uni<Optional<IndexRecord>> byNumber(Statements db, String domain, String number) {
    return db.query(
            """
            select r.id, r.domain, r.number_enc, r.content_enc, r.status, r.person_id, r.certain_id
            from index_record r where r.bucket = $1 and r.domain = $2 and r.number_idx = $3
            """,
            sealed.bucket(domain, number),
            domain,
            Buffer.buffer(sealed.number(domain, number)))
        .map(this::first);
  }

  /** Records by their numbers, which are all of one domain; withdrawn ones too. */
  public Uni<Map<String, IndexRecord>> byNumbers(Statements db, List<SourceRecord> wanted) {
    List<byte[]> keys = wanted.stream().map(r -> sealed.number(r.domain(), r.number())).toList();
    return db.query(
            """
            select r.id, r.domain, r.number_enc, r.content_enc, r.status, r.person_id, r.certain_id
            from unnest($1::int[], $2::text[], $3::bytea[]) as w (bucket, domain, key)
            join index_record r
              on r.bucket = w.bucket and r.domain = w.domain and r.number_idx = w.key
            """,
            keys.stream().map(Bucket::ofHash).toArray(Integer[]::new),
            wanted.stream().map(SourceRecord::domain).toArray(String[]::new),
            keys.stream().map(Buffer::buffer).toArray(Buffer[]::new))
        .map(rows -> all(rows).stream().collect(Collectors.toMap(IndexRecord::number, r -> r)));
  }

  /** The ids of records by domain and number, in the order asked; those taken back are missing. */
  public Uni<List<Optional<Id>>> idsOfNumbers(
      Statements db, List<String> domains, List<String> numbers) {
    List<byte[]> keys = new ArrayList<>();
    for (int i = 0; i < domains.size(); i++) {
      keys.add(sealed.number(domains.get(i), numbers.get(i)));
    }
    return db.query(
            """
            select r.id from unnest($1::int[], $2::text[], $3::bytea[])
              with ordinality as w (bucket, domain, key, place)
            left join index_record r
              on r.bucket = w.bucket and r.domain = w.domain and r.number_idx = w.key
                and r.status <> 'WITHDRAWN'
            order by w.place
            """,
            keys.stream().map(Bucket::ofHash).toArray(Integer[]::new),
            domains.toArray(String[]::new),
            keys.stream().map(Buffer::buffer).toArray(Buffer[]::new))
        .map(
            rows ->
                stream(rows).stream()
                    .map(row -> Optional.ofNullable(row.getUUID("id")))
                    .map(id -> id.map(uuid -> new Id(IdType.RECORD, uuid)))
                    .toList());
  }

  /** How many steps of history each of these records has. */
  public Uni<Map<Id, Integer>> steps(Statements db, Collection<Id> ids) {
    return db.query(
            """
            select r.id, r.links from unnest($1::int[], $2::uuid[]) as wanted (bucket, id)
            join index_record r on r.bucket = wanted.bucket and r.id = wanted.id
            order by r.bucket, r.number_idx for update of r
            """,
            ids.stream().map(Id::bucket).toArray(Integer[]::new),
            ids.stream().map(Id::uuid).toArray(UUID[]::new))
        .map(
            rows ->
                stream(rows).stream()
                    .collect(
                        Collectors.toMap(
                            row -> new Id(IdType.RECORD, row.getUUID("id")),
                            row -> row.getInteger("links"))));
  }

  public Uni<Optional<IndexRecord>> byId(Statements db, Id id) {
    return db.query(
            """
            select r.id, r.domain, r.number_enc, r.content_enc, r.status, r.person_id, r.certain_id
            from index_record r where r.bucket = $1 and r.id = $2 and r.status <> 'WITHDRAWN'
            """,
            id.bucket(),
            id.uuid())
        .map(this::first);
  }

  public Uni<List<IndexRecord>> byIds(Statements db, Collection<Id> ids) {
    return ids.isEmpty()
        ? Uni.createFrom().item(List.of())
        : rowsOf(db, ids).chain(rows -> computed(rows, () -> all(rows)));
  }

  private static Uni<RowSet<Row>> rowsOf(Statements db, Collection<Id> ids) {
    return db.query(
        """
            select r.id, r.domain, r.number_enc, r.content_enc, r.status, r.person_id, r.certain_id
            from unnest($1::int[], $2::uuid[]) as wanted (bucket, id)
            join index_record r on r.bucket = wanted.bucket and r.id = wanted.id
            where r.status <> 'WITHDRAWN' order by r.created_at, r.id
            """,
        ids.stream().map(Id::bucket).toArray(Integer[]::new),
        ids.stream().map(Id::uuid).toArray(UUID[]::new));
  }

  /**
   * Every record that carries one of these documents; of one that more than {@value
   * #MOST_OF_A_DOCUMENT} give, which is everybody's, only so many.
   */
  public Uni<List<IndexRecord>> ofDocuments(Statements db, Collection<DocumentKey> documents) {
    List<byte[]> keys = documents.stream().map(sealed::document).toList();
    return db.query(
            """
            select b.record_id from unnest($1::int[], $2::bytea[]) as wanted (bucket, key)
            cross join lateral (
              select unnest(k.records) as record_id from index_block k
              where k.bucket = wanted.bucket and k.key = wanted.key
              union all
              (select m.record_id from index_block_record m
               where m.bucket = wanted.bucket and m.key = wanted.key
               order by m.record_id limit $3)
              order by record_id limit $3) b
            """,
            keys.stream().map(Bucket::ofHash).toArray(Integer[]::new),
            keys.stream().map(Buffer::buffer).toArray(Buffer[]::new),
            MOST_OF_A_DOCUMENT)
        .map(Records::recordIds)
        .chain(ids -> byIds(db, ids));
  }

  /**
   * As {@link #ofDocuments}, as one domain knows them: its own records, and those of others that it
   * has hung a patient number on, after its own. What else other domains hold is not read, and the
   * same statements run whether or not they hold anything.
   */
  public Uni<List<IndexRecord>> ofDocumentIn(Statements db, String domain, DocumentKey document) {
    return idsOfBlocks(db, List.of(sealed.document(document)))
        .chain(
            ids ->
                db.query(
                    """
                    select r.id, r.domain, r.number_enc, r.content_enc, r.status, r.person_id,
                           r.certain_id
                    from unnest($1::int[], $2::uuid[]) as wanted (bucket, id)
                    join index_record r on r.bucket = wanted.bucket and r.id = wanted.id
                    where r.status <> 'WITHDRAWN' and (r.domain = $3 or exists (
                      select from index_patient p
                      where p.bucket = r.bucket and p.record_id = r.id and p.domain = $3))
                    order by r.domain <> $3, r.created_at, r.id
                    """,
                    ids.stream().map(Id::bucket).toArray(Integer[]::new),
                    ids.stream().map(Id::uuid).toArray(UUID[]::new),
                    domain))
        .map(this::all);
  }

  /** Records that were never put into the blocks of their keys, in order, after one of them. */
  public Uni<List<Id>> withoutBlocks(Statements db, Optional<Id> after, int limit) {
    return db.query(
            """
            select id as record_id from index_record
            where blocks is null and status <> 'WITHDRAWN'
              and ($2::int is null or (bucket, id) > ($2, $3::uuid))
            order by bucket, id limit $1
            """,
            limit,
            after.map(Id::bucket).orElse(null),
            after.map(Id::uuid).orElse(null))
        .map(Records::recordIds);
  }

  public Uni<List<IndexRecord>> ofPerson(Statements db, Id person) {
    return recordIdsOf(db, person).chain(ids -> byIds(db, ids));
  }

  private static Uni<List<Id>> recordIdsOf(Statements db, Id person) {
    return db.query(
            "select record_id from index_person_record where bucket = $1 and person_id = $2",
            person.bucket(),
            person.uuid())
        .map(Records::recordIds);
  }

  /** Every record of the persons that these records are linked to. */
  public Uni<List<IndexRecord>> ofPersons(Statements db, Collection<IndexRecord> linked) {
    List<Id> persons = linked.stream().map(IndexRecord::personId).distinct().toList();
    return db.query(
            """
            select p.record_id from unnest($1::int[], $2::uuid[]) as wanted (bucket, id)
            join index_person_record p on p.bucket = wanted.bucket and p.person_id = wanted.id
            """,
            persons.stream().map(Id::bucket).toArray(Integer[]::new),
            persons.stream().map(Id::uuid).toArray(UUID[]::new))
        .map(Records::recordIds)
        .chain(ids -> byIds(db, ids));
  }

  /** The records that a domain has of these persons. */
  public Uni<List<IndexRecord>> ofPersonsIn(Statements db, String domain, Collection<Id> persons) {
    return persons.isEmpty()
        ? Uni.createFrom().item(List.of())
        : db.query(
                OF_PERSONS_IN,
                persons.stream().map(Id::bucket).toArray(Integer[]::new),
                persons.stream().map(Id::uuid).toArray(UUID[]::new),
                domain)
            .chain(rows -> computed(rows, () -> all(rows)));
  }

  private Uni<List<Id>> idsOfBlocks(Statements db, List<byte[]> keys) {
    return db.query(
            """
            with wanted as (select * from unnest($1::int[], $2::bytea[]) as w (bucket, key))
            select unnest(k.records) as record_id from wanted
            join index_block k on k.bucket = wanted.bucket and k.key = wanted.key
            union all
            select b.record_id from wanted
            join index_block_record b on b.bucket = wanted.bucket and b.key = wanted.key
            """,
            keys.stream().map(Bucket::ofHash).toArray(Integer[]::new),
            keys.stream().map(Buffer::buffer).toArray(Buffer[]::new))
        .map(Records::recordIds);
  }

  /** Records beside the patient number that a hospital knows their person by. */
  public Uni<List<IndexRecord>> ofPatient(Statements db, String domain, String patientId) {
    byte[] key = sealed.patient(domain, patientId);
    return db.query(
            """
            select record_id from index_patient_record
            where bucket = $1 and domain = $2 and patient_idx = $3
            """,
            Bucket.ofHash(key),
            domain,
            Buffer.buffer(key))
        .map(Records::recordIds)
        .chain(ids -> byIds(db, ids));
  }

  /** A patient number and the record that it hangs on. */
  public record Numbered(Id recordId, String domain, String patientId) {
    /** Only its record: the number is personal data and must not reach a log. */
    @Override
    public String toString() {
      return "Numbered[" + recordId + "]";
    }
  }

  /** A domain's patient numbers that hang on any record of the person whose record this is. */
  public Uni<List<Numbered>> patientNumbersOfPerson(Statements db, String domain, Id record) {
    return db.query(OF_PERSON, record.bucket(), record.uuid(), domain)
        .map(rows -> stream(rows).stream().map(this::numbered).toList());
  }

  /** The patient numbers that hang on these records; planned once, as {@link #OF_PERSONS_IN}. */
  public Uni<List<Numbered>> patientNumbers(Statements db, Collection<Id> records) {
    return db.query(
            """
            select p.record_id, p.domain, p.patient_enc
            from unnest((select $1::int[]), (select $2::uuid[])) as wanted (bucket, id)
            join index_patient p on p.bucket = wanted.bucket and p.record_id = wanted.id
            order by p.created_at, p.patient_idx
            """,
            records.stream().map(Id::bucket).toArray(Integer[]::new),
            records.stream().map(Id::uuid).toArray(UUID[]::new))
        .map(rows -> stream(rows).stream().map(this::numbered).toList());
  }

  private Numbered numbered(Row row) {
    UUID record = row.getUUID("record_id");
    return new Numbered(
        new Id(IdType.RECORD, record),
        row.getString("domain"),
        sealed.open(Sealed.PATIENT, record, row.getBuffer("patient_enc").getBytes()));
  }

  /**
   * Records of which some may not be readable.
   *
   * @param unreadable those that their key does not open
   */
  public record Opened(List<IndexRecord> records, List<Id> unreadable) {}

  /** As {@link #byIds}; what cannot be opened is answered apart and holds up nobody else. */
  public Uni<Opened> readable(Statements db, Collection<Id> ids) {
    return ids.isEmpty()
        ? Uni.createFrom().item(new Opened(List.of(), List.of()))
        : rowsOf(db, ids).chain(rows -> computed(rows, () -> opened(stream(rows))));
  }

  /** Opens rows; those that do not open are answered apart. */
  Opened opened(List<Row> rows) {
    List<IndexRecord> records = new ArrayList<>();
    List<Id> unreadable = new ArrayList<>();
    for (Row row : rows) {
      try {
        records.add(record(row));
      } catch (RuntimeException unopened) {
        Id id = new Id(IdType.RECORD, row.getUUID("id"));
        // What it says may be a part of what it could not read.
        LOG.errorf("record %s cannot be read: %s", id, unopened.getClass().getName());
        unreadable.add(id);
      }
    }
    return new Opened(records, unreadable);
  }

  /** To open many takes longer than an event loop may be held. */
  static <T> Uni<T> computed(RowSet<Row> rows, Supplier<T> work) {
    return rows.rowCount() > MANY ? OffLoop.compute(work) : Uni.createFrom().item(work);
  }

  private Optional<IndexRecord> first(RowSet<Row> rows) {
    return all(rows).stream().findFirst();
  }

  private List<IndexRecord> all(RowSet<Row> rows) {
    return stream(rows).stream().map(this::record).toList();
  }

  IndexRecord record(Row row) {
    UUID id = row.getUUID("id");
    String number = sealed.open(Sealed.NUMBER, id, row.getBuffer("number_enc").getBytes());
    String content = sealed.open(Sealed.CONTENT, id, row.getBuffer("content_enc").getBytes());
    SourceRecord source = Sealed.record(row.getString("domain"), number, content);
    return new IndexRecord(
        new Id(IdType.RECORD, id),
        new Id(IdType.PERSON, row.getUUID("person_id")),
        RecordStatus.valueOf(row.getString("status")),
        source.domain(),
        source.number(),
        source.name(),
        source.document(),
        source.documentVerified(),
        source.birthDate(),
        source.sex(),
        source.phone(),
        source.address(),
        source.further(),
        Optional.ofNullable(row.getUUID("certain_id")));
  }

  static List<Id> recordIds(RowSet<Row> rows) {
    return stream(rows).stream()
        .map(row -> new Id(IdType.RECORD, row.getUUID("record_id")))
        .distinct()
        .toList();
  }

  static List<Row> stream(RowSet<Row> rows) {
    List<Row> list = new ArrayList<>(rows.rowCount());
    rows.forEach(list::add);
    return list;
  }
}
