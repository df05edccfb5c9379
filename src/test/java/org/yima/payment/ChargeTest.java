package org.yima.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.AtOnce;
import org.yima.PostgresResource;
import org.yima.SchemaOwner;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.platform.Id;
import org.yima.platform.TestDatabase;

/** Bills charged by a code that the patient shows, over the real doors and the sandbox's wallet. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ChargeTest {
  private static final long TOTAL = 41_000;

  private static String till;
  private static TestPayer payer;
  private static TestPayer neighbour;

  @BeforeEach
  void hospital() {
    if (till == null) {
      till = TestPayer.terminal();
      payer = new TestPayer(Map.of());
      neighbour = new TestPayer(Map.of());
    }
  }

  private static Response charge(String terminal, String key, Map<String, ?> body) {
    return TestPayer.as(terminal)
        .header("Idempotency-Key", key)
        .body(body)
        .post("/v1/terminal/charges");
  }

  private static Response charge(String resolution, String bill) {
    return charge(till, TestPayer.key(), Map.of("resolutionId", resolution, "billId", bill));
  }

  private static String scan() {
    return TestPayer.resolution(till, payer.code("DYNAMIC"), "CASHIER");
  }

  private static JsonPath get(String charge) {
    return TestPayer.as(till).get("/v1/terminal/charges/" + charge).jsonPath();
  }

  private static void until(String charge, String status) {
    TestPayer.until(() -> get(charge), json -> status.equals(json.getString("status")));
  }

  private static String billStatus(String bill) {
    return payer.app().get("/v1/app/bills/" + bill).then().statusCode(200).extract().path("status");
  }

  private static void refused(Response answer, int status, String code) {
    answer.then().statusCode(status).body("code", equalTo(code));
  }

  private static long payments(String bill) {
    return TestDatabase.number("select count(*) from payment where bill_id = '" + uuid(bill) + "'");
  }

  private static long charges(String bill) {
    return TestDatabase.number("select count(*) from charge where bill_id = '" + uuid(bill) + "'");
  }

  private static long claims(String resolution) {
    return TestDatabase.number(
        "select count(*) from code_handle where paid_by = '" + uuid(resolution) + "'");
  }

  private static String uuid(String id) {
    return Id.parse(id).orElseThrow().uuid().toString();
  }

  @Test
  void aShownCodeAsksItsOwnerOnceAndTheOwnersPhonePays() {
    String bill = payer.bill(false);
    String other = payer.bill(false);
    long before = payer.atTheWallet();
    String text = payer.code("DYNAMIC");
    String resolution = TestPayer.resolution(till, text, "CASHIER");
    String key = TestPayer.key();
    Map<String, String> body = Map.of("resolutionId", resolution, "billId", bill);

    JsonPath charge =
        charge(till, key, body)
            .then()
            .statusCode(202)
            .body("status", equalTo("AWAITING_PAYER"))
            .body("total", equalTo((int) TOTAL))
            .body("nextAction.type", equalTo("OWNER_CONFIRMS"))
            .body("nextAction.params", anEmptyMap())
            .extract()
            .jsonPath();
    String payment = charge.getString("paymentId");
    assertThat(payer.atTheWallet()).as("a code alone debits nothing").isEqualTo(before);
    payer
        .app()
        .get("/v1/app/payments?status=PROCESSING")
        .then()
        .body("items.id", hasItem(payment))
        .body("items.find { it.id == '" + payment + "' }.billId", equalTo(bill));
    refused(charge(resolution, other), 422, "code.already-paid");
    TestPayer.as(till)
        .body(Map.of("text", text, "scene", "CASHIER"))
        .post("/v1/terminal/codes/resolve")
        .then()
        .body("notice", equalTo("ALREADY_PAID"))
        .body("allowed", contains("IDENTIFY"));
    refused(charge(TestPayer.resolution(till, text, "CASHIER"), other), 422, "code.already-paid");
    assertThat(billStatus(other)).isEqualTo("OPEN");

    payer.approve(payment);
    until(charge.getString("id"), "PAID");
    assertThat(before - payer.atTheWallet()).isEqualTo(TOTAL);
    assertThat(billStatus(bill)).isEqualTo("PAID");
    charge(till, key, body)
        .then()
        .statusCode(202)
        .body("id", equalTo(charge.getString("id")))
        .body("status", equalTo("AWAITING_PAYER"));
    charge(till, key, Map.of("resolutionId", resolution, "billId", other))
        .then()
        .statusCode(422)
        .body("code", equalTo("idempotency.mismatch"));
    refused(
        TestPayer.as(till)
            .header("Idempotency-Key", TestPayer.key())
            .post("/v1/terminal/charges/" + charge.getString("id") + "/reverse"),
        409,
        "payment.over");
  }

  /** A child has no phone of its own: its guardian's is asked. */
  @Test
  void aChildsCodeAsksItsGuardian() {
    JsonPath card = payer.child();
    String bill =
        TestPayer.push(card.getString("number"), Map.of())
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    String first =
        TestPayer.resolution(till, payer.code(card.getString("id"), "DYNAMIC"), "CASHIER");
    refused(charge(first, bill), 422, "charge.no-instrument");
    assertThat(payer.bindWechat(card.getString("id"))).isNotEmpty();

    String payment = charge(first, bill).then().statusCode(202).extract().path("paymentId");
    payer.app().get("/v1/app/payments?status=PROCESSING").then().body("items.id", hasItem(payment));
  }

  @Test
  void whatOnlyIdentifiesNeverPays() {
    String bill = payer.bill(false);
    String document = payer.signed.person().idNumber();

    refused(
        charge(TestPayer.resolution(till, payer.code("STATIC"), "CASHIER"), bill),
        422,
        "code.not-paying");
    refused(charge(TestPayer.resolution(till, document, "CASHIER"), bill), 422, "code.not-paying");
    refused(
        charge(TestPayer.resolution(till, payer.code("DYNAMIC"), "DESK"), bill),
        422,
        "resolution.wrong-scene");
    refused(
        charge(TestPayer.resolution(till, "2812345678901234", "CASHIER"), bill),
        422,
        "charge.unavailable");
    assertThat(payments(bill)).isZero();
    assertThat(billStatus(bill)).isEqualTo("OPEN");
  }

  @Test
  void aFrozenCardsScanPaysNoMore() {
    String bill = payer.bill(false);
    String resolution = scan();
    payer.app().post("/v1/app/cards/" + payer.cardId() + "/freeze").then().statusCode(200);

    refused(charge(resolution, bill), 422, "card.frozen");
    payer.app().post("/v1/app/cards/" + payer.cardId() + "/unfreeze").then().statusCode(200);
    assertThat(claims(resolution)).isZero();
  }

  @Test
  void onlyTheOwnersBillsOfThisInstitutionAreCharged() {
    String resolution = scan();
    String elsewhere =
        TestClient.of(TestClient.institution("HOSPITAL", "till-other", Map.of()), "TERMINAL")
            .token();
    String theirs = TestPayer.resolution(elsewhere, payer.code("DYNAMIC"), "CASHIER");
    String bill = payer.bill(false);

    refused(charge(resolution, neighbour.bill(false)), 422, "charge.other-person");
    refused(
        charge(elsewhere, TestPayer.key(), Map.of("resolutionId", theirs, "billId", bill)),
        404,
        "not-found");
    refused(
        charge(elsewhere, TestPayer.key(), Map.of("resolutionId", resolution, "billId", bill)),
        404,
        "not-found");
    String charge = charge(resolution, bill).then().statusCode(202).extract().path("id");
    refused(TestPayer.as(elsewhere).get("/v1/terminal/charges/" + charge), 404, "not-found");
    refused(
        TestPayer.as(elsewhere)
            .header("Idempotency-Key", TestPayer.key())
            .post("/v1/terminal/charges/" + charge + "/reverse"),
        404,
        "not-found");
    refused(charge(scan(), bill), 409, "payment.in-progress");
  }

  @Test
  void aCodeAloneSpendsNoInsuranceMoney() {
    String bill = payer.bill(true);
    String resolution = scan();
    int visits = visits();

    String charge =
        charge(resolution, bill)
            .then()
            .statusCode(202)
            .body("status", equalTo("AWAITING_PAYER"))
            .body("paymentId", nullValue())
            .body("nextAction.type", equalTo("INSURANCE_AUTHORISATION"))
            .extract()
            .path("id");
    assertThat(visits()).as("the bureau has heard of nothing").isEqualTo(visits);
    refused(charge(resolution, payer.bill(true)), 422, "code.already-paid");

    String plan = payer.plan(bill, true, false).then().statusCode(201).extract().path("id");
    String payment = payer.start(plan);
    assertThat(get(charge).getString("status")).isEqualTo("PROCESSING");
    payer.approve(payment);
    until(charge, "PAID");
    assertThat(get(charge).getString("paymentId")).isEqualTo(payment);
    assertThat(visits()).isGreaterThan(visits);
  }

  /** What the bureau holds of the payer. */
  private static int visits() {
    return payer.atTheBureau().getList("items").size();
  }

  @Test
  void theResidentsOwnAuthorisationBringsTheInsuranceIn() {
    String bill = payer.bill(true);
    long before = payer.atTheWallet();
    String resolution = scan();

    JsonPath charge =
        charge(
                till,
                TestPayer.key(),
                Map.of(
                    "resolutionId",
                    resolution,
                    "billId",
                    bill,
                    "insuranceAuthorisation",
                    Map.of("channel", "WECHAT", "authCode", payer.authorisation())))
            .then()
            .statusCode(202)
            .body("status", equalTo("AWAITING_PAYER"))
            .body("nextAction.type", equalTo("OWNER_CONFIRMS"))
            .extract()
            .jsonPath();
    payer.approve(charge.getString("paymentId"));
    until(charge.getString("id"), "PAID");
    JsonPath receipt =
        payer
            .app()
            .get("/v1/app/payments/" + charge.getString("paymentId") + "/receipt")
            .jsonPath();
    assertThat(receipt.getLong("fundShare")).isPositive();
    assertThat(receipt.getLong("selfPay"))
        .isEqualTo(before - payer.atTheWallet())
        .isLessThan(TOTAL);
  }

  @Test
  void anInsuredBillIsPaidWithoutTheInsuranceWhenThePatientSaysSo() {
    String bill = payer.bill(true);

    String id =
        charge(
                till,
                TestPayer.key(),
                Map.of("resolutionId", scan(), "billId", bill, "useMedicalInsurance", false))
            .then()
            .statusCode(202)
            .body("paymentId", notNullValue())
            .extract()
            .path("id");

    until(id, "AWAITING_PAYER");
    assertThat(get(id).getString("nextAction.type")).isEqualTo("OWNER_CONFIRMS");
  }

  @Test
  void aReversedChargeLeavesNothingBehind() {
    String bill = payer.bill(false);
    long before = payer.atTheWallet();
    String charge = charge(scan(), bill).then().statusCode(202).extract().path("id");

    reverse(charge).then().statusCode(202).body("status", not(equalTo("AWAITING_PAYER")));
    until(charge, "CANCELLED");
    assertThat(billStatus(bill)).isEqualTo("OPEN");
    assertThat(payer.atTheWallet()).isEqualTo(before);

    String insured = payer.bill(true);
    String waiting = charge(scan(), insured).then().statusCode(202).extract().path("id");
    reverse(waiting)
        .then()
        .statusCode(202)
        .body("status", equalTo("CANCELLED"))
        .body("nextAction.type", equalTo("NONE"));
    assertThat(billStatus(insured)).isEqualTo("OPEN");
  }

  private static Response reverse(String charge) {
    return TestPayer.as(till)
        .header("Idempotency-Key", TestPayer.key())
        .post("/v1/terminal/charges/" + charge + "/reverse");
  }

  /** The wallet took the order and its answer was lost: nobody knows, and that is what is said. */
  @Test
  void anUnknownOutcomeIsUnderWayUntilItIsKnown() {
    String bill = payer.bill(false);
    String resolution = scan();
    TestPeople.control(
        "/control/faults",
        Map.of("channel", "wechat", "call", "jsapi", "kind", "RESET_AFTER", "times", 1));

    String charge =
        charge(resolution, bill)
            .then()
            .statusCode(202)
            .body("status", equalTo("PROCESSING"))
            .body("nextAction.type", equalTo("NONE"))
            .extract()
            .path("id");
    until(charge, "AWAITING_PAYER");
    payer.approve(get(charge).getString("paymentId"));
    until(charge, "PAID");
    assertThat(payments(bill)).isEqualTo(1);
  }

  @Test
  void withoutAWalletNothingIsBegun() {
    neighbour
        .app()
        .delete("/v1/app/cards/" + neighbour.cardId() + "/instruments/" + neighbour.wechat)
        .then()
        .statusCode(204);
    String resolution = TestPayer.resolution(till, neighbour.code("DYNAMIC"), "CASHIER");

    refused(charge(resolution, neighbour.bill(false)), 422, "charge.no-instrument");
    assertThat(claims(resolution)).isZero();
  }

  private static List<Response> atOnce(String resolution, String first, String second) {
    String other = TestPayer.terminal();
    return Stream.of(Map.entry(till, first), Map.entry(other, second))
        .map(
            call ->
                AtOnce.start(
                    () ->
                        charge(
                            call.getKey(),
                            TestPayer.key(),
                            Map.of("resolutionId", resolution, "billId", call.getValue()))))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .toList();
  }

  /** Two calls with one code, each for a bill of its own: the code's claim lets one through. */
  @Test
  void ofTwoAtOnceExactlyOnePays() {
    String first = payer.bill(false);
    String second = payer.bill(false);
    String resolution = scan();

    List<Response> answers = atOnce(resolution, first, second);

    assertThat(answers.stream().map(Response::statusCode)).containsExactlyInAnyOrder(202, 422);
    assertThat(answers.stream().map(answer -> answer.jsonPath().getString("code")))
        .containsOnlyOnce("code.already-paid");
    assertThat(payments(first) + payments(second)).isEqualTo(1);
    assertThat(charges(first) + charges(second)).isEqualTo(1);
    assertThat(claims(resolution)).isEqualTo(1);
  }

  /**
   * For one bill the loser may be told of the code, of the bill or of its plan: but only one pays.
   */
  @Test
  void ofTwoAtOnceForOneBillExactlyOnePays() {
    String bill = payer.bill(false);
    String resolution = scan();

    List<Response> answers = atOnce(resolution, bill, bill);

    assertThat(answers.stream().map(Response::statusCode)).containsOnlyOnce(202);
    assertThat(answers.stream().map(answer -> answer.jsonPath().getString("code")))
        .containsAnyOf("code.already-paid", "payment.in-progress", "plan.expired", "plan.stale");
    assertThat(payments(bill)).isEqualTo(1);
    assertThat(charges(bill)).isEqualTo(1);
    assertThat(claims(resolution)).isEqualTo(1);
  }

  /**
   * The server's connection dies between the code's claim and the payment: neither is there, and
   * the code pays afterwards. How: the bill's row is held, so that the charge waits for it with its
   * claim written, and the database ends that connection.
   */
  @Test
  void aCrashInTheMiddleLeavesNeitherClaimNorPayment() throws SQLException {
    String bill = payer.bill(false);
    String resolution = scan();
    Map<String, Object> body = new HashMap<>(Map.of("resolutionId", resolution, "billId", bill));
    CompletableFuture<Response> call;
    try (Connection owner = SchemaOwner.connect();
        PreparedStatement hold =
            owner.prepareStatement("select 1 from bill where id = ? for no key update")) {
      owner.setAutoCommit(false);
      hold.setObject(1, Id.parse(bill).orElseThrow().uuid());
      assertThat(hold.executeQuery().next()).isTrue();
      call = AtOnce.start(() -> charge(till, TestPayer.key(), body));
      Awaitility.await().atMost(TestPayer.PATIENCE).until(ChargeTest::ended);
      assertThat(call.join().statusCode()).isGreaterThanOrEqualTo(500);
      owner.rollback();
    }
    assertThat(claims(resolution)).isZero();
    assertThat(payments(bill)).isZero();
    assertThat(charges(bill)).isZero();
    assertThat(billStatus(bill)).isEqualTo("OPEN");

    charge(till, TestPayer.key(), body).then().statusCode(202);
    assertThat(claims(resolution)).isEqualTo(1);
    assertThat(payments(bill)).isEqualTo(1);
  }

  /** On a connection of its own: a transaction is shown what was when it first looked. */
  private static boolean ended() throws SQLException {
    try (Connection eyes = SchemaOwner.connect();
        PreparedStatement end =
            eyes.prepareStatement(
                """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
              and query like '%from bill where%for update%'
            """)) {
      return end.executeQuery().next();
    }
  }
}
