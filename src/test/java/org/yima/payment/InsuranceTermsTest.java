package org.yima.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;

/**
 * What the bureau is told of a bill: only what the hospital has said, and nothing before it has.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class InsuranceTermsTest {

  @Test
  void aBillWithoutADiagnosisIsPlannedWithInsuranceOnceTheHospitalGivesOne() {
    TestPayer payer = new TestPayer(Map.of());
    Map<String, Object> terms = TestPayer.terms();
    terms.remove("diseaseCode");
    String bill = payer.bill(terms);
    String authorisation = payer.authorisation();
    payer
        .plan(bill, authorisation, false)
        .then()
        .statusCode(422)
        .body("code", equalTo("plan.diagnosis-missing"));
    payer
        .app()
        .body(Map.of("useMedicalInsurance", true, "walletInstrumentId", payer.wechat))
        .post("/v1/app/bills/" + bill + "/plan")
        .then()
        .statusCode(422)
        .body("code", equalTo("plan.diagnosis-missing"));
    assertThat(payer.atTheBureau().getList("items")).isEmpty();
    payer.plan(bill, false, false).then().statusCode(201);

    terms.put("visitId", "another");
    amend(bill, terms).statusCode(400).body("errors[0].pointer", equalTo("/insurance/visitId"));
    terms.put("visitId", payer.app().get("/v1/app/bills/" + bill).path("insurance.visitId"));
    terms.put("diseaseCode", "J06.900");
    amend(bill, terms).statusCode(200).body("insurance.diseaseCode", equalTo("J06.900"));
    // The authorisation is good for one use, and the refusal above has not used it.
    payer.plan(bill, authorisation, false).then().statusCode(201);
  }

  private static io.restassured.response.ValidatableResponse amend(
      String bill, Map<String, Object> terms) {
    return TestPayer.his()
        .body(Map.of("insurance", terms, "lines", TestPayer.lines()))
        .put("/v1/hospital/bills/" + bill)
        .then();
  }

  @Test
  void theBureauIsToldTheDoctorAndDepartmentOfTheBillAndNobodyElse() {
    TestPayer payer = new TestPayer(Map.of());
    String bill = payer.bill(true);
    payer.plan(bill, true, false).then().statusCode(201);
    Map<String, Object> terms = TestPayer.terms();
    terms.put("doctorCode", "DR-7");
    payer
        .push(terms)
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/insurance/doctorCode"));
    publish("/departments/NK", Map.of("name", "内科"));
    publish("/departments/WK", Map.of("name", "外科"));
    publish("/doctors/DR-7", Map.of("name", "李医生", "departmentCode", "NK", "title", "医师"));
    payer.plan(payer.bill(terms), true, false).then().statusCode(201);
    Map<String, Object> elsewhere = TestPayer.terms();
    elsewhere.put("doctorCode", "DR-7");
    elsewhere.put("departmentCode", "WK");
    payer.plan(payer.bill(elsewhere), true, false).then().statusCode(201);
    List<Map<String, Object>> visits = payer.atTheBureau().getList("items");
    assertThat(visits)
        .extracting(visit -> visit.get("doctor"))
        .containsExactly(null, "DR-7", "DR-7");
    assertThat(visits)
        .extracting(visit -> visit.get("department"))
        .containsExactly(null, "NK", "WK");
  }

  private static void publish(String path, Map<String, Object> body) {
    TestPayer.his().body(body).put("/v1/hospital" + path).then().statusCode(200);
  }
}
