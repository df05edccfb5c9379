package org.yima.platform.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.TestResident;

/** What a caller got wrong is said to be the caller's, and where it stands. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MalformedTest {
  @TestHTTPResource URI server;

  @ParameterizedTest
  @CsvSource({
    "Content-Type, foo, 415, input.media-type",
    "Content-Type, application/, 415, input.media-type",
    "Accept, foo, 406, not-acceptable",
    "Accept, text/html, 406, not-acceptable"
  })
  void aMediaTypeThatIsNoneIsTheCallersMistake(String header, String value, int status, String code)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve("/v1/app/login/otp"))
            .POST(HttpRequest.BodyPublishers.ofString("{\"phone\":\"1\"}"))
            .header(header, value);
    if (header.equals("Accept")) {
      request.header("Content-Type", "application/json");
    }
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains("\"" + code + "\"");
  }

  @Test
  void severalAcceptedTypesAreReadOneByOne() {
    given()
        .header("Accept", "text/html;q=0.9, */*;q=0.1")
        .get("/.well-known/jwks.json")
        .then()
        .statusCode(200);
  }

  @Test
  void aPointerIsEscaped() {
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("phone", "13800138000", "a/b~c", 1))
        .post("/v1/app/login/otp")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/a~1b~0c"));
  }

  @Test
  void aMissingBodyIsTheBodyItselfAndAParameterIsNamed() {
    given()
        .contentType(ContentType.JSON)
        .post("/v1/app/login/otp")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo(""))
        .body("errors[0].code", equalTo("required"));
    given()
        .header("Authorization", "bearer " + TestResident.signIn("19900008101"))
        .get("/v1/app/hospitals?limit=0")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("?limit"))
        .body("errors[0].code", equalTo("range"));
  }

  /** PostgreSQL holds no U+0000 and UTF-8 no half of a pair: neither may come as far as that. */
  @ParameterizedTest
  @CsvSource({
    "/v1/staff/login, '{\"login\":\"a\\u0000\",\"password\":\"p\",\"totp\":\"123456\"}', /login",
    "/v1/staff/login, '{\"login\":\"a\\ud800\",\"password\":\"p\",\"totp\":\"123456\"}', /login",
    "/v1/staff/login, '{\"login\":\"a\\udc00\\ud800\",\"password\":\"p\",\"totp\":\"1\"}', /login"
  })
  void whatIsNoTextIsTheCallersMistake(String address, String body, String pointer) {
    given()
        .contentType(ContentType.JSON)
        .body(body)
        .post(address)
        .then()
        .statusCode(400)
        .body("code", equalTo("input.invalid"))
        .body("errors[0].pointer", equalTo(pointer))
        .body("errors[0].code", equalTo("invalid"));
  }

  @Test
  void norIsItInsideOfABody() {
    String hospital = TestClient.institution("HOSPITAL", "malformed-h", Map.of());
    given()
        .header("Authorization", "Bearer " + TestClient.of(hospital, "HOSPITAL").token())
        .contentType(ContentType.JSON)
        .body(
            "{\"name\":\"n\",\"domain\":\"d\",\"mapping\":"
                + "{\"columns\":{\"name\":\"a\\u0000\"}}}")
        .post("/v1/hospital/migrations")
        .then()
        .statusCode(400)
        .body("code", equalTo("input.invalid"))
        .body("errors[0].pointer", equalTo("/mapping/columns/name"));
    given()
        .header("Authorization", "Bearer " + TestClient.of(hospital, "HOSPITAL").token())
        .contentType(ContentType.JSON)
        .body(
            "{\"name\":\"n\",\"domain\":\"d\",\"mapping\":{\"columns\":{\"name\":\"a\"},"
                + "\"values\":{\"sex\":{\"\\u0000\":\"M\"}}}}")
        .post("/v1/hospital/migrations")
        .then()
        .statusCode(400)
        .body("code", equalTo("input.invalid"));
  }

  @Test
  void norInTheAddressOrAForm() {
    given()
        .urlEncodingEnabled(false)
        .header("Authorization", "Bearer " + TestResident.signIn("19900008102"))
        .get("/v1/app/hospitals?q=a%00b")
        .then()
        .statusCode(400)
        .body("code", equalTo("input.invalid"))
        .body("errors[0].pointer", equalTo("?q"));
    given()
        .urlEncodingEnabled(false)
        .get("/openapi/a%00b")
        .then()
        .statusCode(400)
        .body("code", equalTo("input.invalid"));
    // A form has OAuth's own refusals (RFC 6749, 5.2).
    given()
        .urlEncodingEnabled(false)
        .contentType("application/x-www-form-urlencoded")
        .body("grant_type=client_credentials%00")
        .post("/v1/token")
        .then()
        .statusCode(400)
        .body("error", equalTo("unsupported_grant_type"));
    given()
        .urlEncodingEnabled(false)
        .contentType("application/x-www-form-urlencoded")
        .body(
            "grant_type=client_credentials&client_assertion_type="
                + "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
                + "&client_assertion=a%00b")
        .post("/v1/token")
        .then()
        .statusCode(401)
        .body("error", equalTo("invalid_client"));
  }

  /** Outside of the basic plane a character is a pair, and a pair is text. */
  @Test
  void aRareCharacterIsText() {
    given()
        .contentType(ContentType.JSON)
        .body("{\"login\":\"\\ud840\\udc00\",\"password\":\"p\",\"totp\":\"123456\"}")
        .post("/v1/staff/login")
        .then()
        .statusCode(401);
  }

  /**
   * Every line that is written while a request is served has its trace id, not the access log's
   * alone.
   */
  @Test
  void aLineOfTheLogIsFoundByTheTraceOfItsRequest() {
    String traceId = "0123456789abcdef0123456789abcdef";
    List<String> seen = new CopyOnWriteArrayList<>();
    Handler listening =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            if (line.getLoggerName().startsWith("org.yima")) {
              seen.add(String.valueOf(ExtLogRecord.wrap(line).getMdc("traceId")));
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger.getLogger("org.yima").addHandler(listening);
    try {
      given()
          .header("traceparent", "00-" + traceId + "-0123456789abcdef-01")
          .get("/.well-known/jwks.json")
          .then()
          .statusCode(200)
          .header("Yima-Trace-Id", equalTo(traceId));
      assertThat(seen).contains(traceId);
    } finally {
      Logger.getLogger("org.yima").removeHandler(listening);
    }
  }
}
