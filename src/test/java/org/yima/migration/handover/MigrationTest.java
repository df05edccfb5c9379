package org.yima.migration.handover;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.TestStaff;
import org.yima.index.DocumentKey;
import org.yima.index.IndexRecord;
import org.yima.index.PersonIndex;
import org.yima.index.RecordStatus;
import org.yima.index.SourceRecord;
import org.yima.index.VisitCard;
import org.yima.migration.running.Repairs;
import org.yima.migration.running.Steps;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Problem;
import org.yima.platform.Sha256;

/** A hospital's visit cards, from the upload to their retirement, over the real doors. */
@QuarkusTest
@TestProfile(WithoutJobs.class)
@QuarkusTestResource(PostgresResource.class)
class MigrationTest {
  private static final AtomicInteger HOSPITALS = new AtomicInteger();

  @Inject PersonIndex index;
  @Inject Database database;
  @Inject Steps steps;
  @Inject Repairs repairs;

  /** A hospital of its own for each test, with its domain and its client. */
  private record Hospital(int number, String domain, String token) {
    static Hospital fresh() {
      int number = HOSPITALS.incrementAndGet();
      String code = "mig" + number;
      String id = TestClient.institution("HOSPITAL", code, Map.of("domain", code + "-card"));
      return new Hospital(number, code + "-card", TestClient.of(id, "HOSPITAL").token());
    }

    RequestSpecification call() {
      return given().header("Authorization", "Bearer " + token);
    }

    String create(Map<String, Object> mapping) {
      return call()
          .contentType(ContentType.JSON)
          .body(Map.of("name", "cards", "domain", domain, "mapping", mapping))
          .post("/v1/hospital/migrations")
          .then()
          .statusCode(201)
          .body("status", equalTo("DRAFT"))
          .extract()
          .path("id");
    }

    ValidatableResponse upload(String id, byte[] bytes) {
      return call()
          .contentType("text/csv")
          .header("Repr-Digest", digest(bytes))
          .body(bytes)
          .put("/v1/hospital/migrations/" + id + "/files/cards.csv")
          .then();
    }

    ValidatableResponse post(String id, String command) {
      return call().post("/v1/hospital/migrations/" + id + "/" + command).then();
    }

    ValidatableResponse get(String id, String what) {
      return call().get("/v1/hospital/migrations/" + id + what).then().statusCode(200);
    }
  }

  private static String digest(byte[] bytes) {
    return "sha-256=:" + Base64.getEncoder().encodeToString(Sha256.of(bytes)) + ":";
  }

  private static ValidatableResponse decide(
      String login, String id, String stage, String decision) {
    return given()
        .header("Authorization", "Bearer " + TestStaff.token(login))
        .contentType(ContentType.JSON)
        .body(Map.of("stage", stage, "decision", decision, "reason", "looked at it"))
        .post("/v1/admin/migrations/" + id + "/approvals")
        .then();
  }

  private static void reviewers() {
    if (REVIEWERS_MADE.compareAndSet(false, true)) {
      TestClient.staff("mig.reviewer.1", "REVIEWER", null);
      TestClient.staff("mig.reviewer.2", "REVIEWER", null);
    }
  }

  private static final java.util.concurrent.atomic.AtomicBoolean REVIEWERS_MADE =
      new java.util.concurrent.atomic.AtomicBoolean();

  private static void approve(String id, String stage) {
    reviewers();
    decide("mig.reviewer.1", id, stage, "APPROVE").statusCode(201);
    decide("mig.reviewer.2", id, stage, "APPROVE").statusCode(201);
  }

  private String rehearsed(Hospital hospital, Extract extract) {
    String id = hospital.create(Extract.MAPPING);
    hospital.upload(id, extract.bytes()).statusCode(200).body("complete", equalTo(true));
    hospital.post(id, "profile").statusCode(202).body("task", equalTo("PROFILE"));
    steps.all(id(id));
    hospital.get(id, "").body("status", equalTo("PROFILED"));
    hospital.post(id, "dry-run").statusCode(202);
    steps.all(id(id));
    hospital.get(id, "").body("status", equalTo("DRY_RUN"));
    return id;
  }

  private static Id id(String text) {
    return Id.parse(IdType.MIGRATION, text).orElseThrow();
  }

  /** What the extract of {@link Extract} comes to, whoever reads it. */
  private static void checkReport(ValidatableResponse report, Extract extract) {
    report
        .body("rowsRead", equalTo(extract.rows()))
        .body("stored", equalTo(Extract.CLEAN + 6))
        .body("quarantined", equalTo(7))
        .body("linked", equalTo(1))
        .body("review", equalTo(1))
        .body("balances.find { it.kind == 'CASH' }.rows", equalTo(Extract.CLEAN + 4))
        .body(
            "balances.find { it.kind == 'CASH' }.total",
            equalTo(Extract.CLEAN * 101 + 2000 + 300 + 234 + 800))
        .body("balances.find { it.kind == 'RELIEF' }.total", equalTo(50))
        .body("balances.find { it.kind == 'UNNAMED' }.total", equalTo(600))
        .body("quarantinedBalances.find { it.kind == 'CASH' }.rows", equalTo(4))
        .body("quarantinedBalances.find { it.kind == 'CASH' }.total", equalTo(11600))
        .body("unreadableBalances", equalTo(3));
  }

  @Test
  void everyRowAndEveryFenIsAccountedForAndCardsResolveUntilAndAfterTheyRetire() {
    Hospital hospital = Hospital.fresh();
    Extract extract = new Extract(hospital.number());
    String id = rehearsed(hospital, extract);
    checkReport(hospital.get(id, "/report"), extract);
    assertThat(await(index.byVisitCard(hospital.domain(), extract.card(0)))).isEmpty();

    hospital.post(id, "run").statusCode(409).body("code", equalTo("migration.not-approved"));
    approve(id, "RUN");
    hospital.post(id, "run").statusCode(202).body("status", equalTo("RUNNING"));
    steps.all(id(id));
    hospital.get(id, "").body("status", equalTo("REVIEWING"));
    checkReport(hospital.get(id, "/report"), extract);
    assertThat(owed(id)).isEqualTo(Extract.CLEAN * 101 + 2000 + 300 + 234 + 800 + 50 + 600);
    hospital
        .get(id, "/quarantine")
        .body("items", hasSize(7))
        .body(
            "items.reason",
            equalTo(
                List.of(
                    "SCIENTIFIC_NOTATION",
                    "TEST_ROW",
                    "SHIFTED_COLUMNS",
                    "BALANCE_FRACTION",
                    "PATIENT_ID_REUSED",
                    "DUPLICATE_CARD",
                    "HALF_WRITTEN")))
        .body("items[0].line", equalTo(Extract.CLEAN + 5))
        .body("items.fields.name", everyItem(not(equalTo("李四"))));

    put(SourceRecord.YIMA, "resident-" + id, "张伟", extract.ownerDocument, true);
    List<VisitCard> cards = await(index.visitCards("RESIDENT_ID", extract.ownerDocument));
    assertThat(cards)
        .extracting(VisitCard::number)
        .containsExactlyInAnyOrder(extract.card(500), extract.card(501));
    assertThat(cards).allMatch(card -> card.patientIds().equals(List.of(extract.pid(500))));
    assertThat(await(index.byVisitCard(hospital.domain(), extract.card(511)))).isPresent();

    hospital.post(id, "cut-over").statusCode(409).body("code", equalTo("migration.not-approved"));
    approve(id, "CUT_OVER");
    hospital.post(id, "cut-over").statusCode(200).body("status", equalTo("DUAL_RUNNING"));
    hospital.post(id, "retire").statusCode(202);
    steps.all(id(id));
    hospital.get(id, "").body("status", equalTo("RETIRED"));
    assertThat(
            await(index.byVisitCard(hospital.domain(), extract.card(500))).orElseThrow().status())
        .isEqualTo(RecordStatus.RETIRED);
  }

  @Test
  void aRunThatIsKilledBetweenBatchesEndsLikeOneThatIsNot() {
    Hospital hospital = Hospital.fresh();
    Extract extract = new Extract(hospital.number());
    String id = rehearsed(hospital, extract);
    approve(id, "RUN");
    hospital.post(id, "run").statusCode(202);
    steps.oneThatDies(id(id));
    assertThat(steps.one(id(id))).isTrue();
    steps.oneThatDies(id(id));
    hospital.get(id, "").body("rowsRead", equalTo(200));
    hospital.post(id, "pause").statusCode(200).body("status", equalTo("PAUSED"));
    assertThat(steps.one(id(id))).isFalse();
    hospital.post(id, "resume").statusCode(202).body("status", equalTo("RUNNING"));
    steps.oneThatDies(id(id));
    steps.all(id(id));
    checkReport(hospital.get(id, "/report"), extract);
    assertThat(owed(id)).isEqualTo(Extract.CLEAN * 101 + 2000 + 300 + 234 + 800 + 50 + 600);
  }

  /** Part of a file can't be read any more; it is put back after the run has stopped for it. */
  @Test
  void aBatchThatNeverSucceedsStopsTheRunWithItsReasonAndGoesOnOnceItsCauseIsGone() {
    Hospital hospital = Hospital.fresh();
    Extract extract = new Extract(hospital.number());
    String id = rehearsed(hospital, extract);
    approve(id, "RUN");
    hospital.post(id, "run").statusCode(202);
    assertThat(steps.one(id(id))).isTrue();
    flipped(id);
    for (int turn = 1; turn < 8; turn++) {
      steps.turn(id(id));
      hospital.get(id, "").body("status", equalTo("RUNNING")).body("failure", nullValue());
    }
    steps.turn(id(id));
    hospital
        .get(id, "")
        .body("status", equalTo("PAUSED"))
        .body("task", nullValue())
        .body("failure", matchesPattern("batch-failed:cards\\.csv:\\d+:\\w+"));
    hospital.get(id, "/report").body("rowsRead", equalTo(200));

    flipped(id);
    hospital
        .post(id, "resume")
        .statusCode(202)
        .body("status", equalTo("RUNNING"))
        .body("failure", nullValue());
    steps.all(id(id));
    checkReport(hospital.get(id, "/report"), extract);
  }

  /** Turns a byte of the stored file over, or back. */
  private void flipped(String id) {
    assertThat(
            await(
                    database.query(
                        """
                        update migration_chunk
                        set content_enc = set_byte(content_enc, 40, 255 - get_byte(content_enc, 40))
                        where migration_id = $1
                        """,
                        id(id).uuid()))
                .rowCount())
        .isPositive();
  }

  @Test
  void theSameFileAgainChangesNothingInTheIndex() {
    Hospital hospital = Hospital.fresh();
    Extract extract = new Extract(hospital.number());
    String first = rehearsed(hospital, extract);
    approve(first, "RUN");
    hospital.post(first, "run").statusCode(202);
    steps.all(id(first));
    long versions = versions();
    IndexRecord before = await(index.byVisitCard(hospital.domain(), extract.card(7))).orElseThrow();

    String second = rehearsed(hospital, extract);
    approve(second, "RUN");
    hospital.post(second, "run").statusCode(202);
    steps.all(id(second));
    assertThat(versions()).isEqualTo(versions);
    assertThat(await(index.byVisitCard(hospital.domain(), extract.card(7)))).contains(before);
    hospital
        .get(second, "/report")
        .body("stored", equalTo(Extract.CLEAN + 6))
        .body("linked", equalTo(0))
        .body("review", equalTo(0));

    hospital.post(second, "rollback").statusCode(202);
    steps.all(id(second));
    hospital.get(second, "").body("status", equalTo("ROLLED_BACK"));
    assertThat(await(index.byVisitCard(hospital.domain(), extract.card(7)))).contains(before);
    hospital.post(first, "rollback").statusCode(202);
    steps.all(id(first));
    assertThat(await(index.byVisitCard(hospital.domain(), extract.card(7)))).isEmpty();
  }

  @Test
  void aQuarantinedLineIsRepairedAndTheBooksStayBalanced() {
    Hospital hospital = Hospital.fresh();
    Extract extract = new Extract(hospital.number());
    String id = rehearsed(hospital, extract);
    approve(id, "RUN");
    hospital.post(id, "run").statusCode(202);
    steps.all(id(id));
    int line = Extract.CLEAN + 5;
    repair(hospital, id, line, Map.of("documentNumber", "123"))
        .statusCode(200)
        .body("items[0].stored", equalTo(false))
        .body("items[0].reason", equalTo("DOCUMENT_INVALID"));
    repair(hospital, id, line, Map.of("documentNumber", ""))
        .statusCode(200)
        .body("items[0].stored", equalTo(true));
    repair(hospital, id, line, Map.of("documentNumber", "")).statusCode(422);
    hospital
        .get(id, "/report")
        .body("rowsRead", equalTo(extract.rows()))
        .body("stored", equalTo(Extract.CLEAN + 7))
        .body("quarantined", equalTo(6))
        .body("quarantinedBalances.find { it.kind == 'CASH' }.total", equalTo(10900))
        .body(
            "balances.find { it.kind == 'CASH' }.total",
            equalTo(Extract.CLEAN * 101 + 2000 + 300 + 234 + 800 + 700));
    assertThat(await(index.byVisitCard(hospital.domain(), extract.card(503)))).isPresent();
  }

  @Test
  void aRepairAsksReviewersAnewAndIsTooLateAfterTheCutOver() {
    Hospital hospital = Hospital.fresh();
    String id = rehearsed(hospital, new Extract(hospital.number()));
    approve(id, "RUN");
    hospital.post(id, "run").statusCode(202);
    steps.all(id(id));
    int line = Extract.CLEAN + 5;
    decide("mig.reviewer.1", id, "CUT_OVER", "APPROVE").statusCode(201);
    repair(hospital, id, line, Map.of("documentNumber", "123"))
        .body("items[0].stored", equalTo(false));
    hospital.get(id, "").body("approvals.approvals", hasItem(1));
    repair(hospital, id, line, Map.of("documentNumber", "")).body("items[0].stored", equalTo(true));
    decide("mig.reviewer.2", id, "CUT_OVER", "APPROVE").statusCode(201);
    hospital.post(id, "cut-over").statusCode(409).body("code", equalTo("migration.not-approved"));
    decide("mig.reviewer.1", id, "CUT_OVER", "APPROVE").statusCode(201);
    hospital.post(id, "cut-over").statusCode(200);
    assertThatThrownBy(
            () ->
                await(
                    database.tx(tx -> repairs.repair(tx, id(id), "cards.csv", line + 1, Map.of()))))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("wrong-state");
  }

  private static ValidatableResponse repair(
      Hospital hospital, String id, int line, Map<String, String> fields) {
    return hospital
        .call()
        .contentType(ContentType.JSON)
        .body(Map.of("items", List.of(Map.of("line", line, "fields", fields))))
        .post("/v1/hospital/migrations/" + id + "/repairs")
        .then();
  }

  @Test
  void twoDifferentReviewersHaveToApproveAndARefusalUndoesApprovals() {
    Hospital hospital = Hospital.fresh();
    String id = rehearsed(hospital, new Extract(hospital.number()));
    reviewers();
    decide("mig.reviewer.1", id, "RUN", "APPROVE").statusCode(201);
    decide("mig.reviewer.1", id, "RUN", "APPROVE")
        .statusCode(201)
        .body("status", equalTo("DRY_RUN"))
        .body("approvals[0].approvals", equalTo(1));
    hospital.post(id, "run").statusCode(409).body("code", equalTo("migration.not-approved"));
    decide("mig.reviewer.2", id, "RUN", "REFUSE")
        .statusCode(201)
        .body("status", equalTo("PROFILED"))
        .body("approvals", hasSize(0));
    decide("mig.reviewer.2", id, "RUN", "APPROVE")
        .statusCode(409)
        .body("code", equalTo("migration.wrong-state"));
    hospital.post(id, "dry-run").statusCode(202);
    hospital.post(id, "dry-run").statusCode(409).body("code", equalTo("migration.busy"));
    steps.all(id(id));
    decide("mig.reviewer.2", id, "RUN", "APPROVE").body("status", equalTo("DRY_RUN"));
    hospital.upload(id, new Extract(99).bytes()).statusCode(200);
    hospital.get(id, "").body("status", equalTo("UPLOADED"));
  }

  @Test
  void partsMakeAFileAndAWrongDigestIsRefused() {
    Hospital hospital = Hospital.fresh();
    byte[] bytes = new Extract(hospital.number()).bytes();
    String id = hospital.create(Extract.MAPPING);
    int cut = bytes.length / 2;
    part(hospital, id, bytes, 0, cut, digest(bytes)).statusCode(200);
    part(hospital, id, bytes, cut + 10, bytes.length, digest(bytes))
        .statusCode(409)
        .body("code", equalTo("migration.part-out-of-order"));
    part(hospital, id, bytes, cut, bytes.length, digest(new byte[] {1}))
        .statusCode(422)
        .body("code", equalTo("migration.digest-mismatch"));
    hospital.post(id, "profile").statusCode(409);
    part(hospital, id, bytes, cut, bytes.length, digest(bytes))
        .statusCode(200)
        .body("complete", equalTo(true))
        .body("sha256", equalTo(java.util.HexFormat.of().formatHex(Sha256.of(bytes))));
    part(hospital, id, bytes, cut, bytes.length, digest(bytes)).statusCode(200);
    part(hospital, id, bytes, cut + 5, bytes.length - 5, digest(bytes)).statusCode(200);
    byte[] others = bytes.clone();
    others[bytes.length - 7] ^= 1;
    part(hospital, id, others, cut, bytes.length, digest(bytes))
        .statusCode(409)
        .body("code", equalTo("migration.part-differs"));
    part(hospital, id, bytes, cut, bytes.length, digest(others))
        .statusCode(422)
        .body("code", equalTo("migration.digest-mismatch"));
    hospital.get(id, "").body("status", equalTo("UPLOADED"));
    // Whole lines: two bytes of cipher text may well read as somebody's name.
    String stored = stored(id);
    assertThat(lines(bytes)).isNotEmpty().noneMatch(stored::contains);
    hospital.upload(id, new byte[0]).statusCode(400);
  }

  private static ValidatableResponse part(
      Hospital hospital, String id, byte[] bytes, int from, int to, String digest) {
    return hospital
        .call()
        .contentType("text/csv")
        .header("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + bytes.length)
        .header("Repr-Digest", digest)
        .body(Arrays.copyOfRange(bytes, from, to))
        .put("/v1/hospital/migrations/" + id + "/files/cards.csv")
        .then();
  }

  @Test
  void aMissingColumnFailsTheProfileByName() {
    Hospital hospital = Hospital.fresh();
    String id = hospital.create(Map.of("columns", Map.of("cardNumber", "编号", "name", "姓名")));
    hospital.upload(id, new Extract(hospital.number()).bytes()).statusCode(200);
    hospital.post(id, "profile").statusCode(202);
    steps.all(id(id));
    hospital
        .get(id, "")
        .body("status", equalTo("FAILED"))
        .body("failure", equalTo("column-missing:cards.csv:cardNumber"));
  }

  @Test
  void anotherHospitalsDomainAndMigrationAreNotItsOwn() {
    Hospital hospital = Hospital.fresh();
    Hospital other = Hospital.fresh();
    String id = hospital.create(Extract.MAPPING);
    other.call().get("/v1/hospital/migrations/" + id).then().statusCode(404);
    other.post(id, "profile").statusCode(404).body("code", equalTo("not-found"));
    other.upload(id, new byte[] {1}).statusCode(404);
    other
        .call()
        .contentType(ContentType.JSON)
        .body(Map.of("name", "x", "domain", hospital.domain(), "mapping", Extract.MAPPING))
        .post("/v1/hospital/migrations")
        .then()
        .statusCode(403)
        .body("code", equalTo("migration.foreign-domain"));
    hospital
        .call()
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "name",
                "x",
                "domain",
                hospital.domain(),
                "mapping",
                Map.of("columns", Map.of("cardNumber", "a", "name", "b", "shoeSize", "c"))))
        .post("/v1/hospital/migrations")
        .then()
        .statusCode(400)
        .body("errors.pointer", hasItem(containsString("shoeSize")));
  }

  private void put(String domain, String number, String name, String document, boolean verified) {
    SourceRecord record =
        new SourceRecord(
            domain,
            number,
            name,
            DocumentKey.of("RESIDENT_ID", document),
            verified,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Id put = await(database.tx(tx -> index.put(tx, record)));
    assertThat(put.type()).isEqualTo(IdType.RECORD);
  }

  private long owed(String id) {
    return await(
            database.query(
                "select sum(amount)::bigint from visit_card_balance where migration_id = $1",
                id(id).uuid()))
        .iterator()
        .next()
        .getLong(0);
  }

  private long versions() {
    return await(database.query("select count(*) from index_record_version"))
        .iterator()
        .next()
        .getLong(0);
  }

  private static java.util.List<String> lines(byte[] file) {
    return new String(file, java.nio.charset.Charset.forName("GB18030")).lines().toList();
  }

  private String stored(String id) {
    byte[] bytes =
        await(
                database.query(
                    "select content_enc from migration_chunk where migration_id = $1",
                    id(id).uuid()))
            .iterator()
            .next()
            .getBuffer(0)
            .getBytes();
    return new String(bytes, java.nio.charset.Charset.forName("GB18030"));
  }

  private static <T> T await(io.smallrye.mutiny.Uni<T> uni) {
    return uni.await().indefinitely();
  }
}
