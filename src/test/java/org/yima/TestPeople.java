package org.yima;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** People for tests: each with a well-formed number, known to the sandbox's register, signed in. */
public final class TestPeople {
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final AtomicInteger NEXT = new AtomicInteger(1);

  private TestPeople() {}

  /** Somebody the register knows. */
  public record Person(String name, String idNumber, String phone) {
    /** The body that adds this person in the app. */
    public Map<String, Object> body(String relation) {
      return Map.of(
          "name", name,
          "idType", "RESIDENT_ID",
          "idNumber", idNumber,
          "phone", phone,
          "relation", relation);
    }
  }

  /** A resident with a session. */
  public record Signed(Person person, String token, String residentId) {}

  /** A new person whom the register knows. */
  public static Person known() {
    Person person = unknown();
    control(
        "/control/identities",
        Map.of(
            "name", person.name(),
            "idType", "RESIDENT_ID",
            "idNumber", person.idNumber(),
            "phone", person.phone()));
    return person;
  }

  /** A new person whom no register knows. */
  public static Person unknown() {
    int n = NEXT.getAndIncrement();
    String body = String.format("9901011980%02d%02d%03d", 1 + n % 12, 1 + n % 28, n % 1000);
    return new Person("测试" + (char) ('一' + n), body + check(body), phone(n));
  }

  private static String phone(int n) {
    return String.format("1390000%04d", n);
  }

  private static char check(String body) {
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += WEIGHTS[i] * (body.charAt(i) - '0');
    }
    return "10X98765432".charAt(sum % 11);
  }

  /** A new resident, verified and signed in. */
  public static Signed resident() {
    return resident(known());
  }

  /** That person as a resident. */
  public static Signed resident(Person person) {
    String token = TestResident.signIn(person.phone());
    String id =
        given()
            .auth()
            .oauth2(token)
            .contentType(ContentType.JSON)
            .body(person.body("SELF"))
            .post("/v1/app/residents")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    return new Signed(person, token, id);
  }

  /** A call to the sandbox's control door; answers the value at the path, or null. */
  public static void control(String path, Map<String, ?> body) {
    given()
        .baseUri(TestResident.sandbox())
        .port(java.net.URI.create(TestResident.sandbox()).getPort())
        .contentType(ContentType.JSON)
        .body(body)
        .post(path)
        .then()
        .statusCode(org.hamcrest.Matchers.lessThan(300));
  }
}
