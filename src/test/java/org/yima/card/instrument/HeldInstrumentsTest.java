package org.yima.card.instrument;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.TestPeople;
import org.yima.TestPeople.Signed;
import org.yima.TestResident;
import org.yima.card.Shown;
import org.yima.platform.Database;
import org.yima.platform.Id;

/**
 * While a card's instruments are put in order none of them is unbound. How: the order is held
 * before it commits, until whoever unbinds one is done or waits for it.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HeldInstrumentsTest {
  @Inject Database database;
  @Inject InstrumentStore store;

  private static String wallet(Signed resident, String card) {
    String openid = "openid-" + resident.person().phone();
    TestPeople.control("/control/payers", Map.of("channel", "WECHAT", "ref", openid, "balance", 1));
    String code =
        given()
            .baseUri(TestResident.sandbox())
            .port(URI.create(TestResident.sandbox()).getPort())
            .contentType(ContentType.JSON)
            .body(Map.of())
            .post("/control/payers/" + openid + "/oauth-code")
            .path("authCode");
    return Shown.as(resident.token())
        .body(Map.of("type", "WECHAT", "proof", Map.of("authCode", code)))
        .post("/v1/app/cards/" + card + "/instruments")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  @Test
  void whoeverUnbindsOneWaitsForTheOrder() {
    Signed resident = TestPeople.resident();
    String card = Shown.card(resident);
    String wallet = wallet(resident, card);
    CompletableFuture<Void> held = new CompletableFuture<>();
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    CompletableFuture<Set<Id>> order =
        Reactive.start(
            () ->
                database.tx(
                    tx ->
                        store
                            .hold(tx, Id.parse(card).orElseThrow())
                            .call(all -> Reactive.pause(held, goOn))));
    held.join();
    CompletableFuture<Integer> unbound =
        CompletableFuture.supplyAsync(
            () ->
                Shown.as(resident.token())
                    .delete("/v1/app/cards/" + card + "/instruments/" + wallet)
                    .statusCode());
    Awaitility.await().until(() -> unbound.isDone() || waiting() > 0);
    assertThat(unbound).isNotDone();
    goOn.complete(null);
    assertThat(Reactive.await(order)).containsExactly(Id.parse(wallet).orElseThrow());
    assertThat(unbound.join()).isEqualTo(204);
  }

  private long waiting() {
    return Reactive.await(
            () ->
                database.query(
                    """
                    select count(*) from pg_stat_activity
                    where wait_event_type = 'Lock' and query like '%instrument%'
                    """))
        .iterator()
        .next()
        .getLong(0);
  }
}
