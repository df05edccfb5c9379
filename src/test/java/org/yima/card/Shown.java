package org.yima.card;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.yima.TestPeople.Person;
import org.yima.TestPeople.Signed;
import org.yima.TestResident;

/** What comes before most tests of cards: a resident's card, its code, a terminal that reads it. */
public final class Shown {
  private Shown() {}

  /** Calls of whoever holds the token. */
  public static RequestSpecification as(String token) {
    return given().auth().oauth2(token).contentType(ContentType.JSON);
  }

  /** The id of the resident's card, made where there was none. */
  public static String card(Signed resident) {
    return as(resident.token())
        .post("/v1/app/residents/" + resident.residentId() + "/card")
        .then()
        .statusCode(lessThan(300))
        .body("status", equalTo("ACTIVE"))
        .extract()
        .path("id");
  }

  /** The text of a new code of that card. */
  public static String code(Signed resident, String card, String kind) {
    return as(resident.token())
        .body(Map.of("kind", kind))
        .post("/v1/app/cards/" + card + "/codes")
        .then()
        .statusCode(201)
        .extract()
        .path("text");
  }

  /** The national code that another application of the province shows for somebody. */
  public static String shownElsewhere(Person person, String kind) {
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("name", person.name(), "idNumber", person.idNumber(), "kind", kind))
        .post(TestResident.sandbox() + "/control/centre-codes")
        .then()
        .statusCode(200)
        .extract()
        .path("text");
  }

  /** What a terminal is told of a text. */
  public static ValidatableResponse resolve(String terminal, String text, String scene) {
    return as(terminal)
        .body(Map.of("text", text, "scene", scene))
        .post("/v1/terminal/codes/resolve")
        .then();
  }

  /** It was understood, and refused for this. */
  public static void refused(ValidatableResponse answer, String code) {
    answer.statusCode(422).body("code", equalTo(code));
  }
}
