package org.yima.card.visitcard;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.platform.BlindIndex;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.SqlTx;
import org.yima.platform.Vault;

/** The rows of claims, in the family of the resident who makes them. */
@ApplicationScoped
class ClaimStore {
  /** A bound on trying numbers and on what is sent; a person has a handful of cards. */
  private static final int A_DAY = 10;

  /** Longer than the day that is counted. */
  private static final Duration KEPT = Duration.ofDays(2);

  private static final String NUMBER = "visit_card_claim.number";
  private static final String PHONE = "visit_card_claim.phone";
  private static final String PAGE = "visit_card_claim.face_page";

  private final Database database;
  private final Vault vault;
  private final BlindIndex index;
  private final Clock clock;

  ClaimStore(Database database, Vault vault, BlindIndex index, Clock clock) {
    this.database = database;
    this.vault = vault;
    this.index = index;
    this.clock = clock;
  }

  /** Writes a claim; false when the resident has made too many in a day. */
  Uni<Boolean> insert(SqlTx tx, Claim claim) {
    return one(tx, claim.residentId()).chain(() -> counted(tx, claim));
  }

  /**
   * One claim of a resident after the other: those made at the same moment would not count each
   * other.
   */
  private static Uni<Void> one(SqlTx tx, Id resident) {
    return tx.query(
            "select pg_advisory_xact_lock(hashtextextended($1, 0))", "visit-card " + resident)
        .replaceWithVoid();
  }

  private Uni<Boolean> counted(SqlTx tx, Claim claim) {
    return tx.write(
            """
            insert into visit_card_claim (bucket, id, resident_id, record_id, institution_id,
                                          number_idx, number_enc, proof, status, asked_at)
            select $1, $2, $3, $4, $5, $6, $7, $8, 'OPEN', $9
            where (select count(*) from visit_card_claim
                   where bucket = $1 and resident_id = $3 and asked_at > $10) < $11
            """,
            claim.id().bucket(),
            claim.id().uuid(),
            claim.residentId().uuid(),
            claim.recordId().uuid(),
            claim.hospital().uuid(),
            hash(claim.hospital(), claim.number()),
            Buffer.buffer(vault.seal(NUMBER, claim.id().uuid(), claim.number())),
            claim.proof().name(),
            claim.askedAt(),
            claim.askedAt().minusDays(1),
            A_DAY)
        .map(written -> written == 1);
  }

  private Buffer hash(Id hospital, String number) {
    return Buffer.buffer(index.of(NUMBER, hospital + "|" + number));
  }

  /** The claim of that id. */
  Uni<Optional<Claim>> find(Id id) {
    return database
        .query(
            "select * from visit_card_claim where bucket = $1 and id = $2", id.bucket(), id.uuid())
        .map(this::first);
  }

  /** A resident's newest claim on a card, in whichever family it lies. */
  Uni<Optional<Claim>> newest(Id resident, Id hospital, String number, CardProof proof) {
    return database
        .query(
            """
            select * from visit_card_claim
            where resident_id = $1 and institution_id = $2 and number_idx = $3 and proof = $4
            order by asked_at desc, id desc limit 1
            """,
            resident.uuid(),
            hospital.uuid(),
            hash(hospital, number),
            proof.name())
        .map(this::first);
  }

  /** Says whose card it can be and where the code goes, once; false when that was said before. */
  Uni<Boolean> send(Id id, Optional<Id> target, String phone) {
    return database
        .query(
            """
            update visit_card_claim set target_record = $3, phone_enc = $4
            where bucket = $1 and id = $2 and phone_enc is null
            """,
            id.bucket(),
            id.uuid(),
            target.map(Id::uuid).orElse(null),
            Buffer.buffer(vault.seal(PHONE, id.uuid(), phone)))
        .map(rows -> rows.rowCount() == 1);
  }

  /** Says whose card it can be and where the face is shown. */
  Uni<Void> show(Id id, Optional<Id> target, Claim.Face face) {
    return database
        .query(
            """
            update visit_card_claim set target_record = $3, face_request = $4, face_page_enc = $5
            where bucket = $1 and id = $2 and face_page_enc is null
            """,
            id.bucket(),
            id.uuid(),
            target.map(Id::uuid).orElse(null),
            face.request().uuid(),
            Buffer.buffer(vault.seal(PAGE, id.uuid(), face.page().toString())))
        .replaceWithVoid();
  }

  /** Ends a claim; false when it had ended. */
  Uni<Boolean> end(SqlTx tx, Id id, boolean done) {
    return tx.write(
            """
            update visit_card_claim set status = $3
            where bucket = $1 and id = $2 and status = 'OPEN'
            """,
            id.bucket(),
            id.uuid(),
            done ? "DONE" : "REFUSED")
        .map(ended -> ended == 1);
  }

  /** Forgets claims that nothing asks for any more; what came of each stays in the audit log. */
  Uni<Void> forget() {
    return database
        .query(
            "delete from visit_card_claim where asked_at < $1",
            OffsetDateTime.now(clock).minus(KEPT))
        .replaceWithVoid();
  }

  private Optional<Claim> first(RowSet<Row> rows) {
    return rows.rowCount() == 0 ? Optional.empty() : Optional.of(read(rows.iterator().next()));
  }

  private static Id request(Row row) {
    return new Id(IdType.ATTEMPT, row.getUUID("face_request"));
  }

  private Claim read(Row row) {
    Id id = new Id(IdType.CLAIM, row.getUUID("id"));
    return new Claim(
        id,
        new Id(IdType.RESIDENT, row.getUUID("resident_id")),
        new Id(IdType.RECORD, row.getUUID("record_id")),
        new Id(IdType.INSTITUTION, row.getUUID("institution_id")),
        vault.open(NUMBER, id.uuid(), row.getBuffer("number_enc").getBytes()),
        CardProof.valueOf(row.getString("proof")),
        row.getString("status").equals("OPEN"),
        Optional.ofNullable(row.getUUID("target_record")).map(it -> new Id(IdType.RECORD, it)),
        Optional.ofNullable(row.getBuffer("phone_enc"))
            .map(kept -> vault.open(PHONE, id.uuid(), kept.getBytes())),
        Optional.ofNullable(row.getBuffer("face_page_enc"))
            .map(kept -> vault.open(PAGE, id.uuid(), kept.getBytes()))
            .map(page -> new Claim.Face(request(row), URI.create(page))),
        row.getOffsetDateTime("asked_at"));
  }
}
