package org.yima.payment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.TestPeople;
import org.yima.TestStaff;
import org.yima.platform.Database;
import org.yima.platform.Id;

/** A payment that a gateway does not let end is somebody's matter, and is tried on meanwhile. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AttentionTest {
  @Inject Database database;

  private static List<Map<String, Object>> listed(String key, String id) {
    JsonPath page =
        given()
            .auth()
            .oauth2(TestStaff.operator())
            .queryParam("limit", 200)
            .get("/v1/admin/payments/attention")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    return page.param("id", id).getList("items.findAll { it." + key + " == id }");
  }

  @Test
  void aReversalThatIsRefusedInACompulsoryUndoHasAnOwnerUntilItIsDone() {
    TestPayer payer = new TestPayer(Map.of());
    String bill = payer.bill(true);
    String plan = payer.plan(bill, true, false).path("id");
    TestPeople.control(
        "/control/faults",
        Map.of("channel", "bureau", "call", "2207", "kind", "SETTLE_DIFFERS", "times", 1));
    payer.insure(Map.of("refusal", "LATER_SETTLEMENT"));
    String payment = payer.start(plan);
    payer.approve(payment);
    Awaitility.await().until(() -> listed("paymentId", payment).size() == 1);
    Map<String, Object> matter = listed("paymentId", payment).get(0);
    assertThat(matter)
        .containsEntry("reason", "SETTLEMENT_NOT_REVERSED")
        .containsEntry("owner", "HOSPITAL_INSURANCE")
        .containsEntry("gatewayCode", "later-settlement");
    assertThat(matter.get("since")).isNotNull();
    Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(60))
        .until(
            () ->
                given()
                    .get("/q/metrics")
                    .asString()
                    .lines()
                    .anyMatch(
                        line ->
                            line.startsWith("yima_payments_attention{")
                                && line.contains("SETTLEMENT_NOT_REVERSED")
                                && !line.endsWith(" 0.0")
                                && !line.endsWith("NaN")));

    payer.insure(Map.of());
    cancel(payer, payment);
    payer.payment(payment, "CANCELLED");
    assertThat(listed("paymentId", payment)).isEmpty();
    Id leg = Id.parse((String) matter.get("subject")).orElseThrow();
    assertThat(Reactive.await(() -> audited(leg)))
        .containsExactly("payment.needs-human", "payment.needs-no-human");
  }

  private static void cancel(TestPayer payer, String payment) {
    payer
        .app()
        .header("Idempotency-Key", TestPayer.key())
        .post("/v1/app/payments/" + payment + "/cancel")
        .then()
        .statusCode(202);
  }

  private Uni<List<String>> audited(Id subject) {
    return database
        .query(
            "select action from audit_entry where bucket = $1 and subject = $2 order by at",
            subject.bucket(),
            subject.toString())
        .map(
            rows -> {
              List<String> actions = new ArrayList<>();
              rows.forEach(row -> actions.add(row.getString("action")));
              return actions;
            });
  }
}
