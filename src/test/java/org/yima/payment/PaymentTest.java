package org.yima.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.TestPeople;
import org.yima.payment.posting.Ledger;
import org.yima.platform.Fen;
import org.yima.platform.Id;
import org.yima.platform.TestDatabase;

/** Bills, plans, payments and refunds over the real doors, against the sandbox's real gateways. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PaymentTest {
  private static final long TOTAL = 41_000;

  @Inject Ledger ledger;

  private static long sum(JsonPath shares) {
    return shares.getLong("fundShare")
        + shares.getLong("accountShare")
        + shares.getLong("mutualAidShare")
        + shares.getLong("hospitalShare")
        + shares.getLong("commercialShare")
        + shares.getLong("depositShare")
        + shares.getLong("subsidyShare")
        + shares.getLong("selfPay");
  }

  private long standing(String bill) {
    Id id = Id.parse(bill).orElseThrow();
    Fen balance = Reactive.await(() -> ledger.balance(id.bucket(), Ledger.billAccount(id)));
    return -balance.value();
  }

  /**
   * What the receipt says, payer by payer, is what the ledger's own rows add up to, account by
   * account.
   */
  private static void receiptIsTheLedger(TestPayer payer, String payment) {
    JsonPath receipt =
        payer.app().get("/v1/app/payments/" + payment + "/receipt").then().extract().jsonPath();
    Map<String, Long> said = new TreeMap<>();
    Map<String, Number> funds = receipt.getMap("funds");
    funds.forEach((fund, amount) -> said.put("fund/" + fund, amount.longValue()));
    said.put("account", receipt.getLong("accountShare"));
    said.put("mutual-aid", receipt.getLong("mutualAidShare"));
    said.put("hospital", receipt.getLong("hospitalShare"));
    said.put("insurer", receipt.getLong("commercialShare"));
    said.put("wallet", receipt.getLong("selfPay"));
    said.values().removeIf(amount -> amount == 0);
    assertThat(said).isEqualTo(posted(payment));
    assertThat(receipt.getLong("fundShare"))
        .isEqualTo(funds.values().stream().mapToLong(Number::longValue).sum());
    assertThat(receipt.getLong("total"))
        .isEqualTo(said.values().stream().mapToLong(Long::longValue).sum());
  }

  /** What stands of a payment in the ledger, by the share whose account bears it. */
  private static Map<String, Long> posted(String payment) {
    Id id = Id.parse(payment).orElseThrow();
    Map<String, Long> standing = new TreeMap<>();
    for (String row :
        TestDatabase.texts(
            """
            select debit || '|' || credit || '|' || amount from posting
            where bucket = %d and payment_id = '%s'
            """
                .formatted(id.bucket(), id.uuid()))) {
      String[] posting = row.split("[|]", -1);
      long amount = Long.parseLong(posting[2]);
      standing.merge(share(posting[0]), amount, Long::sum);
      standing.merge(share(posting[1]), -amount, Long::sum);
    }
    assertThat(standing.values().stream().mapToLong(Long::longValue).sum()).isZero();
    standing.remove("bill");
    standing.values().removeIf(amount -> amount == 0);
    return standing;
  }

  private static String share(String account) {
    return account.substring(0, account.indexOf(':'));
  }

  private static void fault(String channel, String call, String kind) {
    TestPeople.control(
        "/control/faults", Map.of("channel", channel, "call", call, "kind", kind, "times", 1));
  }

  private static String billStatus(TestPayer payer, String bill) {
    return payer.app().get("/v1/app/bills/" + bill).then().statusCode(200).extract().path("status");
  }

  @Test
  void aMixedBillIsPaidAndALineOfItRefundedAfterTheNewShareIsConfirmed() {
    TestPayer payer = new TestPayer(Map.of());
    String bill = payer.bill(true);
    long before = payer.atTheWallet();
    JsonPath plan = payer.plan(bill, true, true).then().statusCode(201).extract().jsonPath();
    assertThat(plan.getLong("total")).isEqualTo(TOTAL);
    assertThat(sum(plan)).isEqualTo(TOTAL);
    assertThat(plan.getLong("fundShare")).isPositive();
    assertThat(plan.getLong("accountShare")).isPositive();
    assertThat(plan.getLong("commercialShare")).isPositive();
    assertThat(plan.getLong("selfPay")).isPositive();
    assertThat(plan.getList("lines.allocatedBy")).containsOnly("YIMA");

    String payment = payer.start(plan.getString("id"));
    payer
        .plan(bill, false, false)
        .then()
        .statusCode(409)
        .body("code", equalTo("payment.in-progress"));
    payer.approve(payment);
    payer.payment(payment, "PAID");
    assertThat(billStatus(payer, bill)).isEqualTo("PAID");
    assertThat(before - payer.atTheWallet()).isEqualTo(plan.getLong("selfPay"));
    assertThat(standing(bill)).isEqualTo(TOTAL);
    JsonPath receipt =
        payer.app().get("/v1/app/payments/" + payment + "/receipt").then().extract().jsonPath();
    assertThat(receipt.getLong("fundShare")).isEqualTo(plan.getLong("fundShare"));
    assertThat(sum(receipt)).isEqualTo(TOTAL);
    receiptIsTheLedger(payer, payment);
    settled(bill, "PAID");

    String refund = askedBack(bill, 3);
    JsonPath authorised =
        payer
            .app()
            .body(
                Map.of(
                    "insuranceAuthorisation",
                    Map.of("channel", "WECHAT", "authCode", payer.authorisation())))
            .post("/v1/app/refunds/" + refund + "/authorise")
            .then()
            .statusCode(200)
            .body("status", equalTo("AWAITING_CONFIRMATION"))
            .extract()
            .jsonPath();
    assertThat(authorised.getLong("plan.total")).isEqualTo(31_000);
    assertThat(standing(bill)).as("nothing is reversed before the yes").isEqualTo(TOTAL);
    payer
        .app()
        .header("Idempotency-Key", TestPayer.key())
        .body(Map.of("planId", authorised.getString("plan.id")))
        .post("/v1/app/refunds/" + refund + "/confirm")
        .then()
        .statusCode(202);
    TestPayer.until(
        () -> payer.app().get("/v1/app/refunds/" + refund).jsonPath(),
        json -> "DONE".equals(json.getString("status")));
    payer.payment(payment, "PARTLY_REFUNDED");
    assertThat(standing(bill)).isEqualTo(31_000);
    assertThat(authorised.getString("plan.reasons.find { it.code == 'account-before' }.text"))
        .as("said before the yes: the account may bear again what it bore")
        .isEqualTo(receipt.getString("accountShare"));
    JsonPath after =
        payer.app().get("/v1/app/payments/" + payment + "/receipt").then().extract().jsonPath();
    assertThat(sum(after)).isEqualTo(31_000);
    receiptIsTheLedger(payer, payment);
    assertThat(before - payer.atTheWallet())
        .as("what the receipt says, and no more than was confirmed")
        .isEqualTo(after.getLong("selfPay"))
        .isLessThanOrEqualTo(authorised.getLong("plan.selfPay"));
    assertThat(after.getLong("accountShare"))
        .as("no more of the account than it bore, or than was confirmed")
        .isLessThanOrEqualTo(
            Math.max(receipt.getLong("accountShare"), authorised.getLong("plan.accountShare")));
    payer
        .app()
        .get("/v1/app/refunds/" + refund)
        .then()
        .body(
            "sharesAsConfirmed",
            equalTo(after.getLong("accountShare") == authorised.getLong("plan.accountShare")));
    settled(bill, "REFUNDED");

    allAskedBack(bill);
    payer.payment(payment, "REFUNDED");
    assertThat(standing(bill)).isZero();
    receiptIsTheLedger(payer, payment);
    assertThat(posted(payment)).isEmpty();
    assertThat(payer.atTheWallet()).isEqualTo(before);
  }

  private static void allAskedBack(String bill) {
    Map<String, Object> rest = Map.of("lines", List.of(Map.of("lineNo", 1), Map.of("lineNo", 2)));
    TestPayer.his()
        .body(rest)
        .post("/v1/hospital/bills/" + bill + "/release")
        .then()
        .statusCode(200);
    TestPayer.his()
        .header("Idempotency-Key", TestPayer.key())
        .body(rest)
        .post("/v1/hospital/bills/" + bill + "/refunds")
        .then()
        .statusCode(202);
  }

  private static void settled(String bill, String type) {
    JsonPath page =
        TestPayer.until(
            () -> TestPayer.his().get("/v1/hospital/settlements").jsonPath(),
            json ->
                json.param("b", bill)
                        .param("t", type)
                        .getList("items.findAll { it.billId == b && it.type == t }")
                        .size()
                    == 1);
    assertThat(page.getString("next")).isNotEmpty();
  }

  /** A line is released and asked back; before its release it is refused. */
  private static String askedBack(String bill, int lineNo) {
    Map<String, Object> lines = Map.of("lines", List.of(Map.of("lineNo", lineNo)));
    TestPayer.his()
        .header("Idempotency-Key", TestPayer.key())
        .body(lines)
        .post("/v1/hospital/bills/" + bill + "/refunds")
        .then()
        .statusCode(422)
        .body("code", equalTo("refund.not-released"));
    TestPayer.his()
        .body(lines)
        .post("/v1/hospital/bills/" + bill + "/release")
        .then()
        .statusCode(200)
        .body("lines", hasItem(lineNo));
    TestPayer.his()
        .header("Idempotency-Key", TestPayer.key())
        .body(Map.of("lines", List.of(Map.of("lineNo", lineNo, "amount", 99_999_999))))
        .post("/v1/hospital/bills/" + bill + "/refunds")
        .then()
        .statusCode(422)
        .body("code", equalTo("refund.exceeds"));
    return TestPayer.his()
        .header("Idempotency-Key", TestPayer.key())
        .body(lines)
        .post("/v1/hospital/bills/" + bill + "/refunds")
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  @Test
  void cashAloneGoesBackByTheLineWithoutAskingAnybody() {
    TestPayer payer = new TestPayer(Map.of());
    String bill = payer.bill(false);
    long before = payer.atTheWallet();
    String payment = paid(payer, payer.plan(bill, false, false).path("id"));
    String refund = askedBack(bill, 2);
    TestPayer.until(
        () -> TestPayer.his().get("/v1/hospital/refunds/" + refund).jsonPath(),
        json -> "DONE".equals(json.getString("status")));
    payer.payment(payment, "PARTLY_REFUNDED");
    assertThat(before - payer.atTheWallet()).isEqualTo(15_000);
    assertThat(standing(bill)).isEqualTo(15_000);
  }

  private static String paid(TestPayer payer, String plan) {
    String payment = payer.start(plan);
    payer.approve(payment);
    payer.payment(payment, "PAID");
    return payment;
  }

  @Test
  void aPaymentGivenUpBeforeItIsPaidLeavesTheBillOpen() {
    TestPayer payer = new TestPayer(Map.of());
    String bill = payer.bill(true);
    long before = payer.atTheWallet();
    String payment = payer.start(payer.plan(bill, true, true).path("id"));
    payer
        .app()
        .header("Idempotency-Key", TestPayer.key())
        .post("/v1/app/payments/" + payment + "/cancel")
        .then()
        .statusCode(202);
    payer.payment(payment, "CANCELLED");
    assertThat(billStatus(payer, bill)).isEqualTo("OPEN");
    assertThat(payer.atTheWallet()).isEqualTo(before);
    assertThat(standing(bill)).isZero();
  }

  /** Guarantee and claim are taken with 202, and each is asked for until it is decided. */
  @Test
  void anInsurerThatDecidesLaterIsAskedUntilItHas() {
    TestPayer payer = new TestPayer(Map.of());
    String bill = payer.bill(true);
    long before = payer.atTheWallet();
    JsonPath plan = payer.plan(bill, true, true).jsonPath();
    assertThat(plan.getLong("commercialShare")).isPositive();
    payer.cover(Map.of("answers", "later", "decidesAfterMillis", 200));
    String payment = payer.start(plan.getString("id"));
    payer.approve(payment);
    assertThat(payer.payment(payment, "PAID").getList("legs.kind", String.class))
        .as("in the order in which they run")
        .containsExactly("COMMERCIAL", "WALLET", "INSURANCE");
    assertThat(before - payer.atTheWallet()).isEqualTo(plan.getLong("selfPay"));
    assertThat(standing(bill)).isEqualTo(TOTAL);
  }

  @Test
  void aSettlementThatDiffersIsReversedAndTheCashReturned() {
    TestPayer payer = new TestPayer(Map.of());
    String bill = payer.bill(true);
    long before = payer.atTheWallet();
    String plan = payer.plan(bill, true, false).path("id");
    fault("bureau", "2207", "SETTLE_DIFFERS");
    String payment = payer.start(plan);
    payer.approve(payment);
    JsonPath ended = payer.payment(payment, "CANCELLED");
    assertThat(ended.getString("reason")).isEqualTo("settled-differs");
    assertThat(payer.atTheWallet()).isEqualTo(before);
    assertThat(billStatus(payer, bill)).isEqualTo("OPEN");
    assertThat(standing(bill)).isZero();
  }

  @Test
  void aSettlementWhoseAnswerIsLostIsAskedForAndStands() {
    TestPayer payer = new TestPayer(Map.of());
    String bill = payer.bill(true);
    String plan = payer.plan(bill, true, false).path("id");
    fault("bureau", "2207", "RESET_AFTER");
    String payment = payer.start(plan);
    payer.approve(payment);
    payer.payment(payment, "PAID");
    assertThat(standing(bill)).isEqualTo(TOTAL);
  }

  @Test
  void aSettlementThatNeverArrivedIsBarredAndTheCashReturned() {
    TestPayer payer = new TestPayer(Map.of());
    String bill = payer.bill(true);
    long before = payer.atTheWallet();
    String plan = payer.plan(bill, true, false).path("id");
    fault("bureau", "2207", "RESET_BEFORE");
    String payment = payer.start(plan);
    payer.approve(payment);
    payer.payment(payment, "CANCELLED");
    assertThat(payer.atTheWallet()).isEqualTo(before);
    assertThat(standing(bill)).isZero();
  }

  @Test
  void aRefusedSettlementReturnsTheCash() {
    TestPayer payer = new TestPayer(Map.of());
    String bill = payer.bill(true);
    long before = payer.atTheWallet();
    String plan = payer.plan(bill, true, true).path("id");
    payer.insure(Map.of("refusal", "SETTLE_REFUSED"));
    String payment = payer.start(plan);
    payer.approve(payment);
    payer.payment(payment, "CANCELLED");
    assertThat(payer.atTheWallet()).isEqualTo(before);
    assertThat(standing(bill)).isZero();
  }

  @Test
  void aPlanIsNotConfirmedByAnotherNorAfterTheBillChanged() {
    TestPayer payer = new TestPayer(Map.of());
    TestPayer other = new TestPayer(Map.of());
    String bill = payer.bill(false);
    String plan = payer.plan(bill, false, false).path("id");
    other
        .app()
        .header("Idempotency-Key", TestPayer.key())
        .body(Map.of("planId", plan))
        .post("/v1/app/payments")
        .then()
        .statusCode(404);
    other.app().get("/v1/app/bills/" + bill).then().statusCode(404);
    TestPayer.his()
        .body(Map.of("lines", List.of(TestPayer.line("T001", "01", 7_000))))
        .put("/v1/hospital/bills/" + bill)
        .then()
        .statusCode(200)
        .body("version", equalTo(2))
        .body("total", equalTo(7_000));
    payer
        .app()
        .header("Idempotency-Key", TestPayer.key())
        .body(Map.of("planId", plan))
        .post("/v1/app/payments")
        .then()
        .statusCode(409)
        .body("code", equalTo("plan.stale"));
  }

  @Test
  void aBillIsTakenBackForTheWindowOnceItsPaymentIsGivenUp() {
    TestPayer payer = new TestPayer(Map.of());
    String bill = payer.bill(false);
    String payment = payer.start(payer.plan(bill, false, false).path("id"));
    keysThatAreNoneGiveNothingUp(payer, bill, payment);
    TestPayer.until(
        () ->
            TestPayer.his()
                .header("Idempotency-Key", TestPayer.key())
                .post("/v1/hospital/bills/" + bill + "/take-back")
                .jsonPath(),
        json -> "TAKEN_BACK".equals(json.getString("status")));
    payer.payment(payment, "CANCELLED");
    payer.plan(bill, false, false).then().statusCode(409).body("code", equalTo("bill.not-open"));
  }

  /** A missing key, and one under which another bill was taken back. */
  private static void keysThatAreNoneGiveNothingUp(TestPayer payer, String bill, String payment) {
    String takeBack = "/v1/hospital/bills/%s/take-back";
    String used = TestPayer.key();
    TestPayer.his()
        .header("Idempotency-Key", used)
        .post(takeBack.formatted(payer.bill(false)))
        .then()
        .statusCode(200);
    TestPayer.his()
        .post(takeBack.formatted(bill))
        .then()
        .statusCode(400)
        .body("code", equalTo("idempotency.missing"));
    TestPayer.his()
        .header("Idempotency-Key", used)
        .post(takeBack.formatted(bill))
        .then()
        .statusCode(422)
        .body("code", equalTo("idempotency.mismatch"));
    payer
        .app()
        .get("/v1/app/payments/" + payment)
        .then()
        .body("status", not(equalTo("CANCELLING")))
        .body("status", not(equalTo("CANCELLED")))
        .body("status", not(equalTo("FAILED")));
  }

  @Test
  void theAuthorisationIsMissingOrRefusedBeforeAnythingIsPlanned() {
    TestPayer payer = new TestPayer(Map.of());
    String bill = payer.bill(true);
    payer
        .app()
        .body(Map.of("useMedicalInsurance", true, "walletInstrumentId", payer.wechat))
        .post("/v1/app/bills/" + bill + "/plan")
        .then()
        .statusCode(202)
        .body("nextAction.type", equalTo("INSURANCE_AUTHORISATION"));
    payer.insure(Map.of("refusal", "SUSPENDED"));
    payer.plan(bill, true, false).then().statusCode(422);
  }

  /** A plan that Alipay's authorisation pays for: asked for twice, and between the two a yes. */
  @Test
  void anInsuredPlanIsAuthorisedInAlipay() {
    TestPayer payer = new TestPayer(Map.of());
    String bill = payer.bill(true);
    Map<String, Object> wish =
        Map.of(
            "useMedicalInsurance",
            true,
            "insuranceAuthorisation",
            Map.of("channel", "ALIPAY"),
            "walletInstrumentId",
            payer.wechat);
    payer
        .app()
        .body(wish)
        .post("/v1/app/bills/" + bill + "/plan")
        .then()
        .statusCode(400)
        .body("errors[0].code", equalTo("wallet-not-bound"));
    payer.bindAlipay();
    String page =
        payer
            .app()
            .body(wish)
            .post("/v1/app/bills/" + bill + "/plan")
            .then()
            .statusCode(202)
            .body("nextAction.type", equalTo("INSURANCE_AUTHORISATION"))
            .body("nextAction.params.channel", equalTo("ALIPAY"))
            .extract()
            .path("nextAction.params.url");
    assertThat(payer.atTheBureau().getList("items")).isEmpty();

    io.restassured.RestAssured.given()
        .redirects()
        .follow(false)
        .post(java.net.URI.create(page))
        .then()
        .statusCode(303);

    String plan =
        payer
            .app()
            .body(wish)
            .post("/v1/app/bills/" + bill + "/plan")
            .then()
            .statusCode(201)
            .body("fundShare", greaterThan(0))
            .extract()
            .path("id");
    String payment = payer.start(plan);
    payer.approve(payment);
    payer.payment(payment, "PAID");
  }

  @Test
  void theWechatCodeIsNotLeftOut() {
    TestPayer payer = new TestPayer(Map.of());
    payer
        .app()
        .body(
            Map.of(
                "useMedicalInsurance",
                true,
                "insuranceAuthorisation",
                Map.of("channel", "WECHAT"),
                "walletInstrumentId",
                payer.wechat))
        .post("/v1/app/bills/" + payer.bill(true) + "/plan")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/insuranceAuthorisation/authCode"));
  }

  @Test
  void anUnsignedNotificationIsRefusedAndChangesNothing() {
    io.restassured.RestAssured.given()
        .contentType("application/json")
        .body("{\"id\":\"x\",\"event_type\":\"TRANSACTION.SUCCESS\"}")
        .post("/v1/callbacks/wechat")
        .then()
        .statusCode(org.hamcrest.Matchers.greaterThanOrEqualTo(400));
  }
}
