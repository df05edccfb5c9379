package org.yima.payment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestStaff;
import org.yima.platform.Id;
import org.yima.platform.TestDatabase;

/** An insurer bears nothing without the e-invoice, which the hospital issues after the payment. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ClaimProofTest {
  private static final Map<String, Object> WANTS_INVOICE =
      Map.of("documents", List.of("E_INVOICE"));

  /** A paid bill that an insurer bears a part of. */
  private static String paid(TestPayer payer, String bill) {
    String payment = payer.start(payer.plan(bill, true, true).path("id"));
    payer.approve(payment);
    payer.payment(payment, "PAID");
    return payment;
  }

  @CanIgnoreReturnValue
  private static JsonPath claimed(TestPayer payer, String payment, String state) {
    return TestPayer.until(
        () -> payer.app().get("/v1/app/payments/" + payment).jsonPath(),
        json -> state.equals(json.getString("legs.find { it.kind == 'COMMERCIAL' }.state")));
  }

  private static long claims(JsonPath payment) {
    String leg = payment.getString("legs.find { it.kind == 'COMMERCIAL' }.id");
    return TestDatabase.number(
        """
        select count(*) from leg_attempt
        where bucket = ? and subject = ? and operation = 'CLAIM'
        """,
        Id.parse(leg).orElseThrow().bucket(),
        leg);
  }

  private static List<Map<String, Object>> matters(String payment) {
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
        .getList("items.findAll { it.paymentId == id }");
  }

  private static ValidatableResponse proven(String bill, String number) {
    return TestPayer.his()
        .body(Map.of("kind", "E_INVOICE", "number", number, "sha256", "c".repeat(64)))
        .post("/v1/hospital/bills/" + bill + "/documents")
        .then()
        .statusCode(200)
        .body("billId", equalTo(bill));
  }

  @Test
  void aClaimWithoutItIsAPersonsAndIsMadeAnewOnceItIsThere() {
    TestPayer payer = new TestPayer(Map.of());
    payer.cover(WANTS_INVOICE);
    String bill = payer.bill(true);
    proven(bill, "0601-1").body("claims", equalTo(0));
    String payment = paid(payer, bill);
    JsonPath refused = claimed(payer, payment, "CLAIM_REFUSED");
    assertThat(matters(payment))
        .singleElement()
        .satisfies(
            matter ->
                assertThat(matter)
                    .containsEntry("reason", "CLAIM_REFUSED")
                    .containsEntry("gatewayCode", "documents.missing"));
    rests(payment);
    assertThat(claims(refused)).isEqualTo(1);

    proven(bill, "0601-2").body("claims", equalTo(1));
    assertThat(claims(claimed(payer, payment, "CLAIMED"))).isEqualTo(2);
    assertThat(matters(payment)).isEmpty();
    proven(bill, "0601-3").body("claims", equalTo(0));
    payer.payment(payment, "PAID");
  }

  /**
   * An insurer keeps its considered no under the claim's id, and here it was wrong: the same
   * document again has the claim made anew, as another. It bears most of what the bill left to pay.
   */
  @Test
  void aClaimThatWasRefusedWronglyIsMadeAnewWithTheSameDocument() {
    TestPayer payer = new TestPayer(Map.of());
    payer.cover(Map.of("refusal", "CLAIM", "ratio", 0.8));
    String bill = payer.bill(true);
    long before = payer.atTheWallet();
    String payment = paid(payer, bill);
    claimed(payer, payment, "CLAIM_REFUSED");
    proven(bill, "0602-1").body("claims", equalTo(1));
    TestPayer.until(
        () -> payer.app().get("/v1/app/payments/" + payment).jsonPath(), json -> claims(json) == 2);
    claimed(payer, payment, "CLAIM_REFUSED");
    rests(payment);
    payer.cover(Map.of("ratio", 0.8));
    proven(bill, "0602-1").body("claims", equalTo(1));
    assertThat(claims(claimed(payer, payment, "CLAIMED"))).isEqualTo(3);
    refunded(payer, bill, payment);
    assertThat(payer.atTheWallet()).isEqualTo(before);
  }

  /** It asks nobody again. */
  private static void rests(String payment) {
    Id id = Id.parse(payment).orElseThrow();
    Awaitility.await()
        .atMost(TestPayer.PATIENCE)
        .until(
            () ->
                TestDatabase.number(
                        """
                        select count(*) from payment
                        where bucket = ? and id = ? and due_at is null
                        """,
                        id.bucket(),
                        id.uuid())
                    == 1);
  }

  private static void refunded(TestPayer payer, String bill, String payment) {
    Map<String, Object> all =
        Map.of("lines", List.of(Map.of("lineNo", 1), Map.of("lineNo", 2), Map.of("lineNo", 3)));
    TestPayer.his()
        .body(all)
        .post("/v1/hospital/bills/" + bill + "/release")
        .then()
        .statusCode(200);
    TestPayer.his()
        .header("Idempotency-Key", TestPayer.key())
        .body(all)
        .post("/v1/hospital/bills/" + bill + "/refunds")
        .then()
        .statusCode(202);
    payer.payment(payment, "REFUNDED");
  }

  /** What nobody will ever accept must not stand in the way of giving all of it back. */
  @Test
  void aBillWhoseClaimLacksItIsRefunded() {
    TestPayer payer = new TestPayer(Map.of());
    payer.cover(WANTS_INVOICE);
    String bill = payer.bill(true);
    long before = payer.atTheWallet();
    String payment = paid(payer, bill);
    claimed(payer, payment, "CLAIM_REFUSED");
    refunded(payer, bill, payment);
    assertThat(payer.atTheWallet()).isEqualTo(before);
    assertThat(matters(payment)).isEmpty();
  }
}
