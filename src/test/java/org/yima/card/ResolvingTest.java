package org.yima.card;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.yima.card.Shown.as;
import static org.yima.card.Shown.card;
import static org.yima.card.Shown.code;
import static org.yima.card.Shown.refused;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.TestPeople.Person;
import org.yima.TestPeople.Signed;
import org.yima.TestResident;
import org.yima.TestStaff;
import org.yima.healthcard.identity.IdType;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.PersonIndex;
import org.yima.index.SourceRecord;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.TestDatabase;
import org.yima.resident.Masks;

/** What a counter is told of texts that could be several things, and in an emergency. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ResolvingTest {
  private static final String DOMAIN = "card-resolving-domain";

  private static String hospital;
  private static String terminal;
  private static String elsewhere;

  @Inject PersonIndex index;
  @Inject Database database;

  @BeforeEach
  void hospital() {
    if (hospital == null) {
      hospital = TestClient.institution("HOSPITAL", "card-resolving", Map.of("domain", DOMAIN));
      terminal = TestClient.of(hospital, "TERMINAL").token();
      String other =
          TestClient.institution(
              "HOSPITAL", "card-resolving-2", Map.of("domain", "card-resolving-domain-2"));
      elsewhere = TestClient.of(other, "TERMINAL").token();
    }
  }

  private static ValidatableResponse resolve(String terminal, String text, String scene) {
    return as(terminal)
        .body(Map.of("text", text, "scene", scene))
        .post("/v1/terminal/codes/resolve")
        .then()
        .statusCode(200);
  }

  private void visitCard(String number, Optional<DocumentKey> document) {
    SourceRecord record =
        new SourceRecord(
            DOMAIN,
            number,
            "张某某",
            document,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(database.tx(tx -> index.put(tx, record)).await().atMost(Duration.ofSeconds(60)))
        .isNotNull();
  }

  @Test
  void aNumberThatIsADocumentAndTheHospitalsOwnCardIsTheCardUntilTheDocumentIsKnown() {
    String number = TestPeople.unknown().idNumber();
    resolve(terminal, number, "DESK").body("kind", equalTo("DOCUMENT"));

    visitCard(number, Optional.empty());

    resolve(terminal, number, "DESK")
        .body("kind", equalTo("VISIT_CARD"))
        .body("looksLike", equalTo("DOCUMENT"))
        .body("allowed", contains("IDENTIFY"));
    resolve(elsewhere, number, "DESK")
        .body("kind", equalTo("DOCUMENT"))
        .body("person", nullValue());
    visitCard("VC-" + number, DocumentKey.of(IdType.RESIDENT_ID, number));
    resolve(terminal, number, "DESK")
        .body("kind", equalTo("DOCUMENT"))
        .body("person.masked", equalTo(true));
  }

  @Test
  void aNumberOfAWalletsFormThatTheHospitalGaveOutIsItsCard() {
    visitCard("134567890123450000", Optional.empty());

    resolve(terminal, "134567890123450000", "DESK")
        .body("kind", equalTo("VISIT_CARD"))
        .body("looksLike", equalTo("WECHAT_PAY"));
    resolve(terminal, "134567890123450000", "CASHIER")
        .body("kind", equalTo("VISIT_CARD"))
        .body("allowed", contains("IDENTIFY"));
    resolve(elsewhere, "134567890123450000", "CASHIER")
        .body("kind", equalTo("WECHAT_PAY"))
        .body("allowed", contains("CHARGE"));
  }

  @Test
  void aShortNumberIsTheHospitalsOwnSoonerThanAPermit() {
    visitCard("12345678", Optional.empty());

    resolve(terminal, "12345678", "DESK")
        .body("kind", equalTo("VISIT_CARD"))
        .body("looksLike", equalTo("DOCUMENT"));
    resolve(terminal, "87654321", "DESK").body("kind", equalTo("DOCUMENT"));
  }

  /** Of Beijing, long ago: its number has a wallet's form too, and is never taken for money. */
  @Test
  void aDocumentOfAWalletsFormIsADocument() {
    resolve(terminal, "11010519491231002X", "CASHIER").body("kind", equalTo("DOCUMENT"));
    resolve(terminal, "110101190001010030", "CASHIER")
        .body("kind", equalTo("DOCUMENT"))
        .body("looksLike", equalTo("WECHAT_PAY"))
        .body("allowed", contains("IDENTIFY"));
  }

  @Test
  void anUnknownTextSaysWhatItLooksLike() {
    resolve(terminal, "330101198001010030", "DESK")
        .body("kind", equalTo("UNKNOWN"))
        .body("looksLike", equalTo("DOCUMENT"))
        .body("allowed", empty());
    resolve(terminal, "hello", "DESK")
        .body("kind", equalTo("UNKNOWN"))
        .body("looksLike", nullValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"STATIC", "DYNAMIC"})
  void anEmergencyShowsItsSetAndTellsTheOwner(String kind) {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String phone = resident.person().phone();

    resolve(terminal, code(resident, card, kind), "EMERGENCY")
        .body("person.name", equalTo(resident.person().name()))
        .body("person.birthDate", equalTo(birthDate(resident.person().idNumber())))
        .body("person.phone", equalTo(phone.substring(0, 3) + "****" + phone.substring(7)))
        .body("person.masked", equalTo(true))
        .body("person.idType", nullValue())
        .body("person.idNumber", nullValue())
        .body("person.cardNumber", nullValue())
        .body("instruments", empty())
        .body("allowed", contains("IDENTIFY"));

    await().until(() -> alerts(phone).size() == 1);
    assertThat(alerts(phone).get(0)).contains("Institution card-resolving", "急诊");
    as(resident.token())
        .get("/v1/app/cards/" + card + "/uses")
        .then()
        .body("items[0].scene", equalTo("EMERGENCY"))
        .body("items[0].outcome", equalTo("ok"));
  }

  private void patient(String number, Person person) {
    SourceRecord record =
        new SourceRecord(
            DOMAIN,
            number,
            person.name(),
            DocumentKey.of(IdType.RESIDENT_ID, person.idNumber()),
            false,
            Optional.of(LocalDate.parse(birthDate(person.idNumber()))),
            Optional.of(sex(person)),
            Optional.of(person.phone()),
            Optional.empty());
    assertThat(database.tx(tx -> index.put(tx, record)).await().atMost(Duration.ofSeconds(60)))
        .isNotNull();
  }

  private static Sex sex(Person person) {
    return (person.idNumber().charAt(16) - '0') % 2 == 1 ? Sex.MALE : Sex.FEMALE;
  }

  /** Anybody can type a number, so whose it is sees every time that it was. */
  @ParameterizedTest
  @ValueSource(strings = {"DOCUMENT", "VISIT_CARD"})
  void aTypedNumberIsAmongTheUsesOfItsHolder(String kind) {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    patient("USE-" + resident.person().idNumber(), resident.person());
    String typed = kind.equals("DOCUMENT") ? "" : "USE-";

    String scanned =
        resolve(terminal, typed + resident.person().idNumber(), "CASHIER")
            .body("kind", equalTo(kind))
            .body("person.masked", equalTo(true))
            .body("person.idNumber", containsString("**"))
            .extract()
            .path("resolutionId");

    as(resident.token())
        .get("/v1/app/cards/" + card + "/uses")
        .then()
        .body("items", hasSize(1))
        .body("items[0].kind", equalTo(kind))
        .body("items[0].scene", equalTo("CASHIER"))
        .body("items[0].outcome", equalTo("ok"));
    assertThat(
            TestDatabase.number(
                "select count(*) from audit_entry where action = 'code.resolved' and subject = ?",
                scanned))
        .isEqualTo(1);
  }

  /** Who types a number has nobody before them, in an emergency as little as anywhere. */
  @ParameterizedTest
  @ValueSource(strings = {"DOCUMENT", "VISIT_CARD"})
  void anEmergencyKeepsATypedNumberMaskedAndTellsItsHolder(String kind) {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String phone = resident.person().phone();
    patient("ER-" + resident.person().idNumber(), resident.person());
    String typed = kind.equals("DOCUMENT") ? "" : "ER-";

    resolve(terminal, typed + resident.person().idNumber(), "EMERGENCY")
        .body("kind", equalTo(kind))
        .body("person.name", equalTo(Masks.name(resident.person().name())))
        .body("person.idNumber", equalTo(Masks.document(resident.person().idNumber())))
        .body("person.birthDate", nullValue())
        .body("person.sex", nullValue())
        .body("person.phone", nullValue())
        .body("person.masked", equalTo(true))
        .body("person.cardNumber", nullValue())
        .body("allowed", contains("IDENTIFY"));

    await().until(() -> alerts(phone).size() == 1);
    as(resident.token())
        .get("/v1/app/cards/" + card + "/uses")
        .then()
        .body("items[0].kind", equalTo(kind))
        .body("items[0].scene", equalTo("EMERGENCY"));
  }

  @Test
  void anEmergencyKeepsAPatientWhoIsNoResidentMaskedToo() {
    Person person = TestPeople.unknown();
    patient("ER-" + person.idNumber(), person);

    String scanned =
        resolve(terminal, person.idNumber(), "EMERGENCY")
            .body("person.name", equalTo(Masks.name(person.name())))
            .body("person.birthDate", nullValue())
            .body("person.sex", nullValue())
            .body("person.phone", nullValue())
            .extract()
            .path("resolutionId");

    assertThat(
            TestDatabase.number(
                "select count(*) from emergency_alert where resolution_id = ?", uuid(scanned)))
        .isZero();
  }

  /** A patient under a resident's number and another name is not taken for the resident. */
  @Test
  void aBorrowedNumberShowsNoResident() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    visitCard("BORROWED-1", DocumentKey.of(IdType.RESIDENT_ID, resident.person().idNumber()));

    resolve(terminal, "BORROWED-1", "EMERGENCY").body("person.name", equalTo(Masks.name("张某某")));
    as(resident.token()).get("/v1/app/cards/" + card + "/uses").then().body("items", empty());
  }

  /** The cash desk's terminal can't ask as the registration's, and so sees masks alone. */
  @Test
  void aTerminalScansForItsOwnScenesAlone() {
    String till =
        TestClient.of(hospital, "TERMINAL", Map.of("scenes", List.of("CASHIER", "DISPENSE")))
            .token();
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String code = code(resident, card, "DYNAMIC");

    refused(Shown.resolve(till, code, "REGISTER"), "code.wrong-scene");
    refused(Shown.resolve(till, resident.person().idNumber(), "EMERGENCY"), "code.wrong-scene");
    Shown.resolve(till, code, "CASHIER")
        .statusCode(200)
        .body("person.masked", equalTo(true))
        .body("allowed", hasItem("CHARGE"));
    as(TestStaff.operator())
        .get("/v1/admin/institutions/" + hospital + "/clients")
        .then()
        .body("items[0].scenes", contains("CASHIER", "DISPENSE"))
        .body("items[1].scenes", nullValue());
  }

  /** Nothing but a terminal scans, and one that could scan for nothing is a mistake. */
  @Test
  void scenesThatBindNobodyAreRefused() {
    Map<String, Object> key =
        Map.of(
            "kty",
            "EC",
            "crv",
            "P-256",
            "x",
            "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y",
            "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
    String path = "/v1/admin/institutions/" + hospital + "/clients";

    as(TestStaff.operator())
        .body(Map.of("role", "HOSPITAL", "publicKey", key, "scenes", List.of("DESK")))
        .post(path)
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/scenes"));
    as(TestStaff.operator())
        .body(Map.of("role", "TERMINAL", "publicKey", key, "scenes", List.of()))
        .post(path)
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/scenes"));
  }

  private static String birthDate(String idNumber) {
    return idNumber.substring(6, 10)
        + "-"
        + idNumber.substring(10, 12)
        + "-"
        + idNumber.substring(12, 14);
  }

  private static List<String> alerts(String phone) {
    List<String> texts =
        given()
            .baseUri(TestResident.sandbox())
            .port(URI.create(TestResident.sandbox()).getPort())
            .queryParam("phone", phone)
            .get("/sms/outbox")
            .then()
            .extract()
            .path("items.text");
    return texts.stream().filter(text -> text.contains("急诊")).toList();
  }

  @Test
  void otherScenesTellNobody() {
    Signed resident = TestPeople.resident();
    String scanned =
        resolve(terminal, code(resident, card(resident), "STATIC"), "DESK")
            .extract()
            .path("resolutionId");

    assertThat(
            TestDatabase.number(
                "select count(*) from emergency_alert where resolution_id = ?", uuid(scanned)))
        .isZero();
  }

  private static java.util.UUID uuid(String id) {
    return Id.parse(id).orElseThrow().uuid();
  }

  /**
   * The gateway is silent, breaks down after it has done its work, and breaks down before: the
   * counter has its answer all the same, before anything was sent, and the owner one message.
   */
  @Test
  void aGatewayThatFailsHoldsUpNoCounter() {
    Signed resident = TestPeople.resident();
    String text = code(resident, card(resident), "STATIC");
    fault("TIMEOUT_BEFORE");
    fault("ERROR_AFTER");
    fault("ERROR_BEFORE");

    String scanned = resolve(terminal, text, "EMERGENCY").extract().path("resolutionId");

    assertThat(status(scanned)).isEqualTo("DUE");
    await().atMost(Duration.ofSeconds(60)).until(() -> status(scanned).equals("TOLD"));
    assertThat(alerts(resident.person().phone())).hasSize(1);
    assertThat(
            TestDatabase.number(
                "select attempts from emergency_alert where resolution_id = ?", uuid(scanned)))
        .isEqualTo(3);
  }

  private static void fault(String kind) {
    TestPeople.control(
        "/control/faults", Map.of("channel", "sms", "call", "messages", "kind", kind, "times", 1));
  }

  private static String status(String resolution) {
    return TestDatabase.text(
        "select status from emergency_alert where resolution_id = ?", uuid(resolution));
  }
}
