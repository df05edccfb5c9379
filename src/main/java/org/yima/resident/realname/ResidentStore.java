package org.yima.resident.realname;

import static org.yima.resident.MayAct.OF_ROW;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Role;
import org.yima.platform.SqlTx;
import org.yima.platform.Vault;
import org.yima.resident.MayAct;
import org.yima.resident.Relation;
import org.yima.resident.Resident;
import org.yima.resident.Verification;

/** The rows of residents, encrypted, and the list of those an account may act for. */
@ApplicationScoped
public class ResidentStore {
  private static final String NAME = "resident.name";
  private static final String NUMBER = "resident.id_number";
  private static final String PHONE = "resident.phone";
  private static final String BIRTH = "resident.birth_date";
  private static final String SEX = "resident.sex";
  private static final String ACTABLE =
      "select * from resident r where r.bucket = $4 and r.id = $5 and " + OF_ROW;

  private final Database database;
  private final Vault vault;
  private final Clock clock;

  ResidentStore(Database database, Vault vault, Clock clock) {
    this.database = database;
    this.vault = vault;
    this.clock = clock;
  }

  /**
   * A stored resident.
   *
   * @param account who signs in as this person; none for a child
   */
  public record Stored(Resident resident, Optional<Id> account, byte[] documentKey) {}

  /** A resident that an account may act for. */
  public record Listed(Id resident, Relation relation) {}

  /** The resident of that id. */
  public Uni<Optional<Stored>> find(Id id) {
    return database
        .query("select * from resident where bucket = $1 and id = $2", id.bucket(), id.uuid())
        .map(rows -> first(rows).map(this::read));
  }

  /** The resident of that id, unless they turned out to be another. */
  public Uni<Optional<Stored>> standing(Id id) {
    return database
        .query(
            "select * from resident where bucket = $1 and id = $2 and merged_into is null",
            id.bucket(),
            id.uuid())
        .map(rows -> first(rows).map(this::read));
  }

  /**
   * As {@link #find(Id)}, on the caller's connection: a transaction never waits for a second one.
   */
  public Uni<Optional<Stored>> find(SqlTx tx, Id id) {
    return tx.query("select * from resident where bucket = $1 and id = $2", id.bucket(), id.uuid())
        .map(rows -> first(rows).map(this::read));
  }

  /**
   * The resident of that id, when the caller may act for them: by their own account, by a proxy
   * that stands, or with them present at the counter. One statement, whatever the answer.
   */
  public Uni<Optional<Stored>> actable(Caller caller, Id id) {
    return database
        .query(
            ACTABLE,
            Stream.concat(
                    Arrays.stream(MayAct.parameters(caller, OffsetDateTime.now(clock))),
                    Stream.of(id.bucket(), id.uuid()))
                .toArray())
        .map(rows -> first(rows).map(this::read));
  }

  /** Whether the caller is that resident, by their own account or present at the counter. */
  public Uni<Boolean> isSelf(Caller caller, Id id) {
    return database
        .query(
            """
            select 1 from resident
            where bucket = $1 and id = $2 and merged_into is null and (account_id = $3 or $4)
            """,
            id.bucket(),
            id.uuid(),
            account(caller),
            caller.present().equals(Optional.of(id)))
        .map(rows -> rows.rowCount() == 1);
  }

  private static UUID account(Caller caller) {
    return caller.id().filter(self -> caller.role() == Role.RESIDENT).map(Id::uuid).orElse(null);
  }

  /** Writes a verified resident; repeating it changes nothing. */
  Uni<Integer> insert(
      SqlTx tx, Id id, Id record, Optional<Id> account, Applicant applicant, byte[] documentKey) {
    return tx.query(
            """
            insert into resident (bucket, id, record_id, account_id, name_enc, id_type, id_number_enc,
                                  document_idx, phone_enc, birth_date_enc, sex_enc, verification,
                                  created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'VERIFIED', $12)
            on conflict (bucket, id) do nothing
            """,
            id.bucket(),
            id.uuid(),
            record.uuid(),
            account.map(Id::uuid).orElse(null),
            seal(NAME, id, applicant.name()),
            applicant.document().idType().name(),
            seal(NUMBER, id, applicant.document().idNumber()),
            Buffer.buffer(documentKey),
            seal(PHONE, id, applicant.phone()),
            applicant.birthDate().map(d -> seal(BIRTH, id, d.toString())).orElse(null),
            applicant.sex().map(s -> seal(SEX, id, s.name())).orElse(null),
            OffsetDateTime.now(clock))
        .map(RowSet::rowCount);
  }

  /**
   * Gives a resident the identity that a document has proved; false when they have another by now.
   *
   * @param before under which they were found
   * @param account who signs in as this person; nothing leaves what there is
   */
  public Uni<Boolean> identify(
      SqlTx tx, Stored before, Applicant applicant, byte[] documentKey, Optional<Id> account) {
    Id id = before.resident().id();
    return tx.write(
            """
            update resident
            set name_enc = $4, id_type = $5, id_number_enc = $6, document_idx = $7,
                birth_date_enc = $8, sex_enc = $9, account_id = coalesce($10, account_id),
                verification = 'VERIFIED', temporary_until = null, version = version + 1
            where bucket = $1 and id = $2 and document_idx = $3 and merged_into is null
            """,
            id.bucket(),
            id.uuid(),
            Buffer.buffer(before.documentKey()),
            seal(NAME, id, applicant.name()),
            applicant.document().idType().name(),
            seal(NUMBER, id, applicant.document().idNumber()),
            Buffer.buffer(documentKey),
            applicant.birthDate().map(d -> seal(BIRTH, id, d.toString())).orElse(null),
            applicant.sex().map(s -> seal(SEX, id, s.name())).orElse(null),
            account.map(Id::uuid).orElse(null))
        .map(changed -> changed == 1);
  }

  /** Keeps the phone at which a resident is reached from now on. */
  public Uni<Integer> reachAt(SqlTx tx, Id id, String phone) {
    return tx.write(
        "update resident set phone_enc = $3, version = version + 1 where bucket = $1 and id = $2",
        id.bucket(),
        id.uuid(),
        seal(PHONE, id, phone));
  }

  /**
   * Who has turned out to be another resident acts as themselves no more; false when so already.
   */
  public Uni<Boolean> merged(SqlTx tx, Id from, Id into) {
    return tx.write(
            """
            update resident set merged_into = $3, version = version + 1
            where bucket = $1 and id = $2 and merged_into is null
            """,
            from.bucket(),
            from.uuid(),
            into.uuid())
        .map(changed -> changed == 1);
  }

  /** A merge was undone: the resident is one of their own again. */
  public Uni<Integer> unmerged(SqlTx tx, Id from) {
    return tx.write(
        """
        update resident set merged_into = null, version = version + 1
        where bucket = $1 and id = $2 and merged_into is not null
        """,
        from.bucket(),
        from.uuid());
  }

  /**
   * Writes somebody without a document.
   *
   * @param key takes the place of a document's; no document has it
   */
  public Uni<Void> insertTemporary(SqlTx tx, Resident person, byte[] key, String kind, Id at) {
    Id id = person.id();
    return tx.write(
            """
            insert into resident (bucket, id, record_id, name_enc, id_type, id_number_enc,
                                  document_idx, phone_enc, birth_date_enc, sex_enc, verification,
                                  temporary_kind, temporary_until, temporary_by, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'TEMPORARY', $11, $12, $13, $14)
            """,
            id.bucket(),
            id.uuid(),
            person.recordId().uuid(),
            seal(NAME, id, person.name()),
            person.idType(),
            seal(NUMBER, id, person.idNumber()),
            Buffer.buffer(key),
            seal(PHONE, id, person.phone()),
            person.birthDate().map(d -> seal(BIRTH, id, d.toString())).orElse(null),
            person.sex().map(s -> seal(SEX, id, s)).orElse(null),
            kind,
            person.until().map(end -> end.atOffset(ZoneOffset.UTC)).orElseThrow(),
            at.uuid(),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  /** Adds a resident to an account's list; repeating it changes nothing. */
  public Uni<Void> list(
      SqlTx tx, Id account, Resident resident, Relation relation, Optional<Id> proxy) {
    return tx.query(
            """
            insert into account_resident (bucket, account_id, resident_id, record_id, relation,
                                          proxy_id, since)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (bucket, account_id, resident_id) do nothing
            """,
            account.bucket(),
            account.uuid(),
            resident.id().uuid(),
            resident.recordId().uuid(),
            relation.name(),
            proxy.map(Id::uuid).orElse(null),
            OffsetDateTime.now(clock))
        .replaceWithVoid();
  }

  /** Takes a resident off an account's list. */
  public Uni<Void> unlist(SqlTx tx, Id account, Id resident) {
    return tx.write(
            """
            delete from account_resident
            where bucket = $1 and account_id = $2 and resident_id = $3 and relation <> 'SELF'
            """,
            account.bucket(),
            account.uuid(),
            resident.uuid())
        .replaceWithVoid();
  }

  /** The residents on an account's list, its own first, then in the order they came. */
  public Uni<List<Listed>> listed(Id account) {
    return database
        .query(
            """
            select resident_id, relation from account_resident
            where bucket = $1 and account_id = $2
            order by (relation = 'SELF') desc, since, resident_id
            """,
            account.bucket(),
            account.uuid())
        .map(
            rows -> {
              List<Listed> list = new ArrayList<>();
              rows.forEach(
                  row ->
                      list.add(
                          new Listed(
                              new Id(IdType.RESIDENT, row.getUUID("resident_id")),
                              Relation.valueOf(row.getString("relation")))));
              return list;
            });
  }

  private Stored read(Row row) {
    Id id = new Id(IdType.RESIDENT, row.getUUID("id"));
    Resident resident =
        new Resident(
            id,
            new Id(IdType.RECORD, row.getUUID("record_id")),
            open(NAME, id, row, "name_enc").orElseThrow(),
            row.getString("id_type"),
            open(NUMBER, id, row, "id_number_enc").orElseThrow(),
            open(BIRTH, id, row, "birth_date_enc").map(LocalDate::parse),
            open(SEX, id, row, "sex_enc"),
            Verification.valueOf(row.getString("verification")),
            open(PHONE, id, row, "phone_enc").orElseThrow(),
            Optional.ofNullable(row.getOffsetDateTime("temporary_until"))
                .map(OffsetDateTime::toInstant));
    Optional<UUID> account = Optional.ofNullable(row.getUUID("account_id"));
    return new Stored(
        resident,
        account.map(uuid -> new Id(IdType.ACCOUNT, uuid)),
        row.getBuffer("document_idx").getBytes());
  }

  private Buffer seal(String column, Id id, String value) {
    return Buffer.buffer(vault.seal(column, id.uuid(), value));
  }

  private Optional<String> open(String column, Id id, Row row, String name) {
    return Optional.ofNullable(row.getBuffer(name))
        .map(stored -> vault.open(column, id.uuid(), stored.getBytes()));
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return rows.rowCount() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
  }
}
