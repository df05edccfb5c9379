package org.yima.resident.counter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestPeople;
import org.yima.TestPeople.Person;
import org.yima.TestPeople.Signed;
import org.yima.TestReader;
import org.yima.TestStaff;
import org.yima.access.Presences;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Ids;
import org.yima.platform.Role;

/** Residents without a phone: everything is done at a window, by staff, and leaves a trace. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CounterTest {
  /** What is never done at a counter; everything else that residents may do is. */
  private static final Set<String> NEVER =
      Set.of(
          "POST /v1/app/logout",
          "POST /v1/app/cards/{id}/code-sheaf",
          "POST /v1/app/takeovers",
          "POST /v1/app/takeovers/{id}/settle");

  private static Window window;
  private static Window elsewhere;

  @Inject Database database;
  @Inject Ids ids;
  @Inject Clock clock;

  @BeforeEach
  void windows() {
    if (window == null) {
      window = new Window();
      elsewhere = new Window();
    }
  }

  private static Response resident(String staff, String presence, String resident) {
    return Window.call(staff, presence, resident).get("/v1/app/residents/" + resident);
  }

  private static void refused(Response answer, String code) {
    answer.then().statusCode(403).body("code", equalTo(code));
  }

  private static Map<String, Object> body(Person person, String relation) {
    Map<String, Object> body = new HashMap<>(person.body(relation));
    body.remove("phone");
    return body;
  }

  @Test
  void aPresenceLetsItsStaffActForItsResidentAlone() {
    Signed one = TestPeople.resident();
    Signed two = TestPeople.resident();
    window
        .reader
        .arrived(window.staff, one.person())
        .statusCode(201)
        .body("residentId", equalTo(one.residentId()))
        .body("expiresAt", notNullValue());
    String presence = window.presence(one.person());

    resident(window.staff, presence, one.residentId())
        .then()
        .statusCode(200)
        .body("name", equalTo(one.person().name()));
    refused(resident(window.staff, presence, two.residentId()), "presence.other-resident");
    refused(resident(window.colleague(), presence, one.residentId()), "presence.other-staff");
    refused(resident(elsewhere.staff, presence, one.residentId()), "presence.other-institution");
    refused(
        resident(window.staff, "prs_00000000000070008000000000000000", one.residentId()),
        "presence.unknown");
    refused(resident(window.staff, "nonsense", one.residentId()), "presence.unknown");
    refused(resident(window.staff, null, one.residentId()), "presence.unknown");
    window
        .as(presence, null)
        .get("/v1/app/residents/" + one.residentId())
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("Yima-For"));
    window
        .as(presence, one.residentId())
        .get("/v1/app/residents/" + two.residentId())
        .then()
        .statusCode(404);
    given()
        .auth()
        .oauth2(window.staff)
        .get("/v1/app/residents")
        .then()
        .statusCode(403)
        .body("code", equalTo("auth.denied"));
  }

  @Test
  void tenMinutesLaterItIsOver() {
    Signed one = TestPeople.resident();
    Caller staff = staff(window.presence(one.person()));
    Presences earlier =
        new Presences(database, ids, Clock.offset(clock, Duration.ofMinutes(-10).minusSeconds(1)));
    String presence =
        database
            .tx(tx -> earlier.open(tx, staff, Id.parse(one.residentId()), new byte[] {1}))
            .await()
            .atMost(Duration.ofSeconds(60))
            .id()
            .toString();
    refused(resident(window.staff, presence, one.residentId()), "presence.expired");
  }

  /** The member of staff behind a presence. */
  private Caller staff(String presence) {
    var row =
        database
            .query(
                "select staff, institution from presence where id = $1",
                Id.parse(presence).orElseThrow().uuid())
            .await()
            .atMost(Duration.ofSeconds(60))
            .iterator()
            .next();
    return new Caller(
        Role.HOSPITAL_STAFF,
        Optional.of(new Id(org.yima.platform.IdType.STAFF, row.getUUID("staff"))),
        Optional.of(new Id(org.yima.platform.IdType.INSTITUTION, row.getUUID("institution"))),
        Optional.empty());
  }

  @Test
  void aReadingProvesOnePersonOnceAtItsOwnHospital() {
    Person person = TestPeople.resident().person();
    Map<String, Object> read = window.reader.read(person);
    TestReader.shown(elsewhere.staff, read)
        .statusCode(422)
        .body("code", equalTo("card-read.refused"));
    TestReader.shown(window.staff, read).statusCode(201);
    TestReader.shown(window.staff, read).statusCode(422).body("code", equalTo("card-read.used"));

    Map<String, Object> other = new HashMap<>(window.reader.read(person));
    other.put("idNumber", TestPeople.unknown().idNumber());
    TestReader.shown(window.staff, other)
        .statusCode(422)
        .body("code", equalTo("card-read.refused"));
    Map<String, Object> named = new HashMap<>(window.reader.read(person));
    named.put("name", "他人");
    TestReader.shown(window.staff, named)
        .statusCode(422)
        .body("code", equalTo("card-read.refused"));
    for (Instant at : List.of(Instant.now().minusSeconds(120), Instant.now().plusSeconds(120))) {
      TestReader.shown(window.staff, window.reader.read(person, at))
          .statusCode(422)
          .body("code", equalTo("card-read.refused"));
    }
    Map<String, Object> unsigned = new HashMap<>(read);
    unsigned.put("readerSignature", "a.b.c");
    TestReader.shown(window.staff, unsigned)
        .statusCode(422)
        .body("code", equalTo("card-read.refused"));
  }

  @Test
  void anEndedReaderProvesNothing() {
    Person person = TestPeople.resident().person();
    TestReader reader = new TestReader(window.hospital);
    reader.arrived(window.staff, person).statusCode(201);
    String path = "/v1/admin/institutions/" + window.hospital + "/readers/" + reader.id();
    given().auth().oauth2(TestStaff.operator()).delete(path).then().statusCode(204);
    given().auth().oauth2(TestStaff.operator()).delete(path).then().statusCode(404);
    reader.arrived(window.staff, person).statusCode(422).body("code", equalTo("card-read.refused"));
  }

  @Test
  void aDocumentUnderAnotherNameIsNoArrival() {
    Person person = TestPeople.resident().person();
    Person renamed = new Person("他人", person.idNumber(), person.phone());
    window
        .reader
        .arrived(window.staff, renamed)
        .statusCode(422)
        .body("code", equalTo("resident.other-document"));
  }

  @Test
  void somebodyWithoutAPhoneIsMadeAResidentAndServed() {
    Person person = TestPeople.known();
    String presence =
        window
            .reader
            .arrived(window.staff, person)
            .statusCode(201)
            .body("residentId", nullValue())
            .extract()
            .path("id");
    window.as(presence, null).get("/v1/app/bills").then().statusCode(400);
    window.as(presence, null).get("/v1/app/hospitals").then().statusCode(200);
    window
        .as(presence, null)
        .body(body(TestPeople.known(), "SELF"))
        .post("/v1/app/residents")
        .then()
        .statusCode(422)
        .body("code", equalTo("resident.other-document"));

    String id = made(presence, person);
    assertThat(made(presence, person)).isEqualTo(id);
    Response card = window.as(presence, id).post("/v1/app/residents/" + id + "/card");
    card.then().statusCode(201).body("status", equalTo("ACTIVE"));
    String codes = "/v1/app/cards/" + card.path("id") + "/codes";
    Response code = window.as(presence, id).body(Map.of("kind", "STATIC")).post(codes);
    code.then().statusCode(201);
    byte[] print =
        window
            .as(presence, id)
            .get("/v1/app/codes/" + code.path("id") + ".png")
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();
    assertThat(print).startsWith((byte) 0x89, (byte) 'P', (byte) 'N', (byte) 'G');
    window
        .as(presence, id)
        .body(Map.of("kind", "DYNAMIC"))
        .post(codes)
        .then()
        .statusCode(403)
        .body("code", equalTo("presence.not-here"));
    window.as(presence, id).get("/v1/app/residents").then().body("items", hasSize(1));
    window.as(presence, id).get("/v1/app/proxies").then().statusCode(200);
    String later = window.presence(person);
    resident(window.staff, later, id).then().statusCode(200).body("phoneMasked", nullValue());
  }

  private static String made(String presence, Person person) {
    return window
        .as(presence, null)
        .body(body(person, "SELF"))
        .post("/v1/app/residents")
        .then()
        .statusCode(201)
        .body("verification", equalTo("VERIFIED"))
        .extract()
        .path("id");
  }

  @Test
  void whomTheRegisterDoesNotConfirmIsNotMade() {
    Person person = TestPeople.unknown();
    String presence = window.presence(person);
    window
        .as(presence, null)
        .body(body(person, "SELF"))
        .post("/v1/app/residents")
        .then()
        .statusCode(422)
        .body("code", equalTo("resident.not-confirmed"));
    refused(
        resident(window.staff, presence, "res_00000000000070008000000000000000"),
        "presence.other-resident");
  }

  @Test
  void everyOperationOfResidentsIsDoneHereOrNeverAndLeavesItsLine() throws IOException {
    Signed one = TestPeople.resident();
    String presence = window.presence(one.person());
    List<String> wrong = new ArrayList<>();
    long called = 0;
    for (String line : Files.readAllLines(Path.of("test/resources/endpoint-policy.txt"))) {
      String[] cells = line.trim().split("\\s+", 4);
      if (line.startsWith("#") || cells.length != 3 || !cells[2].contains("RESIDENT")) {
        continue;
      }
      String operation = cells[0] + " " + cells[1];
      String path = cells[1].replaceAll("\\{[^}]+}", "code_00000000000070008000000000000000");
      var call = window.as(presence, one.residentId());
      if (!cells[0].equals("GET") && !cells[0].equals("DELETE")) {
        call.body("{}");
      }
      Response answer = call.request(cells[0], path);
      boolean never = answer.statusCode() == 403;
      if (never != NEVER.contains(operation) || answer.statusCode() >= 500) {
        wrong.add(operation + " answered " + answer.statusCode());
      }
      called += never ? 0 : 1;
      assertThat(lines("counter.called", presence)).as(operation).isEqualTo(called);
    }
    assertThat(wrong).isEmpty();
    assertThat(lines("counter.refused", presence)).isEqualTo(NEVER.size());
  }

  /** Audit lines that name the staff, the presence and, as their subject, the resident. */
  private long lines(String action, String presence) {
    return database
        .query(
            """
            select count(*) from audit_entry a join presence p on p.id = $3
            where a.action = $1 and a.detail ->> 'presence' = $2
              and a.actor like 'HOSPITAL_STAFF:stf_%'
              and replace(a.actor, 'HOSPITAL_STAFF:stf_', '') = replace(p.staff::text, '-', '')
              and a.subject = 'res_' || replace(p.present_id::text, '-', '')
            """,
            action, presence, Id.parse(presence).orElseThrow().uuid())
        .await()
        .atMost(Duration.ofSeconds(60))
        .iterator()
        .next()
        .getLong(0);
  }
}
