package org.yima.card;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.TestPeople.Signed;
import org.yima.TestResident;
import org.yima.platform.Pem;

/** Instruments are bound only when their gateway says whose they are. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class InstrumentsTest {
  private static String insurer;

  private static RequestSpecification as(String token) {
    return given().auth().oauth2(token).contentType(ContentType.JSON);
  }

  private static String card(Signed resident) {
    return as(resident.token())
        .post("/v1/app/residents/" + resident.residentId() + "/card")
        .then()
        .extract()
        .path("id");
  }

  private static ValidatableResponse bind(
      Signed resident, String card, String type, Map<String, ?> proof) {
    return as(resident.token())
        .body(Map.of("type", type, "proof", proof))
        .post("/v1/app/cards/" + card + "/instruments")
        .then();
  }

  private static String authCode(String path, Map<String, ?> body) {
    return given()
        .baseUri(TestResident.sandbox())
        .port(java.net.URI.create(TestResident.sandbox()).getPort())
        .contentType(ContentType.JSON)
        .body(body)
        .post(path)
        .then()
        .statusCode(200)
        .extract()
        .path("authCode");
  }

  private static String wechatCode(Signed resident) {
    String openid = "openid-" + resident.person().phone();
    TestPeople.control(
        "/control/payers", Map.of("channel", "WECHAT", "ref", openid, "balance", 10_000));
    return authCode("/control/payers/" + openid + "/oauth-code", Map.of());
  }

  private static String insuranceCode(TestPeople.Person person) {
    TestPeople.control(
        "/control/insured",
        Map.of(
            "idNumber",
            person.idNumber(),
            "name",
            person.name(),
            "insutype",
            "310",
            "accountBalance",
            5_000,
            "deductible",
            0,
            "ratio",
            0.7,
            "ceiling",
            1_000_000));
    return authCode(
        "/control/insured/" + person.idNumber() + "/authorise", Map.of("channel", "WECHAT"));
  }

  @Test
  void aWalletIsBoundByItsOwnCodeOnce() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String code = wechatCode(resident);

    String id =
        bind(resident, card, "WECHAT", Map.of("authCode", code))
            .statusCode(201)
            .body("status", equalTo("ACTIVE"))
            .extract()
            .path("id");
    bind(resident, card, "WECHAT", Map.of("authCode", code))
        .statusCode(422)
        .body("code", equalTo("instrument.refused"));
    bind(resident, card, "WECHAT", Map.of("authCode", wechatCode(resident)))
        .statusCode(201)
        .body("id", equalTo(id));
  }

  @Test
  void insuranceIsBoundOnlyToItsOwner() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    Signed other = TestPeople.resident();

    bind(
            resident,
            card,
            "MEDICAL_INSURANCE",
            Map.of("channel", "WECHAT", "authCode", insuranceCode(other.person())))
        .statusCode(422)
        .body("code", equalTo("instrument.refused"));
    bind(
            resident,
            card,
            "MEDICAL_INSURANCE",
            Map.of("channel", "WECHAT", "authCode", insuranceCode(resident.person())))
        .statusCode(201)
        .body("type", equalTo("MEDICAL_INSURANCE"));
  }

  private static String insurer() {
    if (insurer == null) {
      Path file =
          Path.of(
              ConfigProvider.getConfig()
                  .getValue("yima.test.insurer-key-file.insurer-1", String.class));
      EllipticCurveJsonWebKey jwk =
          new EllipticCurveJsonWebKey((ECPublicKey) Pem.publicKey(file, "EC"));
      insurer =
          TestClient.institution(
              "INSURER",
              "card-insurer",
              Map.of(
                  "endpoint",
                  TestResident.sandbox() + "/insurers/insurer-1",
                  "responseKey",
                  jwk.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)));
    }
    return insurer;
  }

  @Test
  void aPolicyIsBoundWhenItsInsurerSaysYes() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    TestPeople.control(
        "/control/policies",
        Map.of(
            "insurerId",
            "insurer-1",
            "policyNumber",
            "P-" + resident.person().phone(),
            "idNumber",
            resident.person().idNumber(),
            "name",
            resident.person().name(),
            "kind",
            "DIRECT",
            "ratio",
            0.8,
            "limit",
            100_000));

    bind(
            resident,
            card,
            "COMMERCIAL_POLICY",
            Map.of("insurerId", insurer(), "policyNumber", "P-" + resident.person().phone()))
        .statusCode(201)
        .body("insurerId", equalTo(insurer()));
    bind(
            resident,
            card,
            "COMMERCIAL_POLICY",
            Map.of("insurerId", insurer(), "policyNumber", "P-nobody"))
        .statusCode(422)
        .body("code", equalTo("instrument.refused"));
  }

  @Test
  void anUnclearAnswerBindsNothing() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String code = insuranceCode(resident.person());
    TestPeople.control(
        "/control/faults",
        Map.of(
            "channel", "insurance-auth", "call", "userquery", "kind", "ERROR_AFTER", "times", 1));

    bind(resident, card, "MEDICAL_INSURANCE", Map.of("channel", "WECHAT", "authCode", code))
        .statusCode(503)
        .body("retryable", equalTo(true));
    as(resident.token())
        .get("/v1/app/cards/" + card + "/instruments")
        .then()
        .body("items", empty());
  }

  @Test
  void theOwnerSetsTheOrderAndUnbinds() {
    Signed resident = TestPeople.resident();
    String card = card(resident);
    String wallet =
        bind(resident, card, "WECHAT", Map.of("authCode", wechatCode(resident)))
            .extract()
            .path("id");
    String insurance =
        bind(
                resident,
                card,
                "MEDICAL_INSURANCE",
                Map.of("channel", "WECHAT", "authCode", insuranceCode(resident.person())))
            .extract()
            .path("id");
    String path = "/v1/app/cards/" + card + "/instruments";

    as(resident.token())
        .body(Map.of("ids", List.of(insurance, wallet)))
        .put(path + "/order")
        .then()
        .statusCode(200)
        .body("items.id", contains(insurance, wallet));
    as(resident.token())
        .body(Map.of("ids", List.of(wallet)))
        .put(path + "/order")
        .then()
        .statusCode(400);
    as(resident.token()).delete(path + "/" + wallet).then().statusCode(204);
    as(resident.token()).delete(path + "/" + wallet).then().statusCode(404);
    as(resident.token()).get(path).then().body("items", hasSize(1));
  }

  @Test
  void whatIsNotOfferedIsSaidSo() {
    Signed resident = TestPeople.resident();

    bind(resident, card(resident), "ALIPAY", Map.of("authCode", "x"))
        .statusCode(422)
        .body("code", equalTo("instrument.unavailable"));
    bind(resident, card(resident), "WECHAT", Map.of())
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/proof/authCode"));
  }
}
