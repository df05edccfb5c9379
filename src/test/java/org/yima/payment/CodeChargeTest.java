package org.yima.payment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.AtOnce;
import org.yima.PostgresResource;
import org.yima.SchemaOwner;
import org.yima.TestPeople;
import org.yima.TestResident;
import org.yima.payment.running.PaymentRow;
import org.yima.payment.running.PaymentStore;
import org.yima.platform.Id;
import org.yima.platform.TestDatabase;

/**
 * Bills charged by a wallet's own payment code, which anybody may show: over the real doors, with
 * the sandbox's wallet and its faults. Whatever fails, the bill is paid, or every fen is back at
 * the wallet, by the wallet's own books.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CodeChargeTest {
  private static final long TOTAL = 41_000;
  private static final long RICH = 1_000_000;
  private static final AtomicInteger NEXT = new AtomicInteger();

  private static String till;
  private static TestPayer patient;

  @Inject PaymentStore store;

  @BeforeEach
  void hospital() {
    if (till == null) {
      till = TestPayer.terminal();
      patient = new TestPayer(Map.of());
    }
  }

  /** What one test did not use up would happen to the next. */
  @AfterEach
  void liftFaults() {
    fault("*", "NONE", 1);
  }

  /** Somebody with a wallet, of whom the hospital knows nothing. */
  private record Wallet(String ref) {
    static Wallet of(String script, long balance) {
      Wallet wallet = new Wallet("shown-" + NEXT.incrementAndGet());
      TestPeople.control(
          "/control/payers",
          Map.of("channel", "WECHAT", "ref", wallet.ref, "balance", balance, "script", script));
      return wallet;
    }

    String code() {
      return given()
          .contentType(ContentType.JSON)
          .post(TestResident.sandbox() + "/control/payers/" + ref + "/payment-code")
          .then()
          .statusCode(200)
          .extract()
          .path("text");
    }

    String scanned() {
      return TestPayer.resolution(till, code(), "CASHIER");
    }

    long left() {
      return TestPayer.balance("payer:" + ref);
    }

    void types() {
      List<Map<String, Object>> waiting =
          given()
              .get(TestResident.sandbox() + "/control/orders")
              .then()
              .extract()
              .jsonPath()
              .getList("items");
      Object order =
          waiting.stream()
              .filter(item -> item.get("payer").equals(ref))
              .map(item -> item.get("prepayId"))
              .findFirst()
              .orElseThrow();
      TestPeople.control("/control/payers/" + ref + "/approve", Map.of("prepayId", order));
    }
  }

  private static Response charge(String key, Map<String, ?> body) {
    return TestPayer.as(till)
        .header("Idempotency-Key", key)
        .body(body)
        .post("/v1/terminal/charges");
  }

  private static Response charge(String resolution, String bill) {
    return charge(TestPayer.key(), Map.of("resolutionId", resolution, "billId", bill));
  }

  private static String charged(Wallet wallet, String bill) {
    return charge(wallet.scanned(), bill).then().statusCode(202).extract().path("id");
  }

  private static Response reverse(String charge) {
    return TestPayer.as(till)
        .header("Idempotency-Key", TestPayer.key())
        .post("/v1/terminal/charges/" + charge + "/reverse");
  }

  private static JsonPath get(String charge) {
    return TestPayer.as(till).get("/v1/terminal/charges/" + charge).jsonPath();
  }

  private static void until(String charge, String status) {
    TestPayer.until(() -> get(charge), json -> status.equals(json.getString("status")));
  }

  private static String billStatus(String bill) {
    return patient
        .app()
        .get("/v1/app/bills/" + bill)
        .then()
        .statusCode(200)
        .extract()
        .path("status");
  }

  private static void fault(String call, String kind, int times) {
    TestPeople.control(
        "/control/faults", Map.of("channel", "wechat", "call", call, "kind", kind, "times", times));
  }

  private static void refused(Response answer, int status, String code) {
    answer.then().statusCode(status).body("code", equalTo(code));
  }

  private static String uuid(String id) {
    return Id.parse(id).orElseThrow().uuid().toString();
  }

  /** The time of the payment is long over; whoever looks at it next sees that. */
  private static void timeEnds(String charge) {
    assertThat(
            TestDatabase.update(
                """
                update payment set pay_by = now() - interval '1 hour', due_at = now()
                where id = (select payment_id from charge where id = ?::uuid)
                """,
                uuid(charge)))
        .isEqualTo(1);
  }

  private static long postings(String charge) {
    return TestDatabase.number(
        """
        select coalesce(sum(amount), 0) from posting
        where payment_id = (select payment_id from charge where id = ?::uuid)
        """,
        uuid(charge));
  }

  private boolean remembersTheCode(String payment) {
    PaymentRow row =
        store
            .find(Id.parse(payment).orElseThrow())
            .await()
            .atMost(Duration.ofSeconds(60))
            .orElseThrow();
    return row.contexts().values().stream().anyMatch(context -> context.remembers());
  }

  @Test
  void aWalletsCodePaysAtOnceAndOnce() {
    Wallet wallet = Wallet.of("manual", RICH);
    String bill = patient.bill(false);
    String other = patient.bill(false);
    String text = wallet.code();
    ValidatableResponse scan =
        TestPayer.as(till)
            .body(Map.of("text", text, "scene", "CASHIER"))
            .post("/v1/terminal/codes/resolve")
            .then()
            .body("kind", equalTo("WECHAT_PAY"))
            .body("allowed", contains("CHARGE"));
    String resolution = scan.extract().path("resolutionId");
    String key = TestPayer.key();
    Map<String, String> body = Map.of("resolutionId", resolution, "billId", bill);

    JsonPath charge =
        charge(key, body)
            .then()
            .statusCode(202)
            .body("status", equalTo("PAID"))
            .body("total", equalTo((int) TOTAL))
            .body("nextAction.type", equalTo("NONE"))
            .extract()
            .jsonPath();
    assertThat(wallet.left()).isEqualTo(RICH - TOTAL);
    assertThat(billStatus(bill)).isEqualTo("PAID");
    assertThat(remembersTheCode(charge.getString("paymentId"))).isFalse();
    refused(charge(resolution, other), 422, "code.already-paid");
    charge(key, body).then().statusCode(202).body("id", equalTo(charge.getString("id")));

    String again = TestPayer.resolution(till, text, "CASHIER");
    String second = charge(again, other).then().statusCode(202).extract().path("id");
    until(second, "FAILED");
    assertThat(billStatus(other)).isEqualTo("OPEN");
    assertThat(wallet.left()).isEqualTo(RICH - TOTAL);
    refused(reverse(charge.getString("id")), 409, "payment.over");
  }

  /** The patient sees that the bill is paid, and by nobody they could know. */
  @Test
  void theReceiptNamesNoPayer() {
    Wallet wallet = Wallet.of("manual", RICH);
    JsonPath charged =
        charge(wallet.scanned(), patient.bill(false)).then().statusCode(202).extract().jsonPath();
    String payment = charged.getString("paymentId");
    until(charged.getString("id"), "PAID");

    String receipt =
        patient
            .app()
            .get("/v1/app/payments/" + payment + "/receipt")
            .then()
            .statusCode(200)
            .body("payer", equalTo("SHOWN_CODE"))
            .body("selfPay", equalTo((int) TOTAL))
            .extract()
            .asString();
    assertThat(receipt).doesNotContain(wallet.ref());
    TestPayer stranger = new TestPayer(Map.of());
    refused(stranger.app().get("/v1/app/payments/" + payment), 404, "not-found");
  }

  @Test
  void aPasswordIsWaitedFor() {
    Wallet wallet = Wallet.of("password", RICH);
    String bill = patient.bill(false);

    String charge =
        charge(wallet.scanned(), bill)
            .then()
            .statusCode(202)
            .body("status", equalTo("AWAITING_PAYER"))
            .body("nextAction.type", equalTo("PAYER_CONFIRMS"))
            .extract()
            .path("id");
    assertThat(remembersTheCode(get(charge).getString("paymentId"))).isFalse();
    wallet.types();
    until(charge, "PAID");
    assertThat(wallet.left()).isEqualTo(RICH - TOTAL);
    assertThat(billStatus(bill)).isEqualTo("PAID");
  }

  @Test
  void aRefusalLeavesTheBillToTheNextCode() {
    Wallet poor = Wallet.of("manual", TOTAL - 1);
    String bill = patient.bill(false);

    charge(poor.scanned(), bill).then().statusCode(202).body("status", equalTo("FAILED"));
    assertThat(poor.left()).isEqualTo(TOTAL - 1);
    assertThat(billStatus(bill)).isEqualTo("OPEN");
    charge(Wallet.of("manual", TOTAL).scanned(), bill)
        .then()
        .statusCode(202)
        .body("status", equalTo("PAID"));
  }

  /** The wallet took the money and its answer was lost: nobody knows until it is asked. */
  @ParameterizedTest
  @ValueSource(strings = {"RESET_AFTER", "ERROR_AFTER", "BAD_SIGNATURE"})
  void anAnswerLostAfterTheEffectIsAskedFor(String kind) {
    Wallet wallet = Wallet.of("manual", RICH);
    String bill = patient.bill(false);
    fault("codepay", kind, 1);

    String charge = charged(wallet, bill);
    until(charge, "PAID");
    assertThat(wallet.left()).isEqualTo(RICH - TOTAL);
    assertThat(billStatus(bill)).isEqualTo("PAID");
    assertThat(postings(charge)).isEqualTo(TOTAL);
  }

  /** It never arrived; while it could, the terminal that gives up is not told that it did not. */
  @Test
  void anAnswerLostBeforeTheEffectEndsWithTheTime() {
    Wallet wallet = Wallet.of("manual", RICH);
    String bill = patient.bill(false);
    fault("codepay", "RESET_BEFORE", 1);

    String charge = charged(wallet, bill);
    reverse(charge).then().statusCode(202).body("status", equalTo("CANCELLING"));
    assertThat(billStatus(bill)).isEqualTo("PAYING");
    timeEnds(charge);
    until(charge, "CANCELLED");
    assertThat(wallet.left()).isEqualTo(RICH);
    assertThat(billStatus(bill)).isEqualTo("OPEN");
    assertThat(postings(charge)).isZero();
  }

  /** Paid, unheard, and given up: the reversal is repeated until the wallet answers it. */
  @ParameterizedTest
  @ValueSource(strings = {"ERROR_BEFORE", "RESET_AFTER", "BAD_SIGNATURE"})
  void whatIsGivenUpIsReversedUntilThatIsAnswered(String kind) {
    Wallet wallet = Wallet.of("manual", RICH);
    String bill = patient.bill(false);
    fault("codepay", "RESET_AFTER", 1);
    fault("query", "ERROR_BEFORE", 2);
    fault("reverse", kind, 1);

    String charge = charged(wallet, bill);
    assertThat(wallet.left()).isEqualTo(RICH - TOTAL);
    reverse(charge).then().statusCode(202);
    until(charge, "CANCELLED");
    assertThat(wallet.left()).isEqualTo(RICH);
    assertThat(billStatus(bill)).isEqualTo("OPEN");
  }

  @Test
  void aPasswordThatIsNeverTypedIsReversedWhenTheTimeEnds() {
    Wallet wallet = Wallet.of("password", RICH);
    String bill = patient.bill(false);
    String charge = charged(wallet, bill);

    timeEnds(charge);
    until(charge, "CANCELLED");
    assertThat(get(charge).getString("reason")).isEqualTo("expired");
    assertThat(billStatus(bill)).isEqualTo("OPEN");
    assertThat(wallet.left()).isEqualTo(RICH);
    until(charged(Wallet.of("pays", RICH), bill), "PAID");
  }

  @Test
  void aPasswordMayBeGivenUp() {
    Wallet wallet = Wallet.of("password", RICH);
    String bill = patient.bill(false);
    String charge = charged(wallet, bill);

    reverse(charge).then().statusCode(202);
    until(charge, "CANCELLED");
    assertThat(billStatus(bill)).isEqualTo("OPEN");
    assertThat(postings(charge)).isZero();
  }

  @Test
  void whatACodePaidIsRefundedToItsWallet() {
    Wallet wallet = Wallet.of("manual", RICH);
    String bill = patient.bill(false);
    until(charged(wallet, bill), "PAID");

    TestPayer.his()
        .header("Idempotency-Key", TestPayer.key())
        .body(Map.of("lines", List.of(Map.of("lineNo", 1))))
        .post("/v1/hospital/bills/" + bill + "/release")
        .then()
        .statusCode(200);
    TestPayer.his()
        .header("Idempotency-Key", TestPayer.key())
        .body(Map.of("lines", List.of(Map.of("lineNo", 1))))
        .post("/v1/hospital/bills/" + bill + "/refunds")
        .then()
        .statusCode(202);
    Awaitility.await().until(() -> wallet.left() == RICH - TOTAL + 5_000);
    Awaitility.await().until(() -> billStatus(bill).equals("PARTLY_REFUNDED"));
  }

  @Test
  void aWalletsCodeBringsNoInsuranceIn() {
    Wallet wallet = Wallet.of("manual", RICH);
    String bill = patient.bill(true);
    String resolution = wallet.scanned();

    refused(charge(resolution, bill), 422, "charge.self-pay-only");
    refused(
        charge(
            TestPayer.key(),
            Map.of("resolutionId", resolution, "billId", bill, "useMedicalInsurance", true)),
        422,
        "charge.self-pay-only");
    refused(
        charge(
            TestPayer.key(),
            Map.of(
                "resolutionId",
                resolution,
                "billId",
                bill,
                "insuranceAuthorisation",
                Map.of("channel", "WECHAT", "authCode", "0".repeat(32)))),
        422,
        "charge.self-pay-only");
    assertThat(wallet.left()).isEqualTo(RICH);
    charge(
            TestPayer.key(),
            Map.of("resolutionId", resolution, "billId", bill, "useMedicalInsurance", false))
        .then()
        .statusCode(202)
        .body("status", equalTo("PAID"));
  }

  /** What no gateway takes is known for what it is, is kept by nobody, and charges nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2812345678901234",
        "6212345678901234567",
        "0112345678901234567",
        "fp0123456789abcdef0123456789abcdef0",
        "4240000000000000000000990000"
      })
  void whatNoGatewayTakesPromisesNothing(String text) {
    String bill = patient.bill(false);
    String resolution =
        TestPayer.as(till)
            .body(Map.of("text", text, "scene", "CASHIER"))
            .post("/v1/terminal/codes/resolve")
            .then()
            .statusCode(200)
            .body("allowed", empty())
            .extract()
            .path("resolutionId");

    refused(charge(resolution, bill), 422, "charge.unavailable");
    assertThat(
            TestDatabase.number(
                "select count(*) from resolution where id = ?::uuid and token_enc is not null",
                uuid(resolution)))
        .isZero();
  }

  private static List<Response> atOnce(String resolution, String first, String second) {
    return Stream.of(first, second)
        .map(bill -> AtOnce.start(() -> charge(resolution, bill)))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .toList();
  }

  /** Two calls with one code, each for a bill of its own: one takes the code, and pays once. */
  @Test
  void ofTwoAtOnceExactlyOnePays() {
    Wallet wallet = Wallet.of("manual", RICH);

    List<Response> answers = atOnce(wallet.scanned(), patient.bill(false), patient.bill(false));

    assertThat(answers.stream().map(Response::statusCode)).containsExactlyInAnyOrder(202, 422);
    assertThat(answers.stream().map(answer -> answer.jsonPath().getString("code")))
        .containsOnlyOnce("code.already-paid");
    Awaitility.await().until(() -> wallet.left() == RICH - TOTAL);
  }

  /** Two wallets for one bill: the bill lets one through, and the other's code is not used up. */
  @Test
  void ofTwoForOneBillExactlyOnePays() {
    Wallet one = Wallet.of("password", RICH);
    Wallet other = Wallet.of("manual", RICH);
    String bill = patient.bill(false);
    String second = other.scanned();

    String charge = charged(one, bill);
    refused(charge(second, bill), 409, "payment.in-progress");
    assertThat(other.left()).isEqualTo(RICH);
    one.types();
    until(charge, "PAID");
    charge(second, patient.bill(false)).then().statusCode(202).body("status", equalTo("PAID"));
  }

  /**
   * The server's connection dies between the code and the payment: neither is taken, and the same
   * scan pays afterwards. How: the bill's row is held, so that the charge waits for it, and the
   * database ends that connection.
   */
  @Test
  void aCrashInTheMiddleLeavesTheCodeToBeUsed() throws SQLException {
    Wallet wallet = Wallet.of("manual", RICH);
    String bill = patient.bill(false);
    Map<String, String> body = Map.of("resolutionId", wallet.scanned(), "billId", bill);
    CompletableFuture<Response> call;
    try (Connection owner = SchemaOwner.connect();
        PreparedStatement hold =
            owner.prepareStatement("select 1 from bill where id = ? for no key update")) {
      owner.setAutoCommit(false);
      hold.setObject(1, Id.parse(bill).orElseThrow().uuid());
      assertThat(hold.executeQuery().next()).isTrue();
      call = AtOnce.start(() -> charge(TestPayer.key(), body));
      Awaitility.await().atMost(TestPayer.PATIENCE).until(CodeChargeTest::ended);
      assertThat(call.join().statusCode()).isGreaterThanOrEqualTo(500);
      owner.rollback();
    }
    assertThat(wallet.left()).isEqualTo(RICH);

    charge(TestPayer.key(), body).then().statusCode(202).body("status", equalTo("PAID"));
    assertThat(wallet.left()).isEqualTo(RICH - TOTAL);
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
