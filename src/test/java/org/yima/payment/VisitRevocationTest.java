package org.yima.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.TestPeople;
import org.yima.platform.Database;
import org.yima.platform.Id;

/** What a plan leaves at the bureau is taken back when no settlement comes of it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class VisitRevocationTest {
  @Inject Database database;

  private static void fault(String call, String kind) {
    TestPeople.control(
        "/control/faults", Map.of("channel", "bureau", "call", call, "kind", kind, "times", 1));
  }

  @CanIgnoreReturnValue
  private static JsonPath visits(TestPayer payer, Boolean... cancelled) {
    return TestPayer.until(
        payer::atTheBureau,
        json -> List.of(cancelled).equals(json.getList("items.cancelled", Boolean.class)));
  }

  private static String planned(TestPayer payer, String bill) {
    return payer.plan(bill, true, false).then().statusCode(201).extract().path("id");
  }

  @Test
  void aPlanThatIsReplacedTakesBackItsVisitAndTheNewOneStays() {
    TestPayer payer = new TestPayer(Map.of());
    String bill = payer.bill(true);
    String first = planned(payer, bill);
    String second = planned(payer, bill);
    JsonPath held = visits(payer, true, false);
    assertThat(held.getList("items.openLines", Integer.class)).containsExactly(0, 3);
    payer
        .app()
        .header("Idempotency-Key", TestPayer.key())
        .body(Map.of("planId", first))
        .post("/v1/app/payments")
        .then()
        .statusCode(410)
        .body("code", equalTo("plan.expired"));

    String payment = payer.start(second);
    payer.approve(payment);
    payer.payment(payment, "PAID");
    assertThat(payer.atTheBureau().getList("items.settledLines", Integer.class))
        .containsExactly(0, 3);
    visits(payer, true, false);
  }

  @Test
  void aPlanThatRunsOutTakesBackItsVisit() {
    TestPayer payer = new TestPayer(Map.of());
    Id plan = Id.parse(planned(payer, payer.bill(true))).orElseThrow();
    visits(payer, false);
    Reactive.await(
        () ->
            database.query(
                "update plan set expires_at = now() - interval '1 second' where bucket = $1 and id = $2",
                plan.bucket(),
                plan.uuid()));
    visits(payer, true);
  }

  @Test
  void aPaymentGivenUpBeforeItIsSettledTakesBackItsVisit() {
    TestPayer payer = new TestPayer(Map.of());
    String payment = payer.start(planned(payer, payer.bill(true)));
    visits(payer, false);
    payer
        .app()
        .header("Idempotency-Key", TestPayer.key())
        .post("/v1/app/payments/" + payment + "/cancel")
        .then()
        .statusCode(202);
    payer.payment(payment, "CANCELLED");
    visits(payer, true);
  }

  @Test
  void aBillThatIsTakenBackForTheWindowTakesBackItsVisit() {
    TestPayer payer = new TestPayer(Map.of());
    String bill = payer.bill(true);
    String plan = planned(payer, bill);
    assertThat(plan).isNotEmpty();
    TestPayer.his()
        .header("Idempotency-Key", TestPayer.key())
        .post("/v1/hospital/bills/" + bill + "/take-back")
        .then()
        .statusCode(200);
    visits(payer, true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2205", "2202"})
  void aCallWhoseAnswerIsLostIsMadeAgain(String call) {
    TestPayer payer = new TestPayer(Map.of());
    String bill = payer.bill(true);
    String first = planned(payer, bill);
    fault(call, "RESET_AFTER");
    String second = planned(payer, bill);
    assertThat(second).isNotEqualTo(first);
    visits(payer, true, false);
    Awaitility.await().until(() -> Reactive.await(() -> numbers(first, call)).size() == 2);
    List<String> numbers = Reactive.await(() -> numbers(first, call));
    assertThat(numbers.stream().distinct().toList())
        .as("asked again under the same message id")
        .hasSize(1);
  }

  private io.smallrye.mutiny.Uni<List<String>> numbers(String plan, String call) {
    return database
        .query(
            "select number from leg_attempt where subject = $1 and operation = $2 and outcome is not null",
            plan,
            call)
        .map(
            rows -> {
              List<String> numbers = new java.util.ArrayList<>();
              rows.forEach(row -> numbers.add(row.getString("number")));
              return numbers;
            });
  }

  @Test
  void aRegistrationWhoseAnswerIsLostIsFoundAndTakenBack() {
    TestPayer payer = new TestPayer(Map.of());
    String bill = payer.bill(true);
    fault("2201", "RESET_AFTER");
    payer.plan(bill, true, false).then().statusCode(503);
    visits(payer, true);
  }

  @Test
  void aTrialThatIsRefusedHalfwayTakesBackItsVisit() {
    TestPayer payer = new TestPayer(Map.of());
    payer.insure(Map.of("refusal", "QUOTA_USED"));
    payer.plan(payer.bill(true), true, false).then().statusCode(422);
    visits(payer, true);
  }

  @Test
  void aSettlementThatIsReversedLeavesNothingAtTheBureau() {
    TestPayer payer = new TestPayer(Map.of());
    String bill = payer.bill(true);
    fault("2207", "SETTLE_DIFFERS");
    String payment = payer.start(planned(payer, bill));
    payer.approve(payment);
    payer.payment(payment, "CANCELLED");
    visits(payer, true);
  }
}
