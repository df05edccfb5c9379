package org.yima.card;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
import org.yima.platform.TestDatabase;

/** An institution has cards issued to many: each row has its own outcome, and none twice. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CardBatchTest {
  private static final String BATCHES = "/v1/hospital/card-batches";

  private static String his;
  private static String elsewhere;

  @BeforeEach
  void hospitals() {
    if (his == null) {
      his =
          TestClient.of(
                  TestClient.institution("HOSPITAL", "batch", Map.of("domain", "batch")),
                  "HOSPITAL")
              .token();
      elsewhere =
          TestClient.of(
                  TestClient.institution("HOSPITAL", "batch-2", Map.of("domain", "batch-2")),
                  "HOSPITAL")
              .token();
    }
  }

  private static RequestSpecification as(String token, String key) {
    return given()
        .auth()
        .oauth2(token)
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", key);
  }

  private static Map<String, Object> row(Person person) {
    Map<String, Object> row = new HashMap<>();
    row.put("name", person.name());
    row.put("idType", "RESIDENT_ID");
    row.put("idNumber", person.idNumber());
    return row;
  }

  private static Map<String, Object> row(Person person, String field, String value) {
    Map<String, Object> row = row(person);
    row.put(field, value);
    return row;
  }

  private static String sent(String key, List<Map<String, Object>> rows) {
    return as(his, key)
        .body(Map.of("rows", rows))
        .post(BATCHES)
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  private static JsonPath done(String batch) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> as(his, "none").get(BATCHES + "/" + batch).jsonPath(),
            answer -> "DONE".equals(answer.getString("status")));
  }

  private static String card(Signed resident) {
    return given()
        .auth()
        .oauth2(resident.token())
        .post("/v1/app/residents/" + resident.residentId() + "/card")
        .then()
        .statusCode(201)
        .extract()
        .path("number");
  }

  @Test
  void eachRowHasItsOutcomeAndThePeopleMayBeSentAgain() {
    Signed carded = TestPeople.resident();
    String number = card(carded);
    Signed uncarded = TestPeople.resident();
    Signed gaveUp = TestPeople.resident();
    String given = card(gaveUp);
    assertThat(given).isNotEmpty();
    revoke(gaveUp);
    Person fresh = TestPeople.known();
    Person withPhone = TestPeople.known();
    List<Map<String, Object>> rows =
        List.of(
            row(fresh),
            row(withPhone, "phone", withPhone.phone()),
            row(carded.person()),
            row(uncarded.person()),
            row(fresh),
            row(TestPeople.unknown()),
            row(TestPeople.known(), "idNumber", "12345"),
            row(carded.person(), "name", "他人"),
            row(TestPeople.known(), "phone", "13911112222"),
            row(gaveUp.person()));
    String key = UUID.randomUUID().toString();
    String batch = sent(key, rows);
    assertThat(sent(key, rows)).isEqualTo(batch);

    JsonPath answer = done(batch);
    assertThat(answer.getList("items.row", Integer.class))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(outcomes(answer).subList(1, 4)).containsExactly("ISSUED", "ALREADY", "ISSUED");
    assertThat(List.of(outcomes(answer).get(0), outcomes(answer).get(4)))
        .containsExactlyInAnyOrder("ISSUED", "ALREADY");
    assertThat(answer.getString("items[4].cardNumber"))
        .isEqualTo(answer.getString("items[0].cardNumber"));
    assertThat(answer.getString("items[2].cardNumber")).isNull();
    assertThat(answer.prettify()).doesNotContain(number);
    assertThat(usesOf(carded)).containsExactly("CARD_BATCH ok");
    assertThat(usesOf(uncarded)).isEmpty();
    assertThat(usesOf(gaveUp)).containsExactly("CARD_BATCH card.revoked");
    assertThat(answer.getList("items.reason", String.class).subList(5, 10))
        .containsExactly(
            "resident.not-confirmed",
            "input.invalid",
            "resident.not-confirmed",
            "resident.not-confirmed",
            "card.revoked");
    assertThat(answer.prettify()).doesNotContain(fresh.idNumber()).doesNotContain(fresh.name());
    given()
        .auth()
        .oauth2(uncarded.token())
        .get("/v1/app/residents/" + uncarded.residentId() + "/card")
        .then()
        .statusCode(200)
        .body("number", equalTo(answer.getString("items[3].cardNumber")));

    JsonPath again = done(sent(UUID.randomUUID().toString(), rows.subList(0, 5)));
    assertThat(outcomes(again)).isEqualTo(Collections.nCopies(5, "ALREADY"));
    assertThat(again.getList("items.cardNumber"))
        .isEqualTo(answer.getList("items.cardNumber").subList(0, 5))
        .doesNotContain(number);
    assertThat(
            TestDatabase.number(
                "select count(*) from card_batch_row where input_enc is not null"
                    + " and outcome <> 'WAITING'"))
        .isZero();
    as(elsewhere, key).get(BATCHES + "/" + batch).then().statusCode(404);
  }

  /** To another hospital one that was issued here is like any other resident's. */
  @Test
  void aNumberIsToldToTheInstitutionThatHadTheCardIssuedAlone() {
    Person person = TestPeople.known();
    JsonPath issued = done(sent(UUID.randomUUID().toString(), List.of(row(person))));
    String there =
        as(elsewhere, UUID.randomUUID().toString())
            .body(Map.of("rows", List.of(row(person))))
            .post(BATCHES)
            .path("id");

    JsonPath told =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> as(elsewhere, "none").get(BATCHES + "/" + there).jsonPath(),
                answer -> "DONE".equals(answer.getString("status")));

    assertThat(issued.getString("items[0].cardNumber")).isNotEmpty();
    assertThat(outcomes(told)).containsExactly("ALREADY");
    assertThat(told.getString("items[0].cardNumber")).isNull();
  }

  /** A resident is asked about like everybody: with another's phone they are nobody here. */
  @Test
  void aResidentsPhoneIsHeldAgainstTheRegisterToo() {
    Signed resident = TestPeople.resident();
    String number = card(resident);

    JsonPath answer =
        done(
            sent(
                UUID.randomUUID().toString(),
                List.of(
                    row(resident.person(), "phone", "13911112222"),
                    row(resident.person(), "phone", resident.person().phone()))));

    assertThat(number).isNotEmpty();
    assertThat(outcomes(answer)).containsExactly("REFUSED", "ALREADY");
    assertThat(answer.getString("items[0].reason")).isEqualTo("resident.not-confirmed");
    assertThat(usesOf(resident)).containsExactly("CARD_BATCH ok");
  }

  private static List<String> usesOf(Signed owner) {
    String card =
        given()
            .auth()
            .oauth2(owner.token())
            .get("/v1/app/residents/" + owner.residentId() + "/card")
            .path("id");
    List<Map<String, String>> uses =
        given().auth().oauth2(owner.token()).get("/v1/app/cards/" + card + "/uses").path("items");
    return uses.stream().map(use -> use.get("scene") + " " + use.get("outcome")).toList();
  }

  private static List<String> outcomes(JsonPath batch) {
    return batch.getList("items.outcome", String.class);
  }

  private static void revoke(Signed owner) {
    String card =
        given()
            .auth()
            .oauth2(owner.token())
            .get("/v1/app/residents/" + owner.residentId() + "/card")
            .path("id");
    given()
        .auth()
        .oauth2(owner.token())
        .post("/v1/app/cards/" + card + "/revoke")
        .then()
        .statusCode(200);
  }

  /** How: the register's answer is lost once; the row waits and is asked again. */
  @Test
  void aRegisterThatDoesNotAnswerHoldsARowUpAndDecidesNothing() {
    TestPeople.control(
        "/control/faults",
        Map.of("channel", "identity", "call", "verify", "kind", "RESET_AFTER", "times", 1));
    JsonPath answer = done(sent(UUID.randomUUID().toString(), List.of(row(TestPeople.known()))));
    assertThat(outcomes(answer)).containsExactly("ISSUED");
  }

  @Test
  void aBatchIsBounded() {
    Map<String, Object> one = row(TestPeople.unknown());
    for (List<Map<String, Object>> rows :
        List.of(new ArrayList<Map<String, Object>>(), Collections.nCopies(501, one))) {
      as(his, UUID.randomUUID().toString())
          .body(Map.of("rows", rows))
          .post(BATCHES)
          .then()
          .statusCode(400)
          .body("errors[0].pointer", equalTo("/rows"));
    }
    given()
        .auth()
        .oauth2(his)
        .contentType(ContentType.JSON)
        .body(Map.of("rows", List.of(one)))
        .post(BATCHES)
        .then()
        .statusCode(400)
        .body("code", equalTo("idempotency.missing"));
  }
}
