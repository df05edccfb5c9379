package org.yima.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.yima.card.Shown.as;
import static org.yima.card.Shown.card;
import static org.yima.card.Shown.refused;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.TestPeople.Person;
import org.yima.TestPeople.Signed;
import org.yima.TestReader;

/**
 * A document that an ID reader has read proves that its holder is there; a typed one proves
 * nothing.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ReadDocumentsTest {
  private static String terminal;
  private static TestReader reader;
  private static TestReader foreign;
  private static Signed resident;

  @BeforeEach
  void hospital() {
    if (terminal == null) {
      String hospital =
          TestClient.institution("HOSPITAL", "card-reads", Map.of("domain", "card-reads-domain"));
      terminal = TestClient.of(hospital, "TERMINAL").token();
      reader = new TestReader(hospital);
      foreign = new TestReader(TestClient.institution("HOSPITAL", "card-reads-2", Map.of()));
      resident = TestPeople.resident();
    }
  }

  /** The reading as a terminal sends it: the number is the text. */
  private static Map<String, Object> reading(Map<String, Object> read) {
    return Map.of("name", read.get("name"), "readerSignature", read.get("readerSignature"));
  }

  private static ValidatableResponse resolve(
      String text, String scene, Map<String, Object> reading) {
    Map<String, Object> body = new HashMap<>(Map.of("text", text, "scene", scene));
    body.put("cardRead", reading);
    return as(terminal).body(body).post("/v1/terminal/codes/resolve").then();
  }

  private static ValidatableResponse read(Person person, String scene) {
    return resolve(person.idNumber(), scene, reading(reader.read(person)));
  }

  @ParameterizedTest
  @CsvSource({
    "REGISTER,  false, IDENTIFY CHECK_IN",
    "DESK,      false, IDENTIFY CHECK_IN",
    "CASHIER,   true,  IDENTIFY",
    "LAB,       true,  IDENTIFY CHECK_IN",
    "DISPENSE,  true,  IDENTIFY",
    "ENTRY,     true,  IDENTIFY",
  })
  void aReadDocumentIsShownAsTheSceneSays(String scene, boolean masked, String allowed) {
    ValidatableResponse answer =
        read(resident.person(), scene)
            .statusCode(200)
            .body("kind", equalTo("DOCUMENT"))
            .body("person.masked", equalTo(masked))
            .body("allowed", containsInAnyOrder(allowed.split(" ")))
            .body("instruments", empty());
    String name = answer.extract().path("person.name");
    String number = answer.extract().path("person.idNumber");

    assertThat(name.equals(resident.person().name())).isEqualTo(!masked);
    assertThat(number.equals(resident.person().idNumber())).isEqualTo(!masked);
  }

  @Test
  void anEmergencyShowsItsOwnSet() {
    read(resident.person(), "EMERGENCY")
        .statusCode(200)
        .body("person.masked", equalTo(true))
        .body("person.name", equalTo(resident.person().name()))
        .body("person.idNumber", nullValue())
        .body("allowed", contains("IDENTIFY"));
  }

  @Test
  void theOwnerOfACardSeesTheUseAndAFrozenCardDoesNotHideThePerson() {
    Signed owner = TestPeople.resident();
    String card =
        as(owner.token())
            .post("/v1/app/residents/" + owner.residentId() + "/card")
            .then()
            .extract()
            .path("id");
    as(owner.token()).post("/v1/app/cards/" + card + "/freeze").then().statusCode(200);

    read(owner.person(), "REGISTER")
        .statusCode(200)
        .body("person.name", equalTo(owner.person().name()))
        .body("person.phone", equalTo(owner.person().phone()));
    as(owner.token())
        .get("/v1/app/cards/" + card + "/uses")
        .then()
        .body("items.kind", contains("DOCUMENT"))
        .body("items.outcome", contains("ok"));
  }

  @Test
  void somebodyWhoIsNoResidentIsNamedAsTheDocumentSays() {
    Person stranger = TestPeople.unknown();

    read(stranger, "DESK")
        .statusCode(200)
        .body("person.masked", equalTo(false))
        .body("person.name", equalTo(stranger.name()))
        .body("person.idNumber", equalTo(stranger.idNumber()))
        .body("person.phone", nullValue())
        .body("notice", equalTo("NOT_KNOWN_HERE"));
    read(stranger, "CASHIER")
        .body("person.masked", equalTo(true))
        .body("person.idNumber", not(equalTo(stranger.idNumber())));
  }

  /** A borrowed identity, or an error: nothing of the resident is shown by it. */
  @Test
  void anotherNameThanTheResidentsShowsTheDocumentAlone() {
    Person other = new Person("别人名", resident.person().idNumber(), resident.person().phone());

    read(other, "REGISTER")
        .statusCode(200)
        .body("person.name", equalTo("别人名"))
        .body("person.phone", nullValue())
        .body("institutionPatientIds", empty())
        .body("notice", equalTo("NAME_DIFFERS"));
    as(resident.token())
        .get("/v1/app/cards/" + card(resident) + "/uses")
        .then()
        .body("items.size()", equalTo(0));

    read(other, "REGISTER").statusCode(200);
    as(resident.token())
        .get("/v1/app/cards/" + card(resident) + "/uses")
        .then()
        .body("items[0].kind", equalTo("DOCUMENT"))
        .body("items[0].scene", equalTo("REGISTER"))
        .body("items[0].outcome", equalTo("resident.other-document"));
  }

  @Test
  void whatIsTypedStaysMasked() {
    as(terminal)
        .body(Map.of("text", resident.person().idNumber(), "scene", "REGISTER"))
        .post("/v1/terminal/codes/resolve")
        .then()
        .statusCode(200)
        .body("person", nullValue())
        .body("allowed", contains("IDENTIFY"));
  }

  @Test
  void aReadingHoldsOnceAndForAMinuteAtTheInstitutionsOwnReader() {
    String number = resident.person().idNumber();
    Map<String, Object> once = reading(reader.read(resident.person()));
    resolve(number, "DESK", once).statusCode(200);

    refused(resolve(number, "DESK", once), "card-read.used");
    refused(
        resolve(
            number,
            "DESK",
            reading(reader.read(resident.person(), Instant.now().minusSeconds(180)))),
        "card-read.refused");
    refused(resolve(number, "DESK", reading(foreign.read(resident.person()))), "card-read.refused");
    refused(
        resolve(TestPeople.unknown().idNumber(), "DESK", reading(reader.read(resident.person()))),
        "card-read.refused");
    Map<String, Object> renamed = new HashMap<>(reading(reader.read(resident.person())));
    renamed.put("name", "别人名");
    refused(resolve(number, "DESK", renamed), "card-read.refused");
  }

  @Test
  void aReadingOfNoDocumentIsRefused() {
    resolve("https://example.org", "DESK", reading(reader.read(resident.person())))
        .statusCode(400)
        .body("code", equalTo("input.invalid"))
        .body("errors[0].pointer", equalTo("/cardRead"));
  }
}
