package org.yima.access.limit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.TestResident;

/**
 * The limits over HTTP, made small, behind a proxy of ours that says whom it forwards for. Nobody
 * waits: that time gives calls back is the leaky bucket's own test.
 */
@QuarkusTest
@TestProfile(LimitsTest.Small.class)
@QuarkusTestResource(PostgresResource.class)
class LimitsTest {
  /** A handful of calls a minute. */
  public static class Small implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "yima.limits.networks", "true",
          "yima.limits.callers", "true",
          "yima.limits.trusted-proxies", "127.0.0.0/8",
          "yima.limits.rates.sign-in.network", "3",
          "yima.limits.rates.one-time-code.network", "3",
          "yima.limits.rates.identify.network", "1000",
          "yima.limits.rates.identify.caller", "2",
          "yima.limits.rates.card-batch.caller", "5");
    }
  }

  @Inject LimitConfig config;
  @Inject Clock clock;
  @Inject MeterRegistry meters;

  /** On a busy machine it would give calls back between two of a test. */
  @BeforeEach
  void timeStandsStill() {
    QuarkusMock.installMockForType(
        new Limits(config, Clock.fixed(clock.instant(), clock.getZone()), meters), Limits.class);
  }

  private static ValidatableResponse login(String network) {
    return given()
        .header("X-Forwarded-For", network)
        .header("Accept-Language", "en")
        .contentType(ContentType.JSON)
        .body(Map.of("login", "nobody", "password", "wrong", "totp", "000000"))
        .post("/v1/staff/login")
        .then();
  }

  @Test
  void aNetworkThatTriesCredentialsTooOftenWaits() {
    for (int call = 0; call < 3; call++) {
      login("198.51.100.1").statusCode(not(equalTo(429)));
    }
    login("198.51.100.1")
        .statusCode(429)
        .contentType("application/problem+json")
        .header("Retry-After", matchesPattern("[1-9]|1[0-9]|20"))
        .body("code", equalTo("rate.limited"))
        .body("retryable", equalTo(true));
    login("198.51.100.2").statusCode(not(equalTo(429)));
  }

  @Test
  void allDoorsOfARateCountTogether() {
    String network = "198.51.100.3";
    given()
        .header("X-Forwarded-For", network)
        .formParam("grant_type", "client_credentials")
        .post("/v1/token")
        .then()
        .statusCode(400);
    given()
        .header("X-Forwarded-For", network)
        .contentType(ContentType.JSON)
        .body(Map.of("refreshToken", "none"))
        .post("/v1/app/token")
        .then()
        .statusCode(401);
    login(network).statusCode(401);
    login(network).statusCode(429);
    given()
        .header("X-Forwarded-For", network)
        .contentType(ContentType.JSON)
        .body(Map.of("phone", "x"))
        .post("/v1/app/login/otp")
        .then()
        .statusCode(400);
  }

  @Test
  void aCallerWhoNamesTooManyPeopleWaits() {
    String one = TestResident.signIn("19900009301");
    String two = TestResident.signIn("19900009302");
    identify(one).statusCode(400);
    identify(one).statusCode(400);
    identify(one).statusCode(429).body("code", equalTo("rate.limited"));
    identify(two).statusCode(400);
  }

  @Test
  void aBatchCountsAsOftenAsItNamesSomebody() {
    String hospital =
        from("198.51.100.50", () -> TestClient.institution("HOSPITAL", "limits", Map.of()));
    String one = from("198.51.100.51", () -> TestClient.of(hospital, "HOSPITAL").token());
    String two = from("198.51.100.52", () -> TestClient.of(hospital, "HOSPITAL").token());
    String key = UUID.randomUUID().toString();

    batch(one, key, 3).statusCode(202);
    // Asking what became of it names nobody anew: one call.
    batch(one, key, 3).statusCode(202);
    batch(one, UUID.randomUUID().toString(), 5)
        .statusCode(429)
        .body("code", equalTo("rate.limited"));
    batch(two, UUID.randomUUID().toString(), 5).statusCode(202);
    batch(two, UUID.randomUUID().toString(), 1).statusCode(429);
  }

  /** Does what signs in from that network, so that it has an allowance of its own. */
  private static <T> T from(String network, Supplier<T> work) {
    RestAssured.requestSpecification =
        new RequestSpecBuilder().addHeader("X-Forwarded-For", network).build();
    try {
      return work.get();
    } finally {
      RestAssured.requestSpecification = null;
    }
  }

  private static ValidatableResponse batch(String token, String key, int rows) {
    Map<String, String> row =
        Map.of("name", "某某", "idType", "RESIDENT_ID", "idNumber", "not-a-number");
    return given()
        .header("Authorization", "Bearer " + token)
        .header("Idempotency-Key", key)
        .contentType(ContentType.JSON)
        .body(Map.of("rows", Collections.nCopies(rows, row)))
        .post("/v1/hospital/card-batches")
        .then();
  }

  private static ValidatableResponse identify(String token) {
    return given()
        .header("Authorization", "Bearer " + token)
        .contentType(ContentType.JSON)
        .body("{}")
        .post("/v1/app/residents")
        .then();
  }
}
