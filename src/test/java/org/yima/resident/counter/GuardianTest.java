package org.yima.resident.counter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.TestPeople;
import org.yima.TestPeople.Signed;
import org.yima.index.Guardian;
import org.yima.index.PersonIndex;
import org.yima.index.SourceRecord;

/** Children: a guardian shows the paper at a window, and two of them hold one card. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GuardianTest {
  private static int next = 100_000_000;
  private static Window window;

  @Inject PersonIndex index;

  @BeforeEach
  void window() {
    if (window == null) {
      window = new Window();
    }
  }

  private static RequestSpecification as(Signed signed) {
    return given().auth().oauth2(signed.token()).contentType(ContentType.JSON);
  }

  /** A newborn, known by the number of its birth certificate. */
  private static Map<String, Object> newborn() {
    Map<String, Object> body = new HashMap<>();
    body.put("name", "小一");
    body.put("idType", "NEWBORN");
    body.put("idNumber", "A" + next++);
    body.put("relation", "CHILD");
    body.put("birthDate", LocalDate.now(ZoneId.of("Asia/Shanghai")).minusDays(20).toString());
    body.put("sex", "FEMALE");
    body.put("proof", Map.of("type", "BIRTH_CERTIFICATE", "number", body.get("idNumber")));
    return body;
  }

  private static ValidatableResponse add(Signed guardian, Map<String, Object> child) {
    String presence = window.presence(guardian.person());
    return window.as(presence, guardian.residentId()).body(child).post("/v1/app/residents").then();
  }

  @Test
  void aGuardianWithTheCertificateHasTheChildAtOnceAndSoHasTheSecond() {
    Signed mother = TestPeople.resident();
    Signed father = TestPeople.resident();
    Signed aunt = TestPeople.resident();
    Map<String, Object> child = newborn();

    String id = add(mother, child).statusCode(201).extract().path("id");
    assertThat(add(mother, child).statusCode(201).extract().<String>path("id")).isEqualTo(id);
    assertThat(add(father, child).statusCode(201).extract().<String>path("id")).isEqualTo(id);
    add(aunt, child).statusCode(422).body("code", equalTo("child.guardians"));
    assertNamed(mother, id);

    String card =
        as(mother)
            .post("/v1/app/residents/" + id + "/card")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    as(father)
        .get("/v1/app/residents/" + id + "/card")
        .then()
        .statusCode(200)
        .body("id", equalTo(card));
    as(father)
        .body(Map.of("kind", "DYNAMIC"))
        .post("/v1/app/cards/" + card + "/codes")
        .then()
        .statusCode(201);
    as(father).get("/v1/app/residents").then().body("items.id", hasItem(id));
    as(aunt).get("/v1/app/residents/" + id).then().statusCode(404);
  }

  /** The child's record in the index names its first guardian, whom its document proves. */
  private void assertNamed(Signed guardian, String child) {
    SourceRecord record =
        Reactive.await(() -> index.find(SourceRecord.YIMA, child)).orElseThrow().source();
    SourceRecord own =
        Reactive.await(() -> index.find(SourceRecord.YIMA, guardian.residentId()))
            .orElseThrow()
            .source();
    assertThat(record.further().guardian()).isEqualTo(Guardian.of(own.name(), own.document()));
    assertThat(own.document()).isPresent();
  }

  /** The child of a newborn's body, as the register knows it. */
  private static Map<String, Object> registered(Map<String, Object> newborn, int sex) {
    String body =
        "990101"
            + newborn.get("birthDate").toString().replace("-", "")
            + String.format("%02d%d", 10 + next++ % 80, sex);
    int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += weights[i] * (body.charAt(i) - '0');
    }
    String number = body + "10X98765432".charAt(sum % 11);
    TestPeople.control("/control/identities", Map.of("name", "王小一", "idNumber", number));
    return new HashMap<>(
        Map.of(
            "name",
            "王小一",
            "idType",
            "RESIDENT_ID",
            "idNumber",
            number,
            "proof",
            Map.of("type", "HOUSEHOLD_REGISTER", "number", "H-1")));
  }

  private static ValidatableResponse exchange(
      Signed guardian, String child, Map<String, Object> document) {
    String presence = window.presence(guardian.person());
    return window
        .as(presence, guardian.residentId())
        .body(document)
        .post("/v1/app/residents/" + child + "/document")
        .then();
  }

  @Test
  void theCertificateIsExchangedForTheNumberAndTheChildStaysWhoItWas() {
    Signed mother = TestPeople.resident();
    Map<String, Object> newborn = newborn();
    String child = add(mother, newborn).statusCode(201).extract().path("id");
    String card =
        as(mother)
            .post("/v1/app/residents/" + child + "/card")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    Map<String, Object> document = registered(newborn, 2);

    as(mother)
        .body(document)
        .post("/v1/app/residents/" + child + "/document")
        .then()
        .statusCode(422)
        .body("code", equalTo("child.proof"));
    exchange(TestPeople.resident(), child, document).statusCode(404);
    exchange(mother, child, registered(newborn, 1))
        .statusCode(409)
        .body("code", equalTo("document.not-same"));
    Map<String, Object> unknown = registered(newborn, 2);
    unknown.put("name", "别人");
    exchange(mother, child, unknown)
        .statusCode(422)
        .body("code", equalTo("resident.not-confirmed"));
    Map<String, Object> unproven = new HashMap<>(document);
    unproven.put("proof", Map.of("type", "BIRTH_CERTIFICATE", "number", "A1"));
    exchange(mother, child, unproven).statusCode(422).body("code", equalTo("child.proof"));

    exchange(mother, child, document).statusCode(200).body("id", equalTo(child));
    exchange(mother, child, document).statusCode(200).body("id", equalTo(child));
    assertNamed(mother, child);
    as(mother)
        .get("/v1/app/residents/" + child)
        .then()
        .statusCode(200)
        .body("name", equalTo("王小一"))
        .body("idType", equalTo("RESIDENT_ID"));
    as(mother)
        .get("/v1/app/residents/" + child + "/card")
        .then()
        .statusCode(200)
        .body("id", equalTo(card));
    exchange(mother, child, registered(newborn, 2))
        .statusCode(409)
        .body("code", equalTo("document.exchanged"));
  }

  @Test
  void aChildThatEachParentHasAddedUnderAnotherDocumentBecomesOne() {
    Signed mother = TestPeople.resident();
    Signed father = TestPeople.resident();
    Map<String, Object> newborn = newborn();
    String hers = add(mother, newborn).statusCode(201).extract().path("id");
    String card =
        as(mother)
            .post("/v1/app/residents/" + hers + "/card")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    Map<String, Object> document = registered(newborn, 2);
    Map<String, Object> added = new HashMap<>(document);
    added.put("relation", "CHILD");
    String his = add(father, added).statusCode(201).extract().path("id");

    exchange(mother, hers, document).statusCode(200).body("id", equalTo(his));
    as(mother).get("/v1/app/residents").then().body("items.id", hasItem(his));
    as(mother).get("/v1/app/residents/" + hers).then().statusCode(404);
    for (Signed parent : List.of(mother, father)) {
      as(parent)
          .get("/v1/app/residents/" + his + "/cards")
          .then()
          .statusCode(200)
          .body("items.id", hasItem(card));
    }
    add(mother, newborn).statusCode(422).body("code", equalTo("resident.other-document"));
  }

  @Test
  void onAPhoneTheChildWaitsForTheWindow() {
    Signed mother = TestPeople.resident();
    Map<String, Object> child = newborn();
    child.put("phone", mother.person().phone());
    as(mother)
        .body(child)
        .post("/v1/app/residents")
        .then()
        .statusCode(422)
        .body("code", equalTo("child.proof"));
    Object proof = child.remove("proof");
    as(mother)
        .body(child)
        .post("/v1/app/residents")
        .then()
        .statusCode(202)
        .body("nextAction", equalTo("COUNTER"));
    add(mother, child).statusCode(422).body("code", equalTo("child.proof"));
    child.put("proof", proof);
    add(mother, child).statusCode(201);
  }

  @Test
  void anAdultIsNoChildAndAnothersNameIsNoProof() {
    Signed mother = TestPeople.resident();
    Map<String, Object> grown = new HashMap<>(TestPeople.known().body("CHILD"));
    grown.put("proof", Map.of("type", "HOUSEHOLD_REGISTER", "number", "H-1"));
    add(mother, grown).statusCode(422).body("code", equalTo("child.of-age"));

    Map<String, Object> child = newborn();
    add(mother, child).statusCode(201);
    child.put("name", "小二");
    add(TestPeople.resident(), child)
        .statusCode(422)
        .body("code", equalTo("resident.other-document"));
  }

  @Test
  void afterAnEndThereIsAPause() {
    Signed mother = TestPeople.resident();
    Map<String, Object> child = newborn();
    String id = add(mother, child).statusCode(201).extract().path("id");
    String proxy =
        as(mother)
            .get("/v1/app/proxies")
            .then()
            .extract()
            .path("items.find { it.residentId == '" + id + "' }.id");
    as(mother).delete("/v1/app/proxies/" + proxy).then().statusCode(204);
    as(mother).get("/v1/app/residents/" + id).then().statusCode(404);
    add(mother, child).statusCode(422).body("code", equalTo("proxy.cool-down"));
  }

  @Test
  void anAccountAddsSoManyAYear() {
    Signed mother = TestPeople.resident();
    for (int i = 0; i < 6; i++) {
      as(mother)
          .body(TestPeople.unknown().body("OTHER"))
          .post("/v1/app/residents")
          .then()
          .statusCode(202);
    }
    as(mother)
        .body(TestPeople.unknown().body("OTHER"))
        .post("/v1/app/residents")
        .then()
        .statusCode(422)
        .body("code", equalTo("proxy.limit"));
    add(mother, newborn()).statusCode(422).body("code", equalTo("proxy.limit"));
  }
}
