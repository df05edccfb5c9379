package org.yima.resident;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.yima.AtOnce;
import org.yima.PostgresResource;
import org.yima.SchemaOwner;
import org.yima.TestPeople;
import org.yima.TestPeople.Person;
import org.yima.TestPeople.Signed;
import org.yima.TestResident;
import org.yima.platform.TestDatabase;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ResidentsTest {

  private static RequestSpecification as(String token) {
    return given().auth().oauth2(token).contentType(ContentType.JSON);
  }

  private static ValidatableResponse add(String token, Person person, String relation) {
    return as(token).body(person.body(relation)).post("/v1/app/residents").then();
  }

  /**
   * One account enrols itself under two documents at once. How: both are let as far as the row that
   * only one of them can write.
   */
  @Test
  void anAccountHasOneResidentOfItsOwnHoweverManyAreAskedForAtOnce() throws SQLException {
    TestPeople.Person person = TestPeople.known();
    String passport = "E" + person.idNumber().substring(9, 17);
    TestPeople.control(
        "/control/identities",
        Map.of(
            "name",
            person.name(),
            "idType",
            "PASSPORT",
            "idNumber",
            passport,
            "phone",
            person.phone()));
    Map<String, Object> asPassport = new HashMap<>(person.body("SELF"));
    asPassport.putAll(Map.of("idType", "PASSPORT", "idNumber", passport));
    String token = TestResident.signIn(person.phone());
    CompletableFuture<Integer> one;
    CompletableFuture<Integer> other;
    try (Connection owner = SchemaOwner.connect();
        Statement statement = owner.createStatement()) {
      owner.setAutoCommit(false);
      statement.execute("lock table account_resident in exclusive mode");
      one = AtOnce.start(() -> added(token, person.body("SELF")));
      other = AtOnce.start(() -> added(token, asPassport));
      Awaitility.await().until(() -> waitingForTheList() == 2);
      owner.rollback();
    }
    assertThat(List.of(one.join(), other.join())).containsExactlyInAnyOrder(201, 409);
  }

  private static int added(String token, Map<String, ?> body) {
    return given()
        .auth()
        .oauth2(token)
        .contentType(ContentType.JSON)
        .body(body)
        .post("/v1/app/residents")
        .statusCode();
  }

  private static long waitingForTheList() {
    return TestDatabase.number(
        """
        select count(*) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'
          and query like '%into account_resident%'
        """);
  }

  @Test
  void threeElementsMakeAResidentOnce() {
    Signed signed = TestPeople.resident();

    add(signed.token(), signed.person(), "SELF")
        .statusCode(201)
        .body("id", equalTo(signed.residentId()));
    as(signed.token())
        .get("/v1/app/residents/" + signed.residentId())
        .then()
        .statusCode(200)
        .body("name", equalTo(signed.person().name()))
        .body(
            "idNumberMasked",
            equalTo("990*************" + signed.person().idNumber().substring(16)));
    as(signed.token()).get("/v1/app/residents").then().body("items", hasSize(1));
  }

  @Test
  void anythingButAPlainYesIsTheSameAnswer() {
    Person unknown = TestPeople.unknown();
    String body =
        add(TestResident.signIn(unknown.phone()), unknown, "SELF")
            .statusCode(202)
            .extract()
            .asString();
    Person known = TestPeople.known();
    Person wrongName = new Person("他人", known.idNumber(), known.phone());
    String other =
        add(TestResident.signIn(known.phone()), wrongName, "SELF")
            .statusCode(202)
            .extract()
            .asString();

    assertThat(body).isEqualTo(other).contains("PENDING").contains("FACE");
  }

  @Test
  void aFaceIsAskedForOnlyWhereThereIsAPicture() {
    Person unknown = TestPeople.unknown();
    Map<String, Object> body = new HashMap<>(unknown.body("SELF"));
    body.putAll(
        Map.of("idType", "PASSPORT", "idNumber", "E" + unknown.idNumber().substring(9, 17)));

    as(TestResident.signIn(unknown.phone()))
        .body(body)
        .post("/v1/app/residents")
        .then()
        .statusCode(202)
        .body("nextAction", equalTo("COUNTER"));
  }

  @Test
  void aBadNumberIsNamed() {
    Person person = TestPeople.unknown();
    Person bad =
        new Person(person.name(), person.idNumber().substring(0, 17) + "?", person.phone());

    add(TestResident.signIn(person.phone()), bad, "SELF")
        .statusCode(400)
        .body("code", equalTo("input.invalid"))
        .body("errors[0].pointer", equalTo("/idNumber"));
  }

  @Test
  void anUnknownOutcomeIsNotGuessed() {
    Person person = TestPeople.known();
    TestPeople.control(
        "/control/faults",
        Map.of("channel", "identity", "call", "verify", "kind", "ERROR_AFTER", "times", 1));
    String token = TestResident.signIn(person.phone());

    add(token, person, "SELF").statusCode(503).body("retryable", equalTo(true));
    add(token, person, "SELF").statusCode(201);
  }

  @Test
  void othersDoNotExist() {
    Signed one = TestPeople.resident();
    Signed two = TestPeople.resident();

    as(two.token())
        .get("/v1/app/residents/" + one.residentId())
        .then()
        .statusCode(404)
        .body("code", equalTo("not-found"));
  }

  @Test
  void anAdultDecidesWhoActsForThem() {
    Signed child = TestPeople.resident();
    Signed parent = TestPeople.resident();
    Person stranger = TestPeople.unknown();

    String known =
        add(child.token(), parent.person(), "PARENT").statusCode(202).extract().asString();
    String nobody = add(child.token(), stranger, "PARENT").statusCode(202).extract().asString();
    assertThat(known).isEqualTo(nobody).doesNotContain("res_");
    List<Map<String, Object>> wishes =
        as(child.token()).get("/v1/app/proxies").then().statusCode(200).extract().path("items");
    assertThat(wishes).hasSize(2).allSatisfy(w -> assertThat(w).doesNotContainKey("residentId"));

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                as(parent.token())
                    .get("/v1/app/proxies")
                    .then()
                    .body("items", hasSize(1))
                    .body("items[0].side", equalTo("RESIDENT")));
    String proxy = as(parent.token()).get("/v1/app/proxies").then().extract().path("items[0].id");

    as(child.token()).post("/v1/app/proxies/" + proxy + "/accept").then().statusCode(404);
    as(child.token()).get("/v1/app/residents/" + parent.residentId()).then().statusCode(404);
    as(parent.token())
        .post("/v1/app/proxies/" + proxy + "/accept")
        .then()
        .statusCode(200)
        .body("status", equalTo("ACCEPTED"));
    as(child.token()).get("/v1/app/residents/" + parent.residentId()).then().statusCode(200);
    as(child.token()).get("/v1/app/residents").then().body("items", hasSize(2));
    as(child.token())
        .get("/v1/app/proxies")
        .then()
        .body("items.find { it.status == 'ACCEPTED' }.residentId", equalTo(parent.residentId()));

    as(parent.token()).delete("/v1/app/proxies/" + proxy).then().statusCode(204);
    as(child.token()).get("/v1/app/residents/" + parent.residentId()).then().statusCode(404);
    as(parent.token())
        .post("/v1/app/proxies/" + proxy + "/accept")
        .then()
        .statusCode(409)
        .body("code", equalTo("proxy.wrong-state"))
        .body("id", nullValue());
  }
}
