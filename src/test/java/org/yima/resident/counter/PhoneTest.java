package org.yima.resident.counter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestPeople;
import org.yima.TestPeople.Person;
import org.yima.TestPeople.Signed;
import org.yima.TestResident;

/** A phone is lost or changed: the account stays its owner's, and nobody else's. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PhoneTest {
  private static Window window;

  @BeforeEach
  void window() {
    if (window == null) {
      window = new Window();
    }
  }

  private static RequestSpecification as(String token) {
    return given().auth().oauth2(token).contentType(ContentType.JSON);
  }

  /** A phone that nobody has signed in with. */
  private static String freshPhone() {
    return TestPeople.unknown().phone();
  }

  private static Map<String, String> document(Person person) {
    return Map.of("name", person.name(), "idType", "RESIDENT_ID", "idNumber", person.idNumber());
  }

  private static String opened(String token, Person person) {
    return as(token)
        .body(document(person))
        .post("/v1/app/takeovers")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static ValidatableResponse settle(String token, String takeover) {
    return as(token).post("/v1/app/takeovers/" + takeover + "/settle").then().statusCode(200);
  }

  private static void shows(Person person, String takeover) {
    TestPeople.control(
        "/control/faces", Map.of("requestId", takeover, "idNumber", person.idNumber()));
  }

  private static List<String> messages(String phone) {
    return given()
        .baseUri(TestResident.sandbox())
        .port(URI.create(TestResident.sandbox()).getPort())
        .queryParam("phone", phone)
        .get("/sms/outbox")
        .path("items.text");
  }

  @Test
  void aFaceMovesTheAccountToThePhoneThatIsThere() {
    Signed lost = TestPeople.resident();
    String card =
        as(lost.token())
            .post("/v1/app/residents/" + lost.residentId() + "/card")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    String phone = freshPhone();
    String token = TestResident.signIn(phone);
    Map<String, Object> self = new HashMap<>(lost.person().body("SELF"));
    self.put("phone", phone);
    as(token)
        .body(self)
        .post("/v1/app/residents")
        .then()
        .statusCode(202)
        .body("nextAction", equalTo("FACE"));

    String takeover = opened(token, lost.person());
    settle(token, takeover).body("status", equalTo("OPEN")).body("nextAction", nullValue());
    as(TestResident.signIn(freshPhone()))
        .post("/v1/app/takeovers/" + takeover + "/settle")
        .then()
        .statusCode(404);
    as(lost.token()).get("/v1/app/residents").then().statusCode(200);
    shows(lost.person(), takeover);
    settle(token, takeover).body("status", equalTo("DONE")).body("nextAction", equalTo("SIGN_IN"));

    as(lost.token()).get("/v1/app/residents").then().statusCode(401);
    as(token).get("/v1/app/residents").then().statusCode(401);
    String again = TestResident.signIn(phone);
    as(again).get("/v1/app/residents").then().body("items.id", contains(lost.residentId()));
    as(again)
        .get("/v1/app/residents/" + lost.residentId() + "/card")
        .then()
        .statusCode(200)
        .body("id", equalTo(card));
    await()
        .untilAsserted(
            () ->
                assertThat(messages(lost.person().phone()))
                    .anyMatch(text -> text != null && text.contains("已改由另一手机号登录")));
    as(TestResident.signIn(lost.person().phone()))
        .get("/v1/app/residents")
        .then()
        .body("items", empty());
  }

  @Test
  void anotherFaceMovesNothingAndTellsNothing() {
    Signed lost = TestPeople.resident();
    Person nobody = TestPeople.known();
    String token = TestResident.signIn(freshPhone());
    for (Person claimed : List.of(lost.person(), nobody)) {
      String takeover = opened(token, claimed);
      shows(TestPeople.unknown(), takeover);
      for (int i = 0; i < 2; i++) {
        settle(token, takeover)
            .body("status", equalTo("REFUSED"))
            .body("nextAction", equalTo("COUNTER"));
      }
      shows(claimed, takeover);
      settle(token, takeover).body("status", equalTo("REFUSED"));
    }
    as(lost.token()).get("/v1/app/residents").then().statusCode(200);
    as(token).get("/v1/app/residents").then().statusCode(200).body("items", empty());
  }

  @Test
  void whoIsNoResidentYetBecomesOneByTheFace() {
    Person person = TestPeople.known();
    String token = TestResident.signIn(freshPhone());
    String takeover = opened(token, person);
    shows(person, takeover);
    settle(token, takeover).body("status", equalTo("DONE")).body("nextAction", nullValue());
    as(token).get("/v1/app/residents").then().body("items.name", contains(person.name()));

    as(token)
        .body(document(TestPeople.known()))
        .post("/v1/app/takeovers")
        .then()
        .statusCode(409)
        .body("code", equalTo("resident.self-exists"));
    String guesser = TestResident.signIn(freshPhone());
    for (int i = 0; i < 5; i++) {
      assertThat(opened(guesser, TestPeople.unknown())).isNotEmpty();
    }
    as(guesser)
        .body(document(TestPeople.unknown()))
        .post("/v1/app/takeovers")
        .then()
        .statusCode(429)
        .body("code", equalTo("resident.too-many-checks"));
  }

  @Test
  void whoseDocumentTheRegisterHasNoPictureOfIsSentToTheCounter() {
    as(TestResident.signIn(freshPhone()))
        .body(Map.of("name", "王芳", "idType", "PASSPORT", "idNumber", "E12345678"))
        .post("/v1/app/takeovers")
        .then()
        .statusCode(422)
        .body("code", equalTo("phone.no-picture"))
        .body("retryable", equalTo(false));
  }

  @Test
  void atACounterThePhoneChangesWithTheDocument() {
    Signed one = TestPeople.resident();
    Signed two = TestPeople.resident();
    String phone = freshPhone();
    String path = "/v1/app/residents/" + one.residentId() + "/phone";
    as(one.token())
        .body(Map.of("phone", phone, "otp", otp(phone)))
        .put(path)
        .then()
        .statusCode(422)
        .body("code", equalTo("phone.counter"));

    String presence = window.presence(one.person());
    change(presence, one, phone, "000000".equals(otp(phone)) ? "000001" : "000000")
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/otp"));
    change(presence, one, two.person().phone(), otp(two.person().phone()))
        .statusCode(409)
        .body("code", equalTo("phone.taken"));
    change(presence, one, phone, otp(phone)).statusCode(204);
    as(one.token()).get("/v1/app/residents").then().statusCode(401);
    as(TestResident.signIn(phone))
        .get("/v1/app/residents")
        .then()
        .body("items.id", contains(one.residentId()));
    await().untilAsserted(() -> assertThat(messages(one.person().phone())).hasSizeGreaterThan(1));

    String back = one.person().phone();
    change(window.presence(one.person()), one, back, otp(back)).statusCode(204);
    as(TestResident.signIn(back))
        .get("/v1/app/residents")
        .then()
        .body("items.id", contains(one.residentId()));
    as(TestResident.signIn(phone)).get("/v1/app/residents").then().body("items", empty());
  }

  private static String otp(String phone) {
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("phone", phone))
        .post("/v1/app/login/otp")
        .then()
        .statusCode(202);
    return TestResident.code(phone);
  }

  private static ValidatableResponse change(
      String presence, Signed resident, String phone, String otp) {
    return window
        .as(presence, resident.residentId())
        .body(Map.of("phone", phone, "otp", otp))
        .put("/v1/app/residents/" + resident.residentId() + "/phone")
        .then();
  }
}
