package org.yima.resident.counter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.TestPeople.Person;
import org.yima.TestPeople.Signed;
import org.yima.TestStaff;
import org.yima.platform.Database;
import org.yima.platform.Id;

/** People without a document: served at once, named later, and nothing of theirs is lost. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TemporaryTest {
  private static final String PEOPLE = "/v1/staff/temporary-residents";

  private static Window window;
  private static String terminal;
  private static String his;
  private static String reviewer;
  private static int next = 1;

  @Inject Database database;

  @BeforeEach
  void window() {
    if (window == null) {
      window = new Window();
      terminal = TestClient.of(window.hospital, "TERMINAL").token();
      his = TestClient.of(window.hospital, "HOSPITAL").token();
      assertThat(TestClient.staff("temporary.reviewer", "REVIEWER", null)).isNotEmpty();
      reviewer = TestStaff.token("temporary.reviewer");
    }
  }

  private static RequestSpecification as(String token) {
    return given()
        .auth()
        .oauth2(token)
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", UUID.randomUUID().toString());
  }

  private static String made(Map<String, ?> seen) {
    return as(window.staff)
        .body(seen)
        .post(PEOPLE)
        .then()
        .statusCode(201)
        .body("verification", equalTo("TEMPORARY"))
        .body("expiresAt", notNullValue())
        .extract()
        .path("id");
  }

  private static String unconscious() {
    return made(Map.of("kind", "UNCONSCIOUS"));
  }

  private static ValidatableResponse upgrade(String id, Map<String, ?> evidence) {
    return as(window.staff).body(evidence).post(PEOPLE + "/" + id + "/upgrade").then();
  }

  private static ValidatableResponse upgrade(String id, Person person) {
    return upgrade(id, Map.of("cardRead", window.reader.read(person)));
  }

  private static ValidatableResponse resolve(String text, String scene) {
    return as(terminal)
        .body(Map.of("text", text, "scene", scene))
        .post("/v1/terminal/codes/resolve")
        .then();
  }

  private static String bill(Map<String, String> patient) {
    Map<String, Object> line = new HashMap<>();
    line.put("code", "C1");
    line.put("name", "项目");
    line.put("insuranceClass", "03");
    line.put("quantity", 1);
    line.put("unitPrice", 1);
    line.put("amount", 100);
    return as(his)
        .body(
            Map.of(
                "externalId",
                "E" + next++,
                "patient",
                patient,
                "insurance",
                Map.of(
                    "medType", "11",
                    "diseaseCode", "I10.x00x002",
                    "insuranceType", "310",
                    "visitId", "V" + next,
                    "chargeBatch", "B" + next,
                    "mode", "PLATFORM_LED"),
                "lines",
                List.of(line)))
        .post("/v1/hospital/bills")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  /** Somebody who was served before anybody knew who it was. */
  private record Served(String id, String card, String code, String patient, String bill) {}

  private static Served served() {
    String id = unconscious();
    String presence = present(id);
    ValidatableResponse card =
        window.as(presence, id).post("/v1/app/residents/" + id + "/card").then();
    card.statusCode(201).body("status", equalTo("ACTIVE")).body("validUntil", notNullValue());
    String cardId = card.extract().path("id");
    String code =
        window
            .as(presence, id)
            .body(Map.of("kind", "STATIC"))
            .post("/v1/app/cards/" + cardId + "/codes")
            .then()
            .statusCode(201)
            .extract()
            .path("text");
    ValidatableResponse scan =
        resolve(code, "REGISTER")
            .statusCode(200)
            .body("notice", equalTo("TEMPORARY_IDENTITY"))
            .body("person.name", equalTo("无名氏"))
            .body("person.idNumber", nullValue());
    String patient = "T" + next++;
    as(his)
        .body(
            Map.of(
                "resolutionId", scan.extract().<String>path("resolutionId"), "patientId", patient))
        .post("/v1/hospital/patients")
        .then()
        .statusCode(201);
    return new Served(id, cardId, code, patient, bill(Map.of("patientId", patient)));
  }

  private static String present(String id) {
    return as(window.staff)
        .post(PEOPLE + "/" + id + "/presences")
        .then()
        .statusCode(201)
        .body("residentId", equalTo(id))
        .extract()
        .path("id");
  }

  @Test
  void theDocumentNamesThePersonAndAllThatWasTheirsStays() {
    Served served = served();
    Person person = TestPeople.known();
    upgrade(served.id(), person)
        .statusCode(200)
        .body("residentId", equalTo(served.id()))
        .body("mergeId", nullValue());

    String presence = window.presence(person);
    String resident = "/v1/app/residents/" + served.id();
    window
        .as(presence, served.id())
        .get(resident)
        .then()
        .statusCode(200)
        .body("verification", equalTo("VERIFIED"))
        .body("name", equalTo(person.name()));
    await()
        .untilAsserted(
            () ->
                window
                    .as(presence, served.id())
                    .get(resident + "/card")
                    .then()
                    .statusCode(200)
                    .body("id", equalTo(served.card()))
                    .body("status", equalTo("ACTIVE"))
                    .body("validUntil", nullValue()));
    resolve(served.code(), "REGISTER")
        .statusCode(200)
        .body("notice", nullValue())
        .body("person.name", equalTo(person.name()))
        .body("person.idNumber", equalTo(person.idNumber()))
        .body("institutionPatientIds", contains(served.patient()));
    window
        .as(presence, served.id())
        .get("/v1/app/bills")
        .then()
        .body("items.id", contains(served.bill()));
    window
        .as(presence, served.id())
        .get("/v1/app/cards/" + served.card() + "/uses")
        .then()
        .body("items", hasSize(2));
    upgrade(served.id(), TestPeople.known())
        .statusCode(409)
        .body("code", equalTo("temporary.upgraded"));
    as(window.staff)
        .get(PEOPLE + "/" + served.id())
        .then()
        .statusCode(200)
        .body("verification", equalTo("VERIFIED"))
        .body("expiresAt", nullValue());
    as(window.staff)
        .post(PEOPLE + "/" + served.id() + "/presences")
        .then()
        .statusCode(409)
        .body("code", equalTo("temporary.upgraded"));
  }

  @Test
  void whoIsAResidentAlreadyGetsAllOfItAndTheMergeCanBeTakenBack() {
    Signed real = TestPeople.resident();
    String own =
        as(real.token())
            .post("/v1/app/residents/" + real.residentId() + "/card")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    Served served = served();
    ValidatableResponse upgraded = upgrade(served.id(), real.person()).statusCode(200);
    upgraded.body("residentId", equalTo(real.residentId()));
    String merge = upgraded.extract().path("mergeId");

    String since = bill(Map.of("cardNumber", number(real, served.card())));
    as(real.token())
        .get("/v1/app/bills")
        .then()
        .body("items.id", containsInAnyOrder(served.bill(), since));
    as(real.token())
        .get("/v1/app/residents/" + real.residentId() + "/cards")
        .then()
        .body("items.id", containsInAnyOrder(own, served.card()));
    as(real.token())
        .get("/v1/app/cards/" + served.card() + "/uses")
        .then()
        .statusCode(200)
        .body("items", hasSize(1));
    resolve(served.code(), "REGISTER")
        .statusCode(200)
        .body("notice", nullValue())
        .body("person.idNumber", equalTo(real.person().idNumber()));
    resolve(code(real, own), "REGISTER")
        .statusCode(200)
        .body("institutionPatientIds", contains(served.patient()));
    upgrade(served.id(), real.person()).statusCode(409).body("code", equalTo("temporary.upgraded"));
    as(window.staff)
        .get(PEOPLE + "/" + served.id())
        .then()
        .body("residentId", equalTo(real.residentId()));

    unmerge(merge, "PREVIEW").body("status", equalTo("MERGED")).body("rows.bill", equalTo(2));
    unmerge(merge, "APPLY").body("status", equalTo("UNDONE"));
    unmerge(merge, "APPLY").body("status", equalTo("UNDONE")).body("rows.bill", nullValue());
    as(real.token()).get("/v1/app/bills").then().body("items", empty());
    as(real.token()).get("/v1/app/cards/" + served.card() + "/uses").then().statusCode(404);
    resolve(served.code(), "REGISTER")
        .body("notice", equalTo("TEMPORARY_IDENTITY"))
        .body("institutionPatientIds", contains(served.patient()));
    resolve(code(real, own), "REGISTER").body("institutionPatientIds", empty());
    String presence = present(served.id());
    window
        .as(presence, served.id())
        .get("/v1/app/bills")
        .then()
        .body("items.id", hasItems(served.bill(), since));

    upgrade(served.id(), real.person())
        .statusCode(200)
        .body("mergeId", not(equalTo(merge)))
        .body("residentId", equalTo(real.residentId()));
    as(real.token()).get("/v1/app/bills").then().body("items.id", hasItem(since));
  }

  private static String number(Signed owner, String card) {
    return as(owner.token())
        .get("/v1/app/residents/" + owner.residentId() + "/cards")
        .then()
        .extract()
        .path("items.find { it.id == '" + card + "' }.number");
  }

  private static String code(Signed owner, String card) {
    return as(owner.token())
        .body(Map.of("kind", "STATIC"))
        .post("/v1/app/cards/" + card + "/codes")
        .then()
        .statusCode(201)
        .extract()
        .path("text");
  }

  private static ValidatableResponse unmerge(String merge, String mode) {
    return as(reviewer)
        .body(Map.of("mode", mode))
        .post("/v1/admin/merges/" + merge + "/unmerge")
        .then()
        .statusCode(200);
  }

  @Test
  void withoutADocumentNobodysMoneyIsSpent() {
    Served served = served();
    String presence = present(served.id());
    window
        .as(presence, served.id())
        .body(
            Map.of(
                "type", "MEDICAL_INSURANCE", "proof", Map.of("authCode", "A", "channel", "WECHAT")))
        .post("/v1/app/cards/" + served.card() + "/instruments")
        .then()
        .statusCode(422)
        .body("code", equalTo("temporary.undocumented"));
    window
        .as(presence, served.id())
        .body(
            Map.of(
                "useMedicalInsurance",
                true,
                "insuranceAuthorisation",
                Map.of("channel", "WECHAT", "authCode", "A"),
                "location",
                Map.of("longitude", "120.1", "latitude", "30.2")))
        .post("/v1/app/bills/" + served.bill() + "/plan")
        .then()
        .statusCode(422)
        .body("code", equalTo("temporary.undocumented"));
    window
        .as(presence, served.id())
        .body(TestPeople.known().body("SPOUSE"))
        .post("/v1/app/residents")
        .then()
        .statusCode(422)
        .body("code", equalTo("resident.self-first"));
    window
        .as(presence, served.id())
        .body(Map.of("kind", "STATIC", "format", "NATIONAL"))
        .post("/v1/app/cards/" + served.card() + "/codes")
        .then()
        .statusCode(422)
        .body("code", equalTo("code.format-unavailable"));
  }

  @Test
  void whatDoesNotProveItIsTheSamePersonIsRefused() {
    Person man = known("19800101", 1);
    String woman = made(Map.of("kind", "UNDOCUMENTED", "sex", "FEMALE", "name", "王某"));
    upgrade(woman, man).statusCode(409).body("code", equalTo("temporary.not-same"));
    upgrade(woman, Map.of("name", "王芳", "idType", "PASSPORT", "idNumber", "E12345678"))
        .statusCode(422)
        .body("code", equalTo("temporary.reading"));
    upgrade(woman, Map.of("name", "王芳"))
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/cardRead"));
    Person unregistered = TestPeople.unknown();
    String id = unconscious();
    upgrade(id, unregistered).statusCode(422).body("code", equalTo("resident.not-confirmed"));
    Person known = TestPeople.known();
    Map<String, Object> read = window.reader.read(known);
    Window elsewhere = new Window();
    upgrade(id, Map.of("cardRead", elsewhere.reader.read(known)))
        .statusCode(422)
        .body("code", equalTo("card-read.refused"));
    as(elsewhere.staff)
        .body(Map.of("cardRead", elsewhere.reader.read(known)))
        .post(PEOPLE + "/" + id + "/upgrade")
        .then()
        .statusCode(404)
        .body("code", equalTo("not-found"));
    upgrade(id, Map.of("cardRead", read)).statusCode(200);
    Signed renamed = TestPeople.resident();
    Person other = new Person("改名人", renamed.person().idNumber(), renamed.person().phone());
    TestPeople.control(
        "/control/identities",
        Map.of("name", other.name(), "idNumber", other.idNumber(), "phone", other.phone()));
    upgrade(unconscious(), other).statusCode(409).body("code", equalTo("temporary.not-same"));
  }

  @Test
  void itEndsAndIsExtended() {
    Served served = served();
    end(served.id());
    upgrade(served.id(), TestPeople.known())
        .statusCode(422)
        .body("code", equalTo("temporary.expired"));
    as(window.staff)
        .post(PEOPLE + "/" + served.id() + "/presences")
        .then()
        .statusCode(422)
        .body("code", equalTo("temporary.expired"));
    resolve(served.code(), "REGISTER").statusCode(422).body("code", equalTo("card.expired"));

    as(window.staff).post(PEOPLE + "/" + served.id() + "/extend").then().statusCode(200);
    await().untilAsserted(() -> resolve(served.code(), "REGISTER").statusCode(200));
    upgrade(served.id(), TestPeople.known()).statusCode(200);
    as(window.staff)
        .post(PEOPLE + "/" + served.id() + "/extend")
        .then()
        .statusCode(409)
        .body("code", equalTo("temporary.upgraded"));
  }

  /** Its time is over, as if it had been made long ago. */
  private void end(String id) {
    for (String sql :
        List.of(
            "update resident set temporary_until = $2 where id = $1",
            "update card set until = $2 where resident_id = $1")) {
      assertThat(
              database
                  .query(
                      sql,
                      Id.parse(id).orElseThrow().uuid(),
                      OffsetDateTime.now(ZoneId.of("UTC")).minusSeconds(1))
                  .await()
                  .atMost(Duration.ofSeconds(60))
                  .rowCount())
          .isEqualTo(1);
    }
  }

  @Test
  void aNewbornIsItsMothersUntilItsNumberIsTyped() {
    LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    String baby =
        made(
            Map.of(
                "kind", "NEWBORN",
                "motherName", "王芳",
                "birthOrder", 2,
                "sex", "FEMALE",
                "birthDate", today.toString()));
    String presence = present(baby);
    window
        .as(presence, baby)
        .get("/v1/app/residents/" + baby)
        .then()
        .body("name", equalTo("王芳之女2"));

    Person other = known(today.minusDays(1).toString().replace("-", ""), 2);
    upgrade(baby, typed(other)).statusCode(409).body("code", equalTo("temporary.not-same"));
    Person child = known(today.toString().replace("-", ""), 2);
    upgrade(baby, typed(child)).statusCode(200).body("residentId", equalTo(baby));
    String later = window.presence(child);
    window
        .as(later, baby)
        .get("/v1/app/residents/" + baby)
        .then()
        .statusCode(200)
        .body("name", equalTo(child.name()));

    String twin =
        made(Map.of("kind", "NEWBORN", "motherName", "王芳", "birthDate", today.toString()));
    upgrade(twin, Map.of("name", "王小明", "idType", "NEWBORN", "idNumber", "Z12345678"))
        .statusCode(200)
        .body("residentId", equalTo(twin));
  }

  private static Map<String, String> typed(Person person) {
    return Map.of("name", person.name(), "idType", "RESIDENT_ID", "idNumber", person.idNumber());
  }

  /** Somebody born then, whom the register knows; {@code sex} 1 for a man, 2 for a woman. */
  private static Person known(String born, int sex) {
    String body = "990101" + born + String.format("%02d%d", 10 + next++ % 80, sex);
    int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += weights[i] * (body.charAt(i) - '0');
    }
    Person person = new Person("李安" + next, body + "10X98765432".charAt(sum % 11), "13900009999");
    TestPeople.control(
        "/control/identities", Map.of("name", person.name(), "idNumber", person.idNumber()));
    return person;
  }

  @Test
  void askingAgainMakesNobodyElse() {
    String key = UUID.randomUUID().toString();
    Map<String, String> seen = Map.of("kind", "UNCONSCIOUS");
    String first =
        given()
            .auth()
            .oauth2(window.staff)
            .contentType(ContentType.JSON)
            .header("Idempotency-Key", key)
            .body(seen)
            .post(PEOPLE)
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    given()
        .auth()
        .oauth2(window.staff)
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", key)
        .body(seen)
        .post(PEOPLE)
        .then()
        .statusCode(201)
        .body("id", equalTo(first));
    as(window.staff)
        .body(Map.of("kind", "UNCONSCIOUS", "motherName", "王芳"))
        .post(PEOPLE)
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/motherName"));
  }
}
