package org.yima.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yima.AtOnce;
import org.yima.PostgresResource;
import org.yima.platform.Database;
import org.yima.platform.Id;

/** The same key and body answers the same again, whatever has become of its subject since. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ReplayTest {
  @Inject Database database;

  private static String post(
      Supplier<RequestSpecification> who, String key, Object body, String path, int status) {
    RequestSpecification request = who.get().header("Idempotency-Key", key);
    return (body == null ? request : request.body(body))
        .post(path)
        .then()
        .statusCode(status)
        .extract()
        .asString();
  }

  @Test
  void aConfirmationAnswersAsTheFirstTimeAfterThePaymentIsPaid() {
    TestPayer payer = new TestPayer(Map.of());
    String bill = payer.bill(false);
    Map<String, Object> body = Map.of("planId", payer.plan(bill, false, false).path("id"));
    String key = TestPayer.key();
    String first = post(payer::app, key, body, "/v1/app/payments", 202);
    String payment = io.restassured.path.json.JsonPath.from(first).getString("id");
    payer.approve(payment);
    payer.payment(payment, "PAID");
    assertThat(post(payer::app, key, body, "/v1/app/payments", 202)).isEqualTo(first);
    payer
        .app()
        .header("Idempotency-Key", key)
        .body(Map.of("planId", payment))
        .post("/v1/app/payments")
        .then()
        .statusCode(404);

    refundAnswersAsTheFirstTime(payer, bill, payment);
  }

  private static void refundAnswersAsTheFirstTime(TestPayer payer, String bill, String payment) {
    Map<String, Object> lines = Map.of("lines", List.of(Map.of("lineNo", 2)));
    TestPayer.his()
        .body(lines)
        .post("/v1/hospital/bills/" + bill + "/release")
        .then()
        .statusCode(200);
    String key = TestPayer.key();
    String path = "/v1/hospital/bills/" + bill + "/refunds";
    String first = post(TestPayer::his, key, lines, path, 202);
    payer.payment(payment, "PARTLY_REFUNDED");
    TestPayer.his()
        .get(
            "/v1/hospital/refunds/" + io.restassured.path.json.JsonPath.from(first).getString("id"))
        .then()
        .body("status", equalTo("DONE"));
    assertThat(post(TestPayer::his, key, lines, path, 202)).isEqualTo(first);
  }

  @Test
  void twoWhoSendTheSameAtTheSameTimeAreAnsweredTheSameOrToldToWait() {
    TestPayer payer = new TestPayer(Map.of());
    Map<String, Object> body =
        Map.of("planId", payer.plan(payer.bill(false), false, false).path("id"));
    String key = TestPayer.key();
    List<CompletableFuture<String>> sent =
        Stream.generate(() -> 0)
            .limit(6)
            .map(
                n ->
                    AtOnce.start(
                            () ->
                                payer
                                    .app()
                                    .header("Idempotency-Key", key)
                                    .body(body)
                                    .post("/v1/app/payments"))
                        .thenApply(answer -> answer.statusCode() == 409 ? "" : answer.asString()))
            .toList();
    List<String> answers =
        sent.stream().map(CompletableFuture::join).filter(text -> !text.isEmpty()).toList();
    assertThat(answers).isNotEmpty();
    assertThat(answers.stream().distinct().toList()).hasSize(1);
  }

  @Test
  void aBillAndItsTakingBackAnswerAsTheFirstTimeAfterTheyChanged() {
    TestPayer payer = new TestPayer(Map.of());
    Map<String, Object> body =
        Map.of(
            "externalId",
            "REPLAY-" + TestPayer.key(),
            "patient",
            Map.of("cardNumber", payer.cardNumber),
            "lines",
            TestPayer.lines());
    String key = TestPayer.key();
    String first = post(TestPayer::his, key, body, "/v1/hospital/bills", 201);
    String bill = io.restassured.path.json.JsonPath.from(first).getString("id");
    TestPayer.his()
        .body(Map.of("lines", List.of(TestPayer.line("T001", "01", 7_000))))
        .put("/v1/hospital/bills/" + bill)
        .then()
        .statusCode(200);
    assertThat(post(TestPayer::his, key, body, "/v1/hospital/bills", 201)).isEqualTo(first);
  }

  @Test
  void aBillAnswersAsTheFirstTimeAfterTheScanThatNamedItsPatientIsOver() {
    TestPayer payer = new TestPayer(Map.of());
    String resolution = payer.resolution();
    Map<String, Object> body =
        Map.of(
            "externalId",
            "REPLAY-" + TestPayer.key(),
            "patient",
            Map.of("resolutionId", resolution),
            "lines",
            TestPayer.lines());
    String key = TestPayer.key();
    String first = post(TestPayer::his, key, body, "/v1/hospital/bills", 201);
    Id scan = Id.parse(resolution).orElseThrow();
    assertThat(
            database
                .query(
                    "update resolution set expires_at = created_at where bucket = $1 and id = $2",
                    scan.bucket(),
                    scan.uuid())
                .await()
                .atMost(Duration.ofSeconds(60))
                .rowCount())
        .isEqualTo(1);

    assertThat(post(TestPayer::his, key, body, "/v1/hospital/bills", 201)).isEqualTo(first);
    TestPayer.his()
        .header("Idempotency-Key", TestPayer.key())
        .body(body)
        .post("/v1/hospital/bills")
        .then()
        .statusCode(404);
  }

  @Test
  void aCancellationAnswersAsTheFirstTimeAfterAllIsBack() {
    TestPayer payer = new TestPayer(Map.of());
    String payment = payer.start(payer.plan(payer.bill(false), false, false).path("id"));
    payer.approve(payment);
    payer.payment(payment, "PAID");
    String key = TestPayer.key();
    String path = "/v1/app/payments/" + payment + "/cancel";
    String refused = post(payer::app, key, null, path, 409);
    assertThat(io.restassured.path.json.JsonPath.from(refused).getString("code"))
        .isEqualTo("payment.over");

    String other = payer.start(payer.plan(payer.bill(true), true, true).path("id"));
    String again = TestPayer.key();
    String otherPath = "/v1/app/payments/" + other + "/cancel";
    String first = post(payer::app, again, null, otherPath, 202);
    payer.payment(other, "CANCELLED");
    assertThat(post(payer::app, again, null, otherPath, 202)).isEqualTo(first);
  }
}
