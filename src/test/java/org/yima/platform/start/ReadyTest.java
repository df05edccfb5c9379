package org.yima.platform.start;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import jakarta.inject.Inject;
import java.time.Clock;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.flywaydb.core.Flyway;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.platform.Database;
import org.yima.platform.Ids;
import org.yima.platform.ManualJobs;
import org.yima.platform.TestDatabase;

/** Readiness tells the truth, also about what changed after the start. */
@QuarkusTest
@TestProfile(ManualJobs.class)
@QuarkusTestResource(PostgresResource.class)
class ReadyTest {
  @Inject Mutiny.SessionFactory sessions;
  @Inject Ids ids;
  @Inject Clock clock;
  @Inject Flyway flyway;
  @Inject Vertx vertx;

  private static ValidatableResponse ready(int status) {
    return given().get("/q/health/ready").then().statusCode(status);
  }

  @AfterEach
  void mended() {
    TestDatabase.update("update flyway_schema_history set success = true");
  }

  @Test
  void aWholeServerIsReadyAndAlive() {
    ready(200)
        .body("checks.find { it.name == 'database' }.data.pendingMigrations", equalTo(0))
        .body("checks.find { it.name == 'database' }.data.durable", equalTo(true));
    given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
  }

  @Test
  void aSchemaBehindThisServerIsNotReady() {
    assertThat(
            TestDatabase.update(
                "update flyway_schema_history set success = false where version = ?",
                "20261101000050"))
        .isEqualTo(1);
    ready(503).body("checks.find { it.name == 'database' }.data.pendingMigrations", equalTo(1));
    given().get("/q/health/live").then().statusCode(200);
  }

  private HealthCheckResponse over(PgConnectOptions options) {
    Pool pool =
        Pool.newInstance(PgBuilder.pool().connectingTo(options).using(vertx.getDelegate()).build());
    Ready ready = new Ready(new Database(pool, sessions, ids, clock), flyway);
    HealthCheckResponse response = Reactive.await(ready::call);
    Reactive.await(pool::close);
    return response;
  }

  private static PgConnectOptions options() {
    return PgConnectOptions.fromUri(
            ConfigProvider.getConfig().getValue("quarkus.datasource.reactive.url", String.class))
        .setUser("yima_server")
        .setPassword(
            ConfigProvider.getConfig().getValue("quarkus.datasource.password", String.class));
  }

  @Test
  void aDatabaseThatMayForgetIsNotReady() {
    assertThat(over(options()).getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    HealthCheckResponse forgetful = over(options().addProperty("synchronous_commit", "off"));
    assertThat(forgetful.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
    assertThat(forgetful.getData().orElseThrow())
        .containsEntry("reachable", true)
        .containsEntry("durable", false);
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsNotReady() {
    HealthCheckResponse silent = over(options().setPort(1));
    assertThat(silent.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
    assertThat(silent.getData().orElseThrow()).containsEntry("reachable", false);
  }

  /** Addresses may carry ids, and whoever mistypes one may put anything there. */
  @Test
  void metricsNameTemplatesAndNeverWhatACallerSent() {
    String card = "card_00000000000070008000000000000abc";
    given().get("/v1/app/cards/" + card + "/uses").then().statusCode(401);
    given().get("/v1/app/nothing/13800001234?phone=13800001234").then().statusCode(404);
    given().get("/13800001234").then().statusCode(404);
    String metrics = given().get("/q/metrics").then().statusCode(200).extract().asString();
    assertThat(metrics)
        .contains("http_server_requests_seconds", "/v1/app/cards/{id}/uses")
        .doesNotContain("13800001234", card);
  }
}
