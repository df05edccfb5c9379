package org.yima.payment;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;

/** A relative may pay from the patient's wallet and from their own, and from nobody else's. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PayersWalletTest {

  private static RequestSpecification as(TestPayer payer) {
    return payer.app().contentType(ContentType.JSON);
  }

  /** Lets one act for the other, by a wish and a yes. */
  private static void mayActFor(TestPayer carer, TestPayer other) {
    as(carer)
        .body(other.signed.person().body("OTHER"))
        .post("/v1/app/residents")
        .then()
        .statusCode(202);
    String proxy =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () ->
                    as(other)
                        .get("/v1/app/proxies")
                        .jsonPath()
                        .<String>get("items.find { it.side == 'RESIDENT' }?.id"),
                id -> id != null);
    as(other).post("/v1/app/proxies/" + proxy + "/accept").then().statusCode(200);
  }

  private static ValidatableResponse plan(
      TestPayer payer, String bill, String wallet, List<String> policies) {
    return as(payer)
        .body(
            Map.of(
                "useMedicalInsurance", false,
                "walletInstrumentId", wallet,
                "policyInstrumentIds", policies))
        .post("/v1/app/bills/" + bill + "/plan")
        .then();
  }

  @Test
  void thePatientsWalletOrThePayersOwnButNoThirdPersons() {
    TestPayer payer = new TestPayer(Map.of());
    TestPayer patient = new TestPayer(Map.of());
    TestPayer third = new TestPayer(Map.of());
    mayActFor(payer, patient);
    mayActFor(payer, third);
    String bill = patient.bill(false);

    plan(payer, bill, patient.wechat, List.of(patient.policy)).statusCode(201);
    plan(payer, bill, payer.wechat, List.of()).statusCode(201);
    plan(payer, bill, third.wechat, List.of())
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/walletInstrumentId"));
    plan(payer, bill, payer.wechat, List.of(payer.policy))
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/policyInstrumentIds"));
    plan(patient, bill, payer.wechat, List.of()).statusCode(400);
  }
}
