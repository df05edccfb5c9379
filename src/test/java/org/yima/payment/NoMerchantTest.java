package org.yima.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.booking.TestClinic;
import org.yima.platform.Id;
import org.yima.platform.TestDatabase;

/**
 * A hospital to which no wallet can pay: it is said at once, and nothing is begun that can't end.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class NoMerchantTest {
  private static final AtomicInteger NEXT = new AtomicInteger(1);

  private static String bill(TestClinic hospital, TestPayer payer) {
    return TestPayer.as(hospital.token)
        .header("Idempotency-Key", TestPayer.key())
        .body(
            Map.of(
                "externalId", "NM-" + NEXT.getAndIncrement(),
                "patient", Map.of("cardNumber", payer.cardNumber),
                "lines", List.of(TestPayer.line("T003", "03", 10_000))))
        .post("/v1/hospital/bills")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static TestClinic withoutMerchant() {
    TestClinic hospital = new TestClinic();
    takeMerchantAway(hospital);
    return hospital;
  }

  private static void takeMerchantAway(TestClinic hospital) {
    String id = Id.parse(hospital.hospitalId).orElseThrow().uuid().toString();
    assertThat(
            TestDatabase.update(
                "update institution set wechat_sub_mchid = null where id = '" + id + "'"))
        .isEqualTo(1);
  }

  private static void isOpen(TestPayer payer, String bill) {
    payer.app().get("/v1/app/bills/" + bill).then().body("status", equalTo("OPEN"));
  }

  @Test
  void neitherAPlanNorAChargeIsMadeThatNoWalletCouldPay() {
    TestClinic hospital = withoutMerchant();
    TestPayer payer = new TestPayer(Map.of());
    String bill = bill(hospital, payer);
    payer.plan(bill, false, false).then().statusCode(422).body("code", equalTo("plan.no-merchant"));

    String till = TestClient.of(hospital.hospitalId, "TERMINAL").token();
    String resolution = TestPayer.resolution(till, payer.code("DYNAMIC"), "CASHIER");
    TestPayer.as(till)
        .header("Idempotency-Key", TestPayer.key())
        .body(Map.of("resolutionId", resolution, "billId", bill))
        .post("/v1/terminal/charges")
        .then()
        .statusCode(422)
        .body("code", equalTo("plan.no-merchant"));
    isOpen(payer, bill);
  }

  @Test
  void aNumberWithAFeeIsNotHeldAndOneWithoutIs() {
    TestClinic hospital = withoutMerchant();
    TestPayer payer = new TestPayer(Map.of());
    hold(payer, hospital.publish("FEE", TestClinic.session(1_500, 1)))
        .statusCode(422)
        .body("code", equalTo("booking.fee-unpayable"));
    hold(payer, hospital.publish("FREE", TestClinic.session(0, 1))).statusCode(201);
  }

  private static ValidatableResponse hold(TestPayer payer, TestClinic.Published session) {
    return payer
        .app()
        .header("Idempotency-Key", TestPayer.key())
        .body(
            Map.of(
                "residentId", payer.signed.residentId(),
                "sessionId", session.id(),
                "segmentId", session.segments().get(0)))
        .post("/v1/app/appointments")
        .then();
  }

  /** One that was confirmed before: nobody was ever asked for anything, so it can be given up. */
  @Test
  void aPaymentThatCouldNeverBeAskedForIsGivenUp() {
    TestClinic hospital = new TestClinic();
    TestPayer payer = new TestPayer(Map.of());
    String bill = bill(hospital, payer);
    String plan = payer.plan(bill, false, false).then().statusCode(201).extract().path("id");
    takeMerchantAway(hospital);
    String payment = payer.start(plan);
    payer
        .app()
        .header("Idempotency-Key", TestPayer.key())
        .post("/v1/app/payments/" + payment + "/cancel")
        .then()
        .statusCode(202);
    payer.payment(payment, "CANCELLED");
    isOpen(payer, bill);
  }
}
