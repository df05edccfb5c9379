package org.yima.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;

/** The resident may ask; the hospital sees it, and refunds or says no. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RefundRequestTest {

  private static String paid(TestPayer payer, String bill) {
    String payment = payer.start(payer.plan(bill, false, false).path("id"));
    payer.approve(payment);
    payer.payment(payment, "PAID");
    return payment;
  }

  @CanIgnoreReturnValue
  private static ValidatableResponse ask(
      TestPayer payer, String payment, String key, Integer... lines) {
    return payer
        .app()
        .header("Idempotency-Key", key)
        .body(
            Map.of(
                "lines",
                List.of(lines).stream().map(line -> Map.of("lineNo", line)).toList(),
                "reason",
                "没有做这项检查"))
        .post("/v1/app/payments/" + payment + "/refund-requests")
        .then();
  }

  @CanIgnoreReturnValue
  private static JsonPath told(String id, String status) {
    return TestPayer.until(
        () -> TestPayer.his().get("/v1/hospital/refund-requests?limit=500").jsonPath(),
        json ->
            json.param("id", id)
                .getList("items.findAll { it.id == id }.status")
                .equals(List.of(status)));
  }

  @Test
  void theHospitalSeesTheWishAndItsRefundIsTheAnswer() {
    TestPayer payer = new TestPayer(Map.of());
    TestPayer other = new TestPayer(Map.of());
    String bill = payer.bill(false);
    String payment = payer.start(payer.plan(bill, false, false).path("id"));
    ask(payer, payment, TestPayer.key(), 2).statusCode(409).body("code", equalTo("refund.state"));
    payer.approve(payment);
    payer.payment(payment, "PAID");

    ask(other, payment, TestPayer.key(), 2).statusCode(404);
    ask(payer, payment, TestPayer.key(), 9).statusCode(400);
    ask(payer, payment, TestPayer.key(), 2, 2).statusCode(400);
    String key = TestPayer.key();
    String first = ask(payer, payment, key, 2).statusCode(201).extract().asString();
    String id = JsonPath.from(first).getString("id");
    ask(payer, payment, TestPayer.key(), 3)
        .statusCode(409)
        .body("code", equalTo("refund.requested"));
    JsonPath seen = told(id, "OPEN");
    assertThat(seen.param("id", id).getString("items.find { it.id == id }.reason"))
        .isEqualTo("没有做这项检查");
    assertThat(payer.payment(payment, "PAID").getString("status"))
        .as("asking moves nothing")
        .isEqualTo("PAID");

    Map<String, Object> lines = Map.of("lines", List.of(Map.of("lineNo", 2)));
    TestPayer.his()
        .body(lines)
        .post("/v1/hospital/bills/" + bill + "/release")
        .then()
        .statusCode(200);
    String refund =
        TestPayer.his()
            .header("Idempotency-Key", TestPayer.key())
            .body(lines)
            .post("/v1/hospital/bills/" + bill + "/refunds")
            .then()
            .statusCode(202)
            .extract()
            .path("id");
    payer.payment(payment, "PARTLY_REFUNDED");
    told(id, "ANSWERED");
    payer
        .app()
        .get("/v1/app/payments/" + payment + "/refund-requests")
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].refundId", equalTo(refund));
    other.app().get("/v1/app/payments/" + payment + "/refund-requests").then().statusCode(404);
    assertThat(ask(payer, payment, key, 2).statusCode(201).extract().asString()).isEqualTo(first);
    ask(payer, payment, TestPayer.key(), 2).statusCode(422).body("code", equalTo("refund.exceeds"));
  }

  @Test
  void theHospitalMaySayNo() {
    TestPayer payer = new TestPayer(Map.of());
    String payment = paid(payer, payer.bill(false));
    String id = ask(payer, payment, TestPayer.key(), 1).statusCode(201).extract().path("id");
    String path = "/v1/hospital/refund-requests/" + id + "/decline";
    TestPayer.his().post(path).then().statusCode(200).body("status", equalTo("DECLINED"));
    TestPayer.his().post(path).then().statusCode(200).body("status", equalTo("DECLINED"));
    ask(payer, payment, TestPayer.key(), 1).statusCode(201);
  }
}
