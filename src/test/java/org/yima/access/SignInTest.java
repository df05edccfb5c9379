package org.yima.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.TestResident;
import org.yima.TestStaff;

/** Sign-in over the real doors: what would break is who gets in, and for how long. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SignInTest {

  private static io.restassured.response.ValidatableResponse post(String path, Object body) {
    return given().contentType(ContentType.JSON).body(body).post(path).then();
  }

  @Test
  void aPhoneSignsInWithItsCodeOnce() {
    String phone = "19900009001";
    post("/v1/app/login/otp", Map.of("phone", "+86 199-0000-9001")).statusCode(202);
    String code = TestResident.code(phone);
    Map<String, String> login = Map.of("phone", phone, "otp", code);
    post("/v1/app/login", login).statusCode(200).body("accessToken", notNullValue());
    post("/v1/app/login", login).statusCode(401).body("code", equalTo("auth.refused"));
  }

  @Test
  void aCodeDiesAfterFiveWrongTries() {
    String phone = "19900009002";
    post("/v1/app/login/otp", Map.of("phone", phone)).statusCode(202);
    String code = TestResident.code(phone);
    String wrong = code.equals("000000") ? "111111" : "000000";
    for (int i = 0; i < 5; i++) {
      post("/v1/app/login", Map.of("phone", phone, "otp", wrong)).statusCode(401);
    }
    post("/v1/app/login", Map.of("phone", phone, "otp", code)).statusCode(401);
  }

  @Test
  void aRefreshTokenUsedTwiceEndsTheSignIn() {
    String phone = "19900009003";
    post("/v1/app/login/otp", Map.of("phone", phone)).statusCode(202);
    String first =
        post("/v1/app/login", Map.of("phone", phone, "otp", TestResident.code(phone)))
            .statusCode(200)
            .extract()
            .path("refreshToken");
    var refreshed = post("/v1/app/token", Map.of("refreshToken", first)).statusCode(200).extract();
    String access = refreshed.path("accessToken");
    String second = refreshed.path("refreshToken");
    assertThat(second).isNotEqualTo(first);
    post("/v1/app/token", Map.of("refreshToken", first))
        .statusCode(401)
        .body("code", equalTo("auth.expired"));
    post("/v1/app/token", Map.of("refreshToken", second)).statusCode(401);
    given()
        .header("Authorization", "Bearer " + access)
        .post("/v1/app/logout")
        .then()
        .statusCode(401)
        .body("code", equalTo("auth.expired"));
  }

  @Test
  void staffNeedTheSecondFactorAndACodeCountsOnce() {
    assertThat(TestStaff.operator()).isNotBlank();
    Map<String, String> again =
        Map.of("login", TestStaff.OPERATOR_LOGIN, "password", TestStaff.PASSWORD, "totp", "000000");
    post("/v1/staff/login", again).statusCode(401).body("code", equalTo("auth.refused"));
  }

  /**
   * Somebody who tries logins learns nothing of which exist, neither by a refusal nor by a lock.
   */
  @Test
  void tooManyTriesLockALoginThatExistsAndOneThatDoesNotAlike() {
    assertThat(TestClient.staff("locked.reviewer", "REVIEWER", null)).isNotBlank();
    for (String login : List.of("locked.reviewer", "nobody.at.all")) {
      Map<String, String> wrong = Map.of("login", login, "password", "wrong", "totp", "000000");
      for (int i = 0; i < 5; i++) {
        post("/v1/staff/login", wrong).statusCode(401).body("code", equalTo("auth.refused"));
      }
      post("/v1/staff/login", wrong)
          .statusCode(429)
          .header("Retry-After", "900")
          .body("code", equalTo("auth.locked"));
    }
    Map<String, String> right =
        Map.of(
            "login",
            "locked.reviewer",
            "password",
            TestStaff.PASSWORD,
            "totp",
            TestStaff.totp(TestStaff.TOTP_SECRET));
    post("/v1/staff/login", right).statusCode(429).body("code", equalTo("auth.locked"));
  }

  @Test
  void unknownFieldsAreNamed() {
    post("/v1/app/login/otp", Map.of("phone", "19900009004", "extra", 1))
        .statusCode(400)
        .contentType("application/problem+json")
        .body("code", equalTo("input.invalid"))
        .body("errors", hasSize(1))
        .body("errors[0].pointer", equalTo("/extra"))
        .body("errors[0].code", equalTo("unknown"))
        .body("traceId", notNullValue());
  }

  @Test
  void malformedJsonAndMissingFieldsAndBadPhonesAreRefused() {
    given()
        .contentType(ContentType.JSON)
        .body("{\"phone\":")
        .post("/v1/app/login/otp")
        .then()
        .statusCode(400)
        .body("code", equalTo("input.invalid"));
    post("/v1/app/login/otp", Map.of())
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/phone"))
        .body("errors[0].code", equalTo("required"));
    post("/v1/app/login/otp", Map.of("phone", "12345")).statusCode(400);
  }

  @Test
  void anUnknownClientGetsTheTokenEndpointsOwnError() {
    given()
        .formParam("grant_type", "client_credentials")
        .formParam(
            "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
        .formParam("client_assertion", "a.b.c")
        .post("/v1/token")
        .then()
        .statusCode(401)
        .body("error", equalTo("invalid_client"));
  }

  @Test
  void nothingIsOpenByDefault() {
    given().post("/v1/app/logout").then().statusCode(401).body("code", equalTo("auth.missing"));
    given()
        .header("Authorization", "Bearer " + TestStaff.operator())
        .post("/v1/app/logout")
        .then()
        .statusCode(403)
        .body("code", equalTo("auth.denied"));
    given().get("/v1/no-such-thing").then().statusCode(404).body("code", equalTo("not-found"));
  }
}
