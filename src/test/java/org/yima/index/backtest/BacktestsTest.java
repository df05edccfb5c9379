package org.yima.index.backtest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.SchemaOwner;
import org.yima.TestClient;
import org.yima.TestStaff;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.PersonIndex;
import org.yima.index.SampleDocuments;
import org.yima.index.SourceRecord;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;

/** Weights and thresholds tried on labelled pairs, as an operator would. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BacktestsTest {
  private static final AtomicBoolean REVIEWER_MADE = new AtomicBoolean();
  private static final String DOMAIN = "backtests";

  @Inject PersonIndex index;
  @Inject Database database;
  @Inject BacktestRun run;

  private Id put(String number, String name, String birth, String phone) {
    return put(number, name, Optional.empty(), birth, phone);
  }

  private Id put(
      String number, String name, Optional<DocumentKey> document, String birth, String phone) {
    SourceRecord record =
        new SourceRecord(
            DOMAIN,
            number,
            name,
            document,
            false,
            Optional.of(birth).filter(b -> !b.isEmpty()).map(LocalDate::parse),
            Optional.of(Sex.MALE),
            Optional.of(phone).filter(p -> !p.isEmpty()),
            Optional.empty());
    return Reactive.await(() -> database.tx(tx -> index.put(tx, record)));
  }

  private static ValidatableResponse ask(Map<String, Object> body) {
    return given()
        .header("Authorization", "Bearer " + TestStaff.operator())
        .contentType(ContentType.JSON)
        .body(body)
        .post("/v1/admin/backtests")
        .then();
  }

  private static ValidatableResponse upload(String id, String csv) {
    return given()
        .header("Authorization", "Bearer " + TestStaff.operator())
        .contentType("text/csv")
        .body(csv.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .put("/v1/admin/backtests/" + id + "/pairs")
        .then();
  }

  private static ValidatableResponse get(String path) {
    return given()
        .header("Authorization", "Bearer " + TestStaff.operator())
        .get("/v1/admin/backtests/" + path)
        .then();
  }

  private void weighed() {
    assertThat(Reactive.await(() -> run.run().replaceWith(true))).isTrue();
  }

  @Test
  void labelledPairsTellWhatAnotherThresholdWouldDo() {
    String one = UUID.randomUUID().toString();
    String again = UUID.randomUUID().toString();
    String other = UUID.randomUUID().toString();
    Id first = put(one, "颛孙晓峰", "1951-06-07", "15411190001");
    Id second = put(again, "颛孙晓峰", "1951-06-07", "15411190001");
    assertThat(put(other, "颛孙望舒", "1988-01-02", "15411190002")).isNotEqualTo(first);
    String id =
        ask(Map.of("source", "UPLOAD", "link", 90, "review", 80))
            .statusCode(202)
            .body("status", equalTo("AWAITING_PAIRS"))
            .extract()
            .path("id");
    get(id + "/changes.csv").statusCode(409).body("code", equalTo("backtest.not-done"));
    upload(
            id,
            Labels.HEADER
                + "\n%1$s,%2$s,%1$s,%3$s,SAME\n%1$s,%2$s,%1$s,%4$s,0\n%1$s,%2$s,%1$s,none,1\n"
                    .formatted(DOMAIN, one, again, other))
        .statusCode(200)
        .body("pairs", equalTo(2))
        .body("unknown", equalTo(1))
        .body("unknownLines", contains(4));
    upload(id, Labels.HEADER + "\na,1,a,2,1\n")
        .statusCode(409)
        .body("code", equalTo("backtest.has-pairs"));
    weighed();
    get(id)
        .statusCode(200)
        .body("status", equalTo("DONE"))
        .body("judged", equalTo(2))
        .body("outcome.pairs", equalTo(2))
        .body("outcome.same", equalTo(1))
        .body("outcome.gone", equalTo(0))
        .body("outcome.changed", equalTo(1))
        .body("outcome.before.atLink.threshold", notNullValue())
        .body("outcome.after.atLink.threshold", equalTo(90f))
        .body("outcome.after.atLink.right", equalTo(0))
        .body("outcome.after.atLink.missed", equalTo(1))
        .body("outcome.before.best.f1", equalTo(1f));
    List<Map<String, Object>> curve = get(id).extract().path("outcome.after.curve");
    assertThat(curve).hasSizeGreaterThan(5);
    assertThat(curve.get(0)).containsEntry("right", 1).containsEntry("wrong", 1);
    assertThat(curve.get(curve.size() - 1)).containsEntry("right", 0).containsEntry("wrong", 0);
    String csv = get(id + "/changes.csv").statusCode(200).extract().asString();
    assertThat(csv.lines())
        .hasSize(2)
        .element(1)
        .asString()
        .startsWith(first + "," + second + ",SAME,")
        .contains(",NONE,");
  }

  /** As after another release, whose shipped version has another name. */
  @Test
  void oneWhoseVersionIsGoneHoldsUpNoOther() throws SQLException {
    weighed();
    String gone = ask(Map.of("source", "DECISIONS")).statusCode(202).extract().path("id");
    try (Connection owner = SchemaOwner.connect();
        PreparedStatement statement =
            owner.prepareStatement("update index_backtest set against = 'gone' where id = ?")) {
      statement.setObject(1, Id.parse(IdType.BACKTEST, gone).orElseThrow().uuid());
      assertThat(statement.executeUpdate()).isOne();
    }
    String next = ask(Map.of("source", "DECISIONS")).statusCode(202).extract().path("id");
    weighed();
    get(gone).statusCode(200).body("status", equalTo("FAILED")).body("failure", notNullValue());
    get(next).statusCode(200).body("status", equalTo("DONE"));
  }

  @Test
  void ofADecisionTheNewestWordOfPeopleCounts() {
    String document = SampleDocuments.fresh();
    Optional<DocumentKey> key = DocumentKey.of("RESIDENT_ID", document);
    assertThat(put(UUID.randomUUID().toString(), "颛孙听雪", key, "", "")).isNotNull();
    Id raised = put(UUID.randomUUID().toString(), "", key, "", "");
    int before = decided();
    decide(raised, "LATER");
    assertThat(decided()).isEqualTo(before);
    decide(raised, "SAME");
    assertThat(decided()).isEqualTo(before + 1);
  }

  /** How many decided pairs a back-test of what is in use looks at. */
  private int decided() {
    String id = ask(Map.of("source", "DECISIONS")).statusCode(202).extract().path("id");
    weighed();
    return get(id)
        .statusCode(200)
        .body("status", equalTo("DONE"))
        .body("outcome.changed", equalTo(0))
        .extract()
        .path("pairs");
  }

  private void decide(Id raised, String decision) {
    if (REVIEWER_MADE.compareAndSet(false, true)) {
      assertThat(TestClient.staff("backtest.reviewer", "REVIEWER", null)).isNotBlank();
    }
    String match =
        Reactive.await(
            () ->
                database
                    .query("select id from index_match where record_id = $1", raised.uuid())
                    .map(
                        rows ->
                            new Id(IdType.MATCH, rows.iterator().next().getUUID("id")).toString()));
    given()
        .header("Authorization", "Bearer " + TestStaff.token("backtest.reviewer"))
        .contentType(ContentType.JSON)
        .body(Map.of("decision", decision))
        .post("/v1/admin/matches/" + match + "/decision")
        .then()
        .statusCode(200);
  }

  @Test
  void thresholdsThatCrossAndVersionsThatAreNotThereAreRefused() {
    ask(Map.of("source", "UPLOAD", "link", 1, "review", 2))
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/review"));
    ask(Map.of("source", "UPLOAD", "version", "none such")).statusCode(404);
  }
}
