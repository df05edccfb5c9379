package org.yima.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.yima.booking.TestClinic.as;
import static org.yima.booking.TestClinic.session;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.TestPeople.Signed;
import org.yima.booking.TestClinic.Published;
import org.yima.payment.BillStatus;
import org.yima.payment.Bills;
import org.yima.payment.PaymentEvents;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.Id;
import org.yima.platform.IdType;

/** Booking over the real doors: hospital and resident, from the number source to the visit. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BookingTest {
  @Inject Database database;
  @Inject Bills bills;

  private TestClinic clinic;

  @BeforeEach
  void hospital() {
    clinic = new TestClinic();
  }

  private static ValidatableResponse book(Signed who, Published session, int segment, String key) {
    return as(who.token())
        .header("Idempotency-Key", key)
        .body(
            Map.of(
                "residentId", who.residentId(),
                "sessionId", session.id(),
                "segmentId", session.segments().get(segment)))
        .post("/v1/app/appointments")
        .then();
  }

  private static String key() {
    return "test-" + UUID.randomUUID();
  }

  @CanIgnoreReturnValue
  private static String booked(Signed who, Published session, int segment) {
    return book(who, session, segment, key()).statusCode(201).extract().path("id");
  }

  private ValidatableResponse hospital(String id, String step) {
    return as(clinic.token)
        .header("Idempotency-Key", key())
        .body("{}")
        .post("/v1/hospital/appointments/" + id + "/" + step)
        .then();
  }

  private static ValidatableResponse get(Signed who, String id) {
    return as(who.token()).get("/v1/app/appointments/" + id).then();
  }

  private static ValidatableResponse cancel(Signed who, String id) {
    return as(who.token())
        .header("Idempotency-Key", key())
        .post("/v1/app/appointments/" + id + "/cancel")
        .then();
  }

  private static void becomes(Signed who, String id, String status) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> get(who, id).body("status", equalTo(status)));
  }

  private List<Integer> remaining(Signed who) {
    return as(who.token())
        .queryParam("departmentId", clinic.departmentId)
        .queryParam("date", TestClinic.tomorrow().toString())
        .get("/v1/app/sessions")
        .then()
        .statusCode(200)
        .extract()
        .path("items[0].segments.remaining");
  }

  /** What payment tells when a fee is paid. */
  private void pay(String appointment, String bill) {
    Event paid =
        Event.of(
            PaymentEvents.BILL_PAID,
            Id.parse(IdType.BILL, bill).orElseThrow(),
            new JsonObject()
                .put("billId", bill)
                .put("payableKind", "registration")
                .put("payableId", appointment)
                .put("institutionId", clinic.hospitalId));
    Boolean told = database.tx(tx -> tx.emit(paid).replaceWith(true)).await().indefinitely();
    assertThat(told).isTrue();
  }

  private BillStatus status(String bill) {
    return bills.status(Id.parse(IdType.BILL, bill).orElseThrow()).await().indefinitely();
  }

  @Test
  void withoutAFeeTheHospitalConfirmsAndTheVisitRunsToItsEnd() {
    Signed who = TestPeople.resident();
    Published session = clinic.publish("M1", session(0, 2));
    String id =
        book(who, session, 0, key())
            .statusCode(201)
            .body("status", equalTo("AWAITING_CONFIRMATION"))
            .body("billId", nullValue())
            .body("holdExpiresAt", nullValue())
            .body("from", equalTo(TestClinic.tomorrow() + "T08:00:00+08:00"))
            .extract()
            .path("id");
    assertThat(remaining(who)).containsExactly(1);
    hospital(id, "arrive").statusCode(409).body("code", equalTo("appointment.state"));
    hospital(id, "confirm").statusCode(200).body("status", equalTo("BOOKED"));
    hospital(id, "confirm").statusCode(200).body("status", equalTo("BOOKED"));
    as(who.token())
        .post("/v1/app/appointments/" + id + "/check-in")
        .then()
        .statusCode(422)
        .body("code", equalTo("check-in.closed"));
    hospital(id, "arrive").statusCode(200).body("status", equalTo("CHECKED_IN"));
    cancel(who, id).statusCode(409).body("code", equalTo("appointment.state"));
    hospital(id, "complete").statusCode(200).body("status", equalTo("COMPLETED"));
    get(who, id).statusCode(200).body("status", equalTo("COMPLETED"));
    assertThat(remaining(who)).containsExactly(1);
    as(who.token())
        .get("/v1/app/appointments")
        .then()
        .statusCode(200)
        .body("items.id", is(List.of(id)));
  }

  @Test
  void theFeedTellsTheHospitalWhoComesAndNothingOfOthers() {
    Signed who = TestPeople.resident();
    String id = booked(who, clinic.publish("M1", session(0, 2)), 0);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                as(clinic.token)
                    .get("/v1/hospital/appointments")
                    .then()
                    .statusCode(200)
                    .body("items.id", hasItem(id)));
    String next =
        as(clinic.token)
            .get("/v1/hospital/appointments")
            .then()
            .body("items[0].status", equalTo("AWAITING_CONFIRMATION"))
            .body("items[0].sessionCode", equalTo("M1"))
            .body("items[0].patient.name", equalTo(who.person().name()))
            .body("items[0].patient.idNumber", equalTo(who.person().idNumber()))
            .extract()
            .path("next");
    as(clinic.token)
        .queryParam("after", next)
        .get("/v1/hospital/appointments")
        .then()
        .body("items", hasSize(0))
        .body("next", equalTo(next));
    TestClinic other = new TestClinic();
    as(other.token).get("/v1/hospital/appointments").then().body("items", hasSize(0));
    as(other.token)
        .header("Idempotency-Key", key())
        .post("/v1/hospital/appointments/" + id + "/confirm")
        .then()
        .statusCode(404)
        .body("code", equalTo("not-found"));
  }

  @Test
  void aFeeIsHeldPaidAndConfirmed() {
    Signed who = TestPeople.resident();
    Published session = clinic.publish("M1", session(1500, 1));
    String key = key();
    var held = book(who, session, 0, key).statusCode(201);
    held.body("status", equalTo("HELD"))
        .body("fee", equalTo(1500))
        .body("holdExpiresAt", notNullValue());
    String id = held.extract().path("id");
    String bill = held.extract().path("billId");
    book(who, session, 0, key).statusCode(201).body("id", equalTo(id));
    as(who.token())
        .header("Idempotency-Key", key)
        .body(
            Map.of(
                "residentId", who.residentId(),
                "sessionId", session.id(),
                "segmentId", session.segments().get(0),
                "ticket", "another"))
        .post("/v1/app/appointments")
        .then()
        .statusCode(422)
        .body("code", equalTo("idempotency.mismatch"));
    assertThat(status(bill)).isEqualTo(BillStatus.OPEN);
    hospital(id, "confirm").statusCode(409);
    pay(id, bill);
    becomes(who, id, "AWAITING_CONFIRMATION");
    hospital(id, "confirm").statusCode(200);
    get(who, id).body("status", equalTo("BOOKED")).body("billId", equalTo(bill));
  }

  @Test
  void whatIsPaidAfterTheEndStaysEnded() {
    Signed who = TestPeople.resident();
    var held = book(who, clinic.publish("M1", session(1500, 1)), 0, key()).statusCode(201);
    String id = held.extract().path("id");
    String bill = held.extract().path("billId");
    cancel(who, id).statusCode(200).body("status", equalTo("CANCELLED"));
    assertThat(status(bill)).isEqualTo(BillStatus.CANCELLED);
    assertThat(remaining(who)).containsExactly(1);
    pay(id, bill);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                database
                    .query(
                        "select paid from appointment where id = $1",
                        Id.parse(id).orElseThrow().uuid())
                    .await()
                    .indefinitely()
                    .iterator()
                    .next()
                    .getBoolean("paid"));
    get(who, id).body("status", equalTo("CANCELLED"));
  }

  @Test
  void aHoldThatRanOutSaysSo() {
    Signed who = TestPeople.resident();
    var held = book(who, clinic.publish("M1", session(1500, 1)), 0, key()).statusCode(201);
    String id = held.extract().path("id");
    var rows =
        database
            .query(
                "update appointment set due_at = created_at where id = $1",
                Id.parse(id).orElseThrow().uuid())
            .await()
            .indefinitely();
    assertThat(rows.rowCount()).isEqualTo(1);
    becomes(who, id, "EXPIRED");
    cancel(who, id).statusCode(410).body("code", equalTo("hold.expired"));
    assertThat(remaining(who)).containsExactly(1);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> status(held.extract().path("billId")) == BillStatus.CANCELLED);
  }

  /** How: the row of an earlier hold is spoiled, so that its number can't be given back. */
  @Test
  void aHoldThatCannotBeEndedDoesNotKeepTheOthers() {
    Signed spoiled = TestPeople.resident();
    Signed who = TestPeople.resident();
    String stuck =
        book(spoiled, clinic.publish("M1", session(1500, 1)), 0, key()).extract().path("id");
    String id = book(who, clinic.publish("M2", session(1500, 1)), 0, key()).extract().path("id");
    change(
        "update segment set taken = 0 where id = (select segment_id from appointment where id = $1)",
        stuck);
    change("update appointment set due_at = created_at - interval '1 hour' where id = $1", stuck);
    change("update appointment set due_at = created_at where id = $1", id);
    becomes(who, id, "EXPIRED");
    get(spoiled, stuck).body("status", equalTo("HELD"));
    change(
        "update segment set taken = 1 where id = (select segment_id from appointment where id = $1)",
        stuck);
    change("update appointment set due_at = created_at where id = $1", stuck);
    becomes(spoiled, stuck, "EXPIRED");
  }

  private void change(String sql, String id) {
    var rows = database.query(sql, Id.parse(id).orElseThrow().uuid()).await().indefinitely();
    assertThat(rows.rowCount()).isEqualTo(1);
  }

  @Test
  void soldOutClosedAndTwiceAreRefusedEachInItsOwnWords() {
    Signed one = TestPeople.resident();
    Signed two = TestPeople.resident();
    Published session = clinic.publish("M1", session(0, 1, 1));
    String id = booked(one, session, 0);
    book(one, session, 1, key()).statusCode(422).body("code", equalTo("booking.limit"));
    book(two, session, 0, key()).statusCode(422).body("code", equalTo("slot.sold-out"));
    Map<String, Object> later = session(0, 1);
    later.put("releaseAt", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1).toString());
    book(two, clinic.publish("M2", later), 0, key())
        .statusCode(422)
        .body("code", equalTo("slot.closed"));
    cancel(one, id).statusCode(200);
    booked(two, session, 0);
    booked(one, session, 1);
    book(two, session, 0, "short").statusCode(400).body("code", equalTo("idempotency.missing"));
  }

  @Test
  void othersAppointmentsDoNotExist() {
    Signed one = TestPeople.resident();
    Signed two = TestPeople.resident();
    Published session = clinic.publish("M1", session(0, 3));
    String id = booked(one, session, 0);
    get(two, id).statusCode(404).body("code", equalTo("not-found"));
    cancel(two, id).statusCode(404);
    as(two.token()).get("/v1/app/appointments").then().body("items", hasSize(0));
    as(two.token())
        .header("Idempotency-Key", key())
        .body(
            Map.of(
                "residentId", one.residentId(),
                "sessionId", session.id(),
                "segmentId", session.segments().get(0)))
        .post("/v1/app/appointments")
        .then()
        .statusCode(404);
    assertThat(remaining(one)).containsExactly(2);
  }

  @Test
  void aRejectedNumberGoesBackAndTheSessionMayBeBookedAgain() {
    Signed who = TestPeople.resident();
    Published session = clinic.publish("M1", session(0, 1));
    String id = booked(who, session, 0);
    hospital(id, "reject").statusCode(200).body("status", equalTo("CANCELLED"));
    assertThat(remaining(who)).containsExactly(1);
    booked(who, session, 0);
  }

  @Test
  void theCancelDeadlineBindsWhatIsBooked() {
    Signed who = TestPeople.resident();
    Map<String, Object> body = session(0, 2);
    body.put("cancelUntil", OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(1).toString());
    String id = booked(who, clinic.publish("M1", body), 0);
    hospital(id, "confirm").statusCode(200);
    cancel(who, id).statusCode(422).body("code", equalTo("appointment.too-late"));
    hospital(id, "no-show").statusCode(200).body("status", equalTo("NO_SHOW"));
  }

  @Test
  void aStoppedSessionEndsItsAppointmentsAndGivesNoNumber() {
    Signed one = TestPeople.resident();
    Signed two = TestPeople.resident();
    Published session = clinic.publish("M1", session(0, 3));
    String awaiting = booked(one, session, 0);
    as(clinic.token)
        .post("/v1/hospital/sessions/M1/stop")
        .then()
        .statusCode(200)
        .body("status", equalTo("STOPPED"))
        .body("segments.remaining", everyItem(equalTo(0)));
    book(two, session, 0, key()).statusCode(422).body("code", equalTo("slot.closed"));
    becomes(one, awaiting, "STOPPED");
    as(clinic.token)
        .body(session(0, 3))
        .put("/v1/hospital/sessions/M1")
        .then()
        .statusCode(409)
        .body("code", equalTo("session.stopped"));
    as(clinic.token).post("/v1/hospital/sessions/M1/stop").then().statusCode(200);
    as(clinic.token).post("/v1/hospital/sessions/NONE/stop").then().statusCode(404);
  }

  @Test
  void aSessionIsPutAgainAndChangedOnlyWhereNothingIsTaken() {
    Signed who = TestPeople.resident();
    Published first = clinic.publish("M1", session(0, 2, 2));
    assertThat(clinic.publish("M1", session(0, 2, 2))).isEqualTo(first);
    booked(who, first, 0);
    as(clinic.token)
        .body(session(0, 0, 2))
        .put("/v1/hospital/sessions/M1")
        .then()
        .statusCode(409)
        .body("code", equalTo("session.in-use"))
        .body("errors[0].pointer", equalTo("/segments/0/capacity"));
    clinic.publish("M1", session(0, 1));
    assertThat(remaining(who)).containsExactly(0, 0);
    clinic.publish("M1", session(0, 1, 5));
    assertThat(remaining(who)).containsExactly(0, 5);
    Map<String, Object> unknown = session(0, 1);
    unknown.put("doctorCode", "NOBODY");
    as(clinic.token)
        .body(unknown)
        .put("/v1/hospital/sessions/M9")
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/doctorCode"));
  }

  @Test
  void sessionsAreFoundByDoctorAndDateAndPaged() {
    Signed who = TestPeople.resident();
    for (int i = 0; i < 3; i++) {
      Map<String, Object> body = session(0, 1);
      body.put("date", TestClinic.tomorrow().plusDays(i).toString());
      clinic.publish("P" + i, body);
    }
    var first =
        as(who.token())
            .queryParam("doctorId", clinic.doctorId)
            .queryParam("limit", 2)
            .get("/v1/app/sessions")
            .then()
            .statusCode(200)
            .body("items.code", is(List.of("P0", "P1")))
            .body("asOf", notNullValue());
    as(who.token())
        .queryParam("doctorId", clinic.doctorId)
        .queryParam("cursor", first.extract().<String>path("next"))
        .get("/v1/app/sessions")
        .then()
        .body("items.code", is(List.of("P2")))
        .body("next", nullValue());
    as(who.token()).get("/v1/app/sessions").then().statusCode(400);
    as(who.token())
        .queryParam("doctorId", clinic.doctorId)
        .queryParam("cursor", "nonsense")
        .get("/v1/app/sessions")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("?cursor"));
  }

  @Test
  void aCodeChecksInAtItsHospitalOnTheDay() {
    Signed who = TestPeople.resident();
    String card = made(who, "/v1/app/residents/" + who.residentId() + "/card", Map.of(), "id");
    String terminal = TestClient.of(clinic.hospitalId, "TERMINAL").token();
    checkIn(terminal, scan(who, card, terminal))
        .statusCode(422)
        .body("code", equalTo("check-in.none"));
    Map<String, Object> today = session(0, 1);
    today.put("date", TestClinic.tomorrow().minusDays(1).toString());
    today.put(
        "segments",
        List.of(Map.of("code", "S", "from", "00:00", "to", "23:59:59.999", "capacity", 2)));
    String id = booked(who, clinic.publish("T1", today), 0);
    hospital(id, "confirm").statusCode(200);
    String resolution = scan(who, card, terminal);
    checkIn(terminal, resolution)
        .statusCode(201)
        .body("appointmentId", equalTo(id))
        .body("status", equalTo("CHECKED_IN"))
        .body("ahead", equalTo(0));
    checkIn(terminal, resolution).statusCode(201).body("appointmentId", equalTo(id));
    TestClinic other = new TestClinic();
    checkIn(TestClient.of(other.hospitalId, "TERMINAL").token(), resolution).statusCode(404);
    get(who, id).body("status", equalTo("CHECKED_IN"));
  }

  private static ValidatableResponse checkIn(String terminal, String resolution) {
    return as(terminal)
        .body(Map.of("resolutionId", resolution))
        .post("/v1/terminal/check-ins")
        .then();
  }

  private static String scan(Signed who, String card, String terminal) {
    String text = made(who, "/v1/app/cards/" + card + "/codes", Map.of("kind", "DYNAMIC"), "text");
    return as(terminal)
        .body(Map.of("text", text, "scene", "ENTRY"))
        .post("/v1/terminal/codes/resolve")
        .then()
        .statusCode(200)
        .extract()
        .path("resolutionId");
  }

  private static String made(Signed who, String path, Map<String, ?> body, String member) {
    return as(who.token())
        .header("Idempotency-Key", key())
        .body(body)
        .post(path)
        .then()
        .statusCode(201)
        .extract()
        .path(member);
  }
}
