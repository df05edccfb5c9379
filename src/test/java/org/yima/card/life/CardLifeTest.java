package org.yima.card.life;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.yima.AtOnce;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.SchemaOwner;
import org.yima.TestPeople;
import org.yima.TestPeople.Signed;
import org.yima.card.InstrumentType;
import org.yima.card.instrument.InstrumentStore;
import org.yima.platform.Id;
import org.yima.platform.TestDatabase;

/** A card's life when two change it at once. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CardLifeTest {
  @Inject InstrumentStore instruments;

  @Test
  void whoIsAskedForTwiceAtOnceHasOneCard() {
    Signed resident = TestPeople.resident();

    List<CompletableFuture<Response>> asked =
        Stream.generate(() -> AtOnce.start(() -> issued(resident))).limit(4).toList();

    List<Response> answers = asked.stream().map(CompletableFuture::join).toList();
    assertThat(answers).extracting(Response::statusCode).containsOnly(200, 201);
    assertThat(answers)
        .extracting(answer -> answer.<String>path("id"))
        .containsOnly(issued(resident).<String>path("id"));
  }

  /** The loser of two changes is told so, and nothing of its change is left. */
  @Test
  void ofTwoChangesAtOnceOneIsRefused() throws SQLException {
    Signed resident = TestPeople.resident();
    String card = issued(resident).path("id");
    CompletableFuture<Response> freezing;
    try (Connection owner = SchemaOwner.connect();
        PreparedStatement lost =
            owner.prepareStatement(
                "update card set status = 'LOST', version = version + 1 where id = ?")) {
      owner.setAutoCommit(false);
      lost.setObject(1, uuid(card));
      assertThat(lost.executeUpdate()).isEqualTo(1);
      freezing = AtOnce.start(() -> as(resident).post("/v1/app/cards/" + card + "/freeze"));
      Awaitility.await().until(() -> freezing.isDone() || waiting() > 0);
      owner.commit();
    }

    assertThat(freezing.join().statusCode()).isEqualTo(409);
    assertThat(freezing.join().<String>path("code")).isEqualTo("card.wrong-state");
    assertThat(TestDatabase.text("select status from card where id = ?", uuid(card)))
        .isEqualTo("LOST");
    assertThat(
            TestDatabase.number(
                "select count(*) from card_history where card_id = ? and action = 'FREEZE'",
                uuid(card)))
        .isZero();
  }

  /** A lost card pays nothing; the one that takes its place has all that was bound to it. */
  @Test
  void whatIsBoundMovesToTheCardThatTakesALostOnesPlace() {
    Signed resident = TestPeople.resident();
    String lost = issued(resident).path("id");
    String label =
        as(resident)
            .body(Map.of("type", "SOCIAL_SECURITY", "proof", Map.of("label", "市民卡")))
            .post("/v1/app/cards/" + lost + "/instruments")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    Id owner = Id.parse(resident.residentId()).orElseThrow();
    assertThat(bound(owner)).containsExactly(label);

    as(resident).post("/v1/app/cards/" + lost + "/report-lost").then().statusCode(200);
    assertThat(bound(owner)).isEmpty();
    String next = issued(resident).path("id");

    assertThat(next).isNotEqualTo(lost);
    assertThat(bound(owner)).containsExactly(label);
    assertThat(
            as(resident)
                .get("/v1/app/cards/" + next + "/instruments")
                .jsonPath()
                .getList("items.id", String.class))
        .containsExactly(label);
  }

  private List<String> bound(Id owner) {
    return Reactive.await(() -> instruments.active(owner, InstrumentType.SOCIAL_SECURITY)).stream()
        .map(instrument -> instrument.id().toString())
        .toList();
  }

  private static long waiting() {
    return TestDatabase.number(
        """
        select count(*) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'
          and query like 'update card %'
        """);
  }

  private static UUID uuid(String id) {
    return Id.parse(id).orElseThrow().uuid();
  }

  private static Response issued(Signed resident) {
    return as(resident).post("/v1/app/residents/" + resident.residentId() + "/card");
  }

  private static RequestSpecification as(Signed resident) {
    return given().auth().oauth2(resident.token()).contentType(ContentType.JSON);
  }
}
