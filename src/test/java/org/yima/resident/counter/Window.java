package org.yima.resident.counter;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.yima.TestClient;
import org.yima.TestPeople.Person;
import org.yima.TestReader;
import org.yima.TestStaff;

/** A window in a hospital: somebody who serves there, and an ID reader. */
final class Window {
  private static final AtomicInteger NEXT = new AtomicInteger(1);

  final String hospital;
  final String staff;
  final TestReader reader;

  Window() {
    int n = NEXT.getAndIncrement();
    hospital =
        TestClient.institution(
            "HOSPITAL", "window-" + n, java.util.Map.of("domain", "window-" + n));
    staff = colleague();
    reader = new TestReader(hospital);
  }

  /** Another member of staff of the same hospital. */
  String colleague() {
    String login = "window.staff." + NEXT.getAndIncrement();
    if (TestClient.staff(login, "HOSPITAL_STAFF", hospital).isEmpty()) {
      throw new IllegalStateException("no staff");
    }
    return TestStaff.token(login);
  }

  /** The presence of whoever stands there. */
  String presence(Person person) {
    return reader.arrived(staff, person).statusCode(201).extract().path("id");
  }

  /** A call by staff, with the headers that are given. */
  static RequestSpecification call(String staff, String presence, String resident) {
    RequestSpecification call =
        given()
            .auth()
            .oauth2(staff)
            .contentType(ContentType.JSON)
            .header("Idempotency-Key", UUID.randomUUID().toString());
    if (presence != null) {
      call.header("Yima-Presence", presence);
    }
    return resident == null ? call : call.header("Yima-For", resident);
  }

  RequestSpecification as(String presence, String resident) {
    return call(staff, presence, resident);
  }
}
