package org.yima.payment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.TestPeople;
import org.yima.TestStaff;
import org.yima.payment.posting.Ledger;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.TestDatabase;

/**
 * The bureau settles, and tells shares that do not add up: the settlement is reversed by its
 * number, whatever is lost or refused on the way, and all of the money is where it came from.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class UnbookableSettlementTest {
  @Inject Ledger ledger;
  @Inject Database database;
  @Inject MeterRegistry meters;

  private static void fault(String call, String kind, long delayMillis) {
    TestPeople.control(
        "/control/faults",
        Map.of(
            "channel",
            "bureau",
            "call",
            call,
            "kind",
            kind,
            "times",
            1,
            "delayMillis",
            delayMillis));
  }

  /** A payment whose settlement is told of wrongly, with whatever else is to go wrong. */
  private static String settled(TestPayer payer, String bill) {
    String plan = payer.plan(bill, true, true).path("id");
    fault("2207", "SETTLE_MISSTATED", 0);
    String payment = payer.start(plan);
    payer.approve(payment);
    return payment;
  }

  private void mustBeBack(TestPayer payer, String bill, String payment, long before) {
    assertThat(payer.payment(payment, "CANCELLED").getString("reason"))
        .isEqualTo("settlement-unbookable");
    assertThat(payer.atTheWallet()).isEqualTo(before);
    assertThat(payer.atTheBureau().getList("items.settledLines", Integer.class))
        .as("the bureau holds no settlement")
        .allMatch(lines -> lines == 0);
    Id id = Id.parse(bill).orElseThrow();
    assertThat(Reactive.await(() -> ledger.balance(id.bucket(), Ledger.billAccount(id))).value())
        .isZero();
    assertThat(insured(payment)).as("nothing of it was ever booked").isEmpty();
    payer.app().get("/v1/app/bills/" + bill).then().body("status", equalTo("OPEN"));
    assertThat(matters(payment)).isEmpty();
  }

  /** Postings of what the insurance bears. */
  private static List<String> insured(String payment) {
    Id id = Id.parse(payment).orElseThrow();
    return TestDatabase.texts(
        """
        select debit from posting where bucket = ? and payment_id = ?
          and (debit like 'fund/%' or debit like 'account:%')
        """,
        id.bucket(), id.uuid());
  }

  private static List<String> matters(String payment) {
    return given()
        .auth()
        .oauth2(TestStaff.operator())
        .queryParam("limit", 200)
        .get("/v1/admin/payments/attention")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .param("id", payment)
        .getList("items.findAll { it.paymentId == id }.reason", String.class);
  }

  /** The id of its insurance leg. */
  private static String leg(TestPayer payer, String payment) {
    return payer
        .app()
        .get("/v1/app/payments/" + payment)
        .jsonPath()
        .getString("legs.find { it.kind == 'INSURANCE' }.id");
  }

  private static List<String> audited(String leg) {
    return TestDatabase.texts(
        """
        select action || ' ' || (detail ->> 'reason') from audit_entry
        where bucket = ? and subject = ? order by at
        """,
        Id.parse(leg).orElseThrow().bucket(),
        leg);
  }

  private static List<String> asked(String leg) {
    return TestDatabase.texts(
        "select operation from leg_attempt where bucket = ? and subject = ?",
        Id.parse(leg).orElseThrow().bucket(),
        leg);
  }

  @Test
  void itIsReversedByItsNumberAndEverythingIsBack() {
    TestPayer payer = new TestPayer(Map.of());
    String bill = payer.bill(true);
    long before = payer.atTheWallet();
    double begun = begun();
    String payment = settled(payer, bill);
    mustBeBack(payer, bill, payment, before);
    assertThat(begun()).as("an alarm goes off, though it is over").isGreaterThan(begun);
    String leg = leg(payer, payment);
    assertThat(asked(leg)).containsOnlyOnce("REVERSE_SETTLEMENT").doesNotContain("BAR_SETTLEMENT");
    assertThat(audited(leg))
        .as("somebody was told")
        .contains(
            "payment.needs-human SETTLEMENT_UNBOOKABLE",
            "payment.needs-no-human SETTLEMENT_UNBOOKABLE");
  }

  private double begun() {
    return meters
        .get("yima.payments.attention.begun")
        .tag("reason", "SETTLEMENT_UNBOOKABLE")
        .counter()
        .count();
  }

  @ParameterizedTest
  @CsvSource({
    "5203, RESET_BEFORE",
    "5203, ERROR_AFTER",
    "2208, RESET_BEFORE",
    "2208, RESET_AFTER",
    "2208, ERROR_AFTER"
  })
  void anAnswerThatIsLostOnTheWayIsAskedFor(String call, String kind) {
    TestPayer payer = new TestPayer(Map.of());
    String bill = payer.bill(true);
    long before = payer.atTheWallet();
    fault(call, kind, 0);
    String payment = settled(payer, bill);
    mustBeBack(payer, bill, payment, before);
    assertThat(looks(leg(payer, payment))).as("it was lost indeed").isGreaterThan(1);
  }

  /** How often the bureau has answered, or failed to, where this leg's settlement stands. */
  private static long looks(String leg) {
    return TestDatabase.number(
        """
        select count(*) from leg_attempt
        where bucket = ? and subject = ? and operation = 'QUERY_SETTLEMENT'
          and outcome is not null
        """,
        Id.parse(leg).orElseThrow().bucket(),
        leg);
  }

  @Test
  void aReversalThatIsRefusedIsSomebodysUntilItIsDone() {
    TestPayer payer = new TestPayer(Map.of());
    String bill = payer.bill(true);
    long before = payer.atTheWallet();
    String plan = payer.plan(bill, true, true).path("id");
    fault("2207", "SETTLE_MISSTATED", 0);
    payer.insure(Map.of("refusal", "LATER_SETTLEMENT"));
    String payment = payer.start(plan);
    payer.approve(payment);
    Awaitility.await()
        .atMost(TestPayer.PATIENCE)
        .until(
            () ->
                matters(payment)
                    .containsAll(List.of("SETTLEMENT_NOT_REVERSED", "SETTLEMENT_UNBOOKABLE")));
    assertThat(payer.atTheBureau().getList("items.settledLines", Integer.class)).contains(3);
    String leg = leg(payer, payment);
    Awaitility.await().atMost(TestPayer.PATIENCE).until(() -> looks(leg) > 1);
    payer.insure(Map.of());
    payer
        .app()
        .header("Idempotency-Key", TestPayer.key())
        .post("/v1/app/payments/" + payment + "/cancel")
        .then()
        .statusCode(202);
    mustBeBack(payer, bill, payment, before);
  }

  /**
   * The server that asked for the reversal is gone, as far as the others can tell: its lease runs
   * out before its answer comes. Another goes on from what was stored.
   */
  @ParameterizedTest
  @CsvSource({"5203, QUERY_SETTLEMENT", "2208, REVERSE_SETTLEMENT"})
  void whoDiesWhileAskingIsFollowedByAnother(String call, String operation) {
    TestPayer payer = new TestPayer(Map.of());
    String bill = payer.bill(true);
    long before = payer.atTheWallet();
    fault(call, "SLOW", 6_000);
    String payment = settled(payer, bill);
    String leg = leg(payer, payment);
    Awaitility.await().atMost(TestPayer.PATIENCE).until(() -> asked(leg).contains(operation));
    Id id = Id.parse(payment).orElseThrow();
    Reactive.await(
        () ->
            database.query(
                "update payment set lease_until = null, due_at = now() where bucket = $1 and id = $2",
                id.bucket(),
                id.uuid()));
    mustBeBack(payer, bill, payment, before);
    assertThat(asked(leg).stream().filter(operation::equals).count()).isGreaterThan(1);
  }
}
