package org.yima.institution;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.TestResident;
import org.yima.TestStaff;

/** Taking institutions in, and what they publish, over the real doors. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class InstitutionsTest {

  private static RequestSpecification operator() {
    return as(TestStaff.operator());
  }

  private static RequestSpecification as(String token) {
    return io.restassured.RestAssured.given()
        .auth()
        .oauth2(token)
        .contentType(io.restassured.http.ContentType.JSON);
  }

  private static Map<String, Object> institution(String kind, String code) {
    return new HashMap<>(Map.of("kind", kind, "name", "某机构", "code", code));
  }

  private static ValidatableResponse take(Map<String, Object> body) {
    return operator().body(body).post("/v1/admin/institutions").then();
  }

  private static Map<String, Object> key(JsonWebKey.OutputControlLevel level) {
    try {
      return EcJwkGenerator.generateJwk(EllipticCurves.P256).toParams(level);
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aCodeAndADomainHaveOneInstitution() {
    Map<String, Object> first = institution("HOSPITAL", "IT-1");
    first.put("domain", "it-1");
    first.put("merchants", Map.of("wechatSubMchid", "1900000109"));
    first.put("insurance", Map.of("fixmedinsCode", "H99010100001", "admdvs", "990101"));
    take(first).statusCode(201).body("id", notNullValue()).body("domain", equalTo("it-1"));
    take(institution("HOSPITAL", "IT-1"))
        .statusCode(409)
        .body("code", equalTo("institution.taken"))
        .body("errors[0].pointer", equalTo("/code"));
    first.put("code", "IT-2");
    take(first).statusCode(409).body("errors[0].pointer", equalTo("/domain"));
    first.put("domain", "yima");
    take(first).statusCode(409).body("errors[0].pointer", equalTo("/domain"));
  }

  @Test
  void aKindHasOnlyWhatBelongsToIt() {
    Map<String, Object> pharmacy = institution("PHARMACY", "IT-3");
    pharmacy.put("domain", "it-3");
    take(pharmacy).statusCode(422).body("errors[0].pointer", equalTo("/domain"));
    Map<String, Object> hospital = institution("HOSPITAL", "IT-4");
    hospital.put("endpoint", "https://insurer.example");
    take(hospital).statusCode(422).body("errors[0].pointer", equalTo("/endpoint"));
    Map<String, Object> insurer = institution("INSURER", "IT-5");
    insurer.put("merchants", Map.of("wechatSubMchid", "1900000109"));
    take(insurer).statusCode(422).body("errors[0].pointer", equalTo("/merchants"));
  }

  @Test
  void aKeyIsAPublicPointOfTheCurve() {
    Map<String, Object> insurer = institution("INSURER", "IT-6");
    insurer.put("endpoint", "https://insurer.example/port");
    insurer.put("responseKey", key(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
    take(insurer).statusCode(400).body("errors[0].pointer", equalTo("/responseKey/d"));
    Map<String, Object> off = key(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    off.put("y", off.get("x"));
    insurer.put("responseKey", off);
    take(insurer).statusCode(422).body("code", equalTo("institution.key-invalid"));
    insurer.put("responseKey", key(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
    String id =
        take(insurer).statusCode(201).body("responseKeyId", notNullValue()).extract().path("id");
    given()
        .header("Authorization", "Bearer " + TestStaff.operator())
        .contentType(ContentType.JSON)
        .body(Map.of("role", "INSURER", "publicKey", off))
        .post("/v1/admin/institutions/" + id + "/clients")
        .then()
        .statusCode(422)
        .body("code", equalTo("institution.key-invalid"));
  }

  @Test
  void systemsAndPeopleGetRolesThatFitTheirInstitution() {
    String insurer = TestClient.institution("INSURER", "IT-7", Map.of());
    operator()
        .body(
            Map.of("role", "HOSPITAL", "publicKey", key(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)))
        .post("/v1/admin/institutions/" + insurer + "/clients")
        .then()
        .statusCode(422)
        .body("code", equalTo("institution.kind"));
    operator()
        .body(
            Map.of(
                "login",
                "it.doctor",
                "password",
                TestStaff.PASSWORD,
                "role",
                "DOCTOR",
                "institutionId",
                insurer))
        .post("/v1/admin/staff")
        .then()
        .statusCode(422)
        .body("code", equalTo("institution.kind"));
    as(TestClient.of(insurer, "INSURER").token())
        .body(institution("HOSPITAL", "IT-8"))
        .post("/v1/admin/institutions")
        .then()
        .statusCode(403)
        .body("code", equalTo("auth.denied"));
  }

  @Test
  void aHospitalPublishesAndResidentsRead() {
    String hospital = TestClient.institution("HOSPITAL", "IT-9", Map.of());
    String system = TestClient.of(hospital, "HOSPITAL").token();
    String department =
        as(system)
            .body(Map.of("name", "儿科"))
            .put("/v1/hospital/departments/PED")
            .then()
            .statusCode(200)
            .extract()
            .path("id");
    as(system)
        .body(Map.of("name", "儿内科", "description", "三楼"))
        .put("/v1/hospital/departments/PED")
        .then()
        .statusCode(200)
        .body("id", equalTo(department))
        .body("name", equalTo("儿内科"));
    as(system)
        .body(Map.of("name", "李医生", "departmentCode", "NONE"))
        .put("/v1/hospital/doctors/LI")
        .then()
        .statusCode(422)
        .body("code", equalTo("institution.unknown-code"));
    as(system)
        .body(Map.of("name", "李医生", "departmentCode", "PED"))
        .put("/v1/hospital/doctors/LI")
        .then()
        .statusCode(200);
    String resident = TestResident.signIn("13900019001");
    as(resident)
        .queryParam("limit", 200)
        .get("/v1/app/hospitals")
        .then()
        .statusCode(200)
        .body("items.id", hasItem(hospital));
    as(resident)
        .get("/v1/app/hospitals/" + hospital + "/departments")
        .then()
        .body("items.name", is(List.of("儿内科")));
    as(resident)
        .get("/v1/app/departments/" + department + "/doctors")
        .then()
        .body("items.name", is(List.of("李医生")));
    as(resident).get("/v1/app/hospitals/ins_x/departments").then().statusCode(404);
    as(resident).get("/v1/app/departments/" + hospital + "/doctors").then().statusCode(404);
  }
}
