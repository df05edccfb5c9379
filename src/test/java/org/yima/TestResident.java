package org.yima;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** Residents sign in over the real doors: a code is asked for, read at the sandbox, and used. */
public final class TestResident {
  private TestResident() {}

  /** The sandbox's address. */
  public static String sandbox() {
    return ConfigProvider.getConfig().getValue("yima.test.sandbox-url", String.class);
  }

  /** Signs a phone in and answers its access token. */
  public static String signIn(String phone) {
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("phone", phone))
        .post("/v1/app/login/otp")
        .then()
        .statusCode(202);
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("phone", phone, "otp", code(phone)))
        .post("/v1/app/login")
        .then()
        .statusCode(200)
        .extract()
        .path("accessToken");
  }

  /** The newest code that the sandbox's outbox holds for a phone. */
  public static String code(String phone) {
    return RestAssured.given()
        .baseUri(sandbox())
        .port(Integer.parseInt(sandbox().substring(sandbox().lastIndexOf(':') + 1)))
        .queryParam("phone", phone)
        .get("/sms/outbox")
        .then()
        .statusCode(200)
        .extract()
        .path("items[0].code");
  }
}
