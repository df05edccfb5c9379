package org.yima.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.yima.card.Shown.as;
import static org.yima.card.Shown.card;
import static org.yima.card.Shown.code;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.AtOnce;
import org.yima.PostgresResource;
import org.yima.SchemaOwner;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.TestPeople.Signed;
import org.yima.TestReader;
import org.yima.card.code.CodeKeys;
import org.yima.healthcard.identity.IdType;
import org.yima.index.DocumentKey;
import org.yima.index.PersonIndex;
import org.yima.index.SourceRecord;
import org.yima.platform.Database;
import org.yima.platform.TestDatabase;

/** Hospitals' own numbers and cards, and terminals that lose their network. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PatientsTest {
  private static final String DOMAIN = "card-patients-domain";

  private static String hospital;
  private static String terminal;
  private static String his;

  @Inject PersonIndex index;
  @Inject Database database;
  @Inject CodeKeys keys;

  @BeforeEach
  void hospital() {
    if (hospital == null) {
      hospital = TestClient.institution("HOSPITAL", "card-patients", Map.of("domain", DOMAIN));
      terminal = TestClient.of(hospital, "TERMINAL").token();
      his = TestClient.of(hospital, "HOSPITAL").token();
    }
  }

  private static ValidatableResponse resolve(String text, String scene) {
    return as(terminal)
        .body(Map.of("text", text, "scene", scene))
        .post("/v1/terminal/codes/resolve")
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse filed(String resolution, String patientId) {
    return as(his)
        .body(Map.of("resolutionId", resolution, "patientId", patientId))
        .post("/v1/hospital/patients")
        .then();
  }

  /** A visit card of the hospital, as a migration puts it. */
  private void visitCard(TestPeople.Person owner, String number) {
    visitCard(owner.idNumber(), owner.name(), number);
  }

  private void visitCard(String document, String name, String number) {
    SourceRecord record =
        new SourceRecord(
            DOMAIN,
            number,
            name,
            DocumentKey.of(IdType.RESIDENT_ID, document),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(database.tx(tx -> index.put(tx, record)).await().atMost(Duration.ofSeconds(60)))
        .isNotNull();
  }

  @Test
  void aFileOnceMadeIsAnsweredAtEveryLaterScan() {
    Signed resident = TestPeople.resident();
    String text = code(resident, card(resident), "STATIC");
    String scanned =
        resolve(text, "REGISTER")
            .body("institutionPatientIds", empty())
            .body("notice", equalTo("NOT_KNOWN_HERE"))
            .extract()
            .path("resolutionId");
    String cashier = resolve(text, "CASHIER").extract().path("resolutionId");

    filed(scanned, "PAT-1").statusCode(201).body("patientId", equalTo("PAT-1"));
    filed(scanned, "PAT-1").statusCode(201);
    filed(cashier, "PAT-2").statusCode(422).body("code", equalTo("resolution.wrong-scene"));

    resolve(text, "LAB")
        .body("institutionPatientIds", contains("PAT-1"))
        .body("notice", nullValue());
    resolve(resident.person().idNumber(), "REGISTER")
        .body("kind", equalTo("DOCUMENT"))
        .body("institutionPatientIds", contains("PAT-1"))
        .body("person.masked", equalTo(true))
        .body("person.name", not(equalTo(resident.person().name())))
        .body("person.idNumber", not(equalTo(resident.person().idNumber())))
        .body("person.phone", nullValue())
        .body("allowed", contains("IDENTIFY"));
    Signed other = TestPeople.resident();
    String otherScan =
        resolve(code(other, card(other), "STATIC"), "REGISTER").extract().path("resolutionId");
    filed(otherScan, "PAT-1").statusCode(409).body("code", equalTo("patient.taken"));
  }

  /**
   * Somebody who is no resident, by their document: who makes the file is told what comes first.
   */
  @Test
  void whoIsOnNoRecordHasACardMadeFirst() {
    TestReader reader = new TestReader(hospital);
    TestPeople.Person stranger = TestPeople.known();
    Map<String, Object> read = reader.read(stranger);
    String scanned =
        as(terminal)
            .body(
                Map.of(
                    "text",
                    stranger.idNumber(),
                    "scene",
                    "REGISTER",
                    "cardRead",
                    Map.of(
                        "name", read.get("name"), "readerSignature", read.get("readerSignature"))))
            .post("/v1/terminal/codes/resolve")
            .then()
            .statusCode(200)
            .body("person.name", equalTo(stranger.name()))
            .body("notice", equalTo("NOT_KNOWN_HERE"))
            .extract()
            .path("resolutionId");

    filed(scanned, "PAT-NOBODY").statusCode(422).body("code", equalTo("patient.nobody"));

    String after =
        resolve(printed(TestPeople.resident(stranger)), "REGISTER").extract().path("resolutionId");
    filed(after, "PAT-NOBODY").statusCode(201);
    resolve(stranger.idNumber(), "DESK").body("institutionPatientIds", contains("PAT-NOBODY"));
  }

  private static String printed(Signed resident) {
    return code(resident, card(resident), "STATIC");
  }

  /**
   * Two windows give one number to two people at once: one of them is told. How: the table is held
   * until both wait, whichever way they came to.
   */
  @Test
  void aNumberGivenTwiceAtOnceIsGivenOnce() throws SQLException {
    List<String> scans =
        Stream.generate(TestPeople::resident)
            .limit(2)
            .map(r -> resolve(code(r, card(r), "STATIC"), "REGISTER"))
            .map(answer -> answer.extract().<String>path("resolutionId"))
            .toList();
    List<CompletableFuture<Integer>> answers;
    try (Connection owner = SchemaOwner.connect();
        Statement lock = owner.createStatement()) {
      owner.setAutoCommit(false);
      lock.execute("lock table index_patient in share row exclusive mode");
      answers =
          scans.stream()
              .map(scan -> AtOnce.start(() -> filed(scan, "PAT-TWICE").extract().statusCode()))
              .toList();
      await().until(() -> waiting() == 2);
      owner.commit();
    }
    assertThat(answers.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(201, 409);
  }

  private static long waiting() {
    return TestDatabase.number(
        """
        select count(*) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'
          and query like 'insert into index_%'
        """);
  }

  @Test
  void anotherHospitalHasNeitherTheResolutionNorTheNumber() {
    Signed resident = TestPeople.resident();
    String text = code(resident, card(resident), "STATIC");
    String scanned = resolve(text, "REGISTER").extract().path("resolutionId");
    filed(scanned, "PAT-9").statusCode(201);
    String elsewhere =
        TestClient.institution("HOSPITAL", "card-elsewhere", Map.of("domain", "card-elsewhere"));

    as(TestClient.of(elsewhere, "HOSPITAL").token())
        .body(Map.of("resolutionId", scanned, "patientId", "X"))
        .post("/v1/hospital/patients")
        .then()
        .statusCode(404);
    as(TestClient.of(elsewhere, "TERMINAL").token())
        .body(Map.of("text", text, "scene", "REGISTER"))
        .post("/v1/terminal/codes/resolve")
        .then()
        .body("institutionPatientIds", empty());
  }

  @Test
  void aVisitCardLeadsToItsOwnerAndNeverToMoney() {
    TestPeople.Person owner = TestPeople.known();
    visitCard(owner, "VC-100200");

    resolve("VC-100200", "CASHIER")
        .body("kind", equalTo("VISIT_CARD"))
        .body("person.masked", equalTo(true))
        .body("allowed", contains("IDENTIFY"));
    resolve(owner.idNumber(), "CASHIER")
        .body("kind", equalTo("DOCUMENT"))
        .body("person.masked", equalTo(true))
        .body("person.phone", nullValue())
        .body("allowed", contains("IDENTIFY"));
  }

  /** A borrowed document: the number alone does not say whose file is meant. */
  @Test
  void aDocumentOfTwoPeopleLeadsToNeither() {
    TestPeople.Person owner = TestPeople.known();
    visitCard(owner, "VC-500601");
    visitCard(owner.idNumber(), "冒名者", "VC-500602");

    resolve(owner.idNumber(), "DESK")
        .body("kind", equalTo("DOCUMENT"))
        .body("person", nullValue())
        .body("institutionPatientIds", empty());
    resolve("VC-500602", "DESK").body("person.masked", equalTo(true));
  }

  @Test
  void theOwnerFindsAndBindsTheirCards() {
    TestPeople.Person owner = TestPeople.known();
    visitCard(owner, "VC-300400");
    Signed resident = TestPeople.resident(owner);
    String path = "/v1/app/residents/" + resident.residentId() + "/visit-cards";

    as(resident.token())
        .get(path)
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].status", equalTo("FOUND"))
        .body("items[0].hospitalId", equalTo(hospital))
        .body("items[0].numberMasked", equalTo("*****0400"));
    as(resident.token())
        .body(Map.of("hospitalId", hospital, "number", "VC-999999"))
        .post(path)
        .then()
        .statusCode(422)
        .body("code", equalTo("visit-card.proof"));
    as(resident.token())
        .body(Map.of("hospitalId", hospital, "number", "VC-300400"))
        .post(path)
        .then()
        .statusCode(201)
        .body("status", equalTo("BOUND"));
    as(resident.token()).get(path).then().body("items[0].status", equalTo("BOUND"));
  }
}
