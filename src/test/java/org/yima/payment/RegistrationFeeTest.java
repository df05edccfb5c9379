package org.yima.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;

/** A registration fee that is paid and goes back, and what it means for its appointment. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RegistrationFeeTest {
  private static final AtomicInteger NEXT = new AtomicInteger(1);

  private record Booked(TestPayer payer, String session, String id, String bill) {
    JsonPath appointment() {
      return payer.app().get("/v1/app/appointments/" + id).jsonPath();
    }

    @CanIgnoreReturnValue
    JsonPath becomes(String status) {
      return TestPayer.until(this::appointment, json -> status.equals(json.getString("status")));
    }
  }

  @CanIgnoreReturnValue
  private static String publish(String path, Map<String, Object> body) {
    return TestPayer.his()
        .body(body)
        .put("/v1/hospital" + path)
        .then()
        .statusCode(200)
        .extract()
        .path("id");
  }

  private static Booked held() {
    TestPayer payer = new TestPayer(Map.of());
    publish("/departments/RF", Map.of("name", "全科"));
    publish("/doctors/RF1", Map.of("name", "赵医生", "departmentCode", "RF", "title", ""));
    Map<String, Object> body = new HashMap<>();
    body.put("departmentCode", "RF");
    body.put("doctorCode", "RF1");
    body.put("date", LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(1).toString());
    body.put("fee", 1_500);
    body.put(
        "segments",
        List.of(Map.of("code", "A", "from", "08:00", "to", "09:00", "pool", "APP", "capacity", 1)));
    JsonPath session =
        TestPayer.his()
            .body(body)
            .put("/v1/hospital/sessions/RF-" + NEXT.getAndIncrement())
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    JsonPath held =
        payer
            .app()
            .header("Idempotency-Key", TestPayer.key())
            .body(
                Map.of(
                    "residentId", payer.signed.residentId(),
                    "sessionId", session.getString("id"),
                    "segmentId", session.getString("segments[0].id")))
            .post("/v1/app/appointments")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    return new Booked(
        payer, session.getString("id"), held.getString("id"), held.getString("billId"));
  }

  private static Booked booked() {
    Booked it = held();
    String plan =
        TestPayer.until(
                () -> it.payer().plan(it.bill(), false, false).jsonPath(),
                json -> json.getString("id") != null)
            .getString("id");
    String payment = it.payer().start(plan);
    it.payer().approve(payment);
    it.payer().payment(payment, "PAID");
    it.becomes("AWAITING_CONFIRMATION");
    step(it, "confirm");
    return it;
  }

  private static void step(Booked it, String step) {
    TestPayer.his()
        .header("Idempotency-Key", TestPayer.key())
        .body("{}")
        .post("/v1/hospital/appointments/" + it.id() + "/" + step)
        .then()
        .statusCode(200);
  }

  private static void refund(Booked it, Map<String, Object> line) {
    TestPayer.his()
        .body(Map.of("lines", List.of(Map.of("lineNo", 1))))
        .post("/v1/hospital/bills/" + it.bill() + "/release")
        .then()
        .statusCode(200);
    TestPayer.his()
        .header("Idempotency-Key", TestPayer.key())
        .body(Map.of("lines", List.of(line)))
        .post("/v1/hospital/bills/" + it.bill() + "/refunds")
        .then()
        .statusCode(202);
  }

  @Test
  void aFeeThatTheHospitalRefundsWhollyEndsTheAppointmentAndFreesItsNumber() {
    Booked it = booked();
    refund(it, Map.of("lineNo", 1));
    assertThat(it.becomes("CANCELLED").getLong("feeRefunded")).isEqualTo(1_500);
    TestPayer.until(
        () -> TestPayer.his().get("/v1/hospital/appointments?limit=200").jsonPath(),
        json ->
            json.param("id", it.id())
                .getList("items.findAll { it.id == id }.status")
                .contains("CANCELLED"));
  }

  @Test
  void aPartThatIsRefundedMarksTheAppointmentAndItStays() {
    Booked it = booked();
    refund(it, Map.of("lineNo", 1, "amount", 500));
    TestPayer.until(
        it::appointment,
        json -> json.get("feeRefunded") != null && json.getLong("feeRefunded") == 500);
    assertThat(it.appointment().getString("status")).isEqualTo("BOOKED");
    refund(it, Map.of("lineNo", 1));
    assertThat(it.becomes("CANCELLED").getLong("feeRefunded")).isEqualTo(1_500);
  }

  @Test
  void whoeverIsThereAlreadyIsSeenThoughTheFeeWentBack() {
    Booked it = booked();
    step(it, "arrive");
    refund(it, Map.of("lineNo", 1));
    TestPayer.until(
        it::appointment,
        json -> json.get("feeRefunded") != null && json.getLong("feeRefunded") == 1_500);
    assertThat(it.appointment().getString("status")).isEqualTo("CHECKED_IN");
    step(it, "complete");
  }

  @Test
  void theFeeOfABookingIsNotInsuredAndNoDiagnosisIsMadeUpForIt() {
    Booked it = held();
    TestPayer.until(
        () -> it.payer().app().get("/v1/app/bills/" + it.bill()).jsonPath(),
        json -> "OPEN".equals(json.getString("status")));
    it.payer()
        .plan(it.bill(), true, false)
        .then()
        .statusCode(422)
        .body("code", equalTo("plan.not-insurable"));
    assertThat(it.payer().atTheBureau().getList("items")).isEmpty();
  }
}
