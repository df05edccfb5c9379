package org.yima.index.backtest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.SchemaOwner;
import org.yima.TestClient;
import org.yima.TestStaff;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.PersonIndex;
import org.yima.index.ReviewDesk;
import org.yima.index.SampleDocuments;
import org.yima.index.SourceRecord;
import org.yima.index.matching.chinese.City;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.TestDatabase;

/** Weights and thresholds tried on labelled pairs, as an operator would. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BacktestsTest {
  private static final AtomicBoolean REVIEWER_MADE = new AtomicBoolean();
  private static final AtomicBoolean SECOND_MADE = new AtomicBoolean();
  private static final String DOMAIN = "backtests";

  @Inject PersonIndex index;
  @Inject Database database;
  @Inject BacktestRun run;
  @Inject OldBacktests forgetting;
  @Inject ReviewDesk desk;

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

  /** What a version would do to what is stored is seen before anybody switches it on. */
  @Test
  void whatIsStoredIsWeighedAnewAndNothingIsChanged() {
    Id one = putIn("backtests-a", "颛孙闻笛", "15411190021");
    Id other = putIn("backtests-b", "颛孙闻笛", "15411190021");
    List<Long> before = rows();
    String pair = (one.compareTo(other) < 0 ? one + "," + other : other + "," + one) + ",,SCORE,";
    String apart = seen(Map.of("source", "STORED", "link", 90, "review", 80, "records", 20_000));
    get(apart)
        .body("outcome", nullValue())
        .body("stored.records", greaterThanOrEqualTo(2))
        .body("stored.ofRecords", greaterThanOrEqualTo(2))
        .body("stored.skipped", equalTo(0))
        .body("stored.linked", equalTo(0))
        .body("stored.unlinked", greaterThanOrEqualTo(1))
        .body("stored.moved", greaterThanOrEqualTo(1))
        .body("stored.persons", greaterThanOrEqualTo(1));
    assertThat(changes(apart)).anyMatch(line -> line.startsWith(pair + "NONE,"));
    assertThat(changes(apart).stream().filter(line -> line.startsWith(pair))).hasSize(1);
    String doubted = seen(Map.of("source", "STORED", "link", 90, "review", 6, "records", 20_000));
    get(doubted).body("stored.asked", greaterThanOrEqualTo(1));
    assertThat(changes(doubted)).anyMatch(line -> line.startsWith(pair + "REVIEW,"));
    String same = seen(Map.of("source", "STORED", "records", 20_000));
    assertThat(changes(same)).noneMatch(line -> line.startsWith(pair));
    get(seen(Map.of("source", "STORED", "records", 1))).body("stored.records", equalTo(1));
    assertThat(rows()).isEqualTo(before);
  }

  /** A question that somebody has put off waits as any other does. */
  @Test
  void whatWasPutOffAndWouldLinkByItselfIsSettled() {
    Id one = living("backtests-a", "1951-06-14", "芦花路14号");
    Id other = living("backtests-b", "1951-06-15", "听雨巷907号");
    String match = desk.ask(one, other);
    ReviewDesk.post(ReviewDesk.ONE, "/matches/" + match + "/decision", Map.of("decision", "LATER"))
        .statusCode(200);
    String pair = one.compareTo(other) < 0 ? one + "," + other : other + "," + one;
    String easier = seen(Map.of("source", "STORED", "link", -5, "review", -6, "records", 20_000));
    get(easier).body("stored.settled", greaterThanOrEqualTo(1));
    assertThat(changes(easier)).anyMatch(line -> line.startsWith(pair + ",,REVIEW,SCORE,"));
    desk.withdraw(other);
  }

  /** Without a phone, and on a day that is a slip of the other's: too little to link. */
  private Id living(String domain, String birth, String place) {
    SourceRecord record =
        new SourceRecord(
            domain,
            UUID.randomUUID().toString(),
            "颛孙折苇",
            Optional.empty(),
            false,
            Optional.of(LocalDate.parse(birth)),
            Optional.empty(),
            Optional.empty(),
            Optional.of("颛山市苇塘区" + place));
    return Reactive.await(() -> database.tx(tx -> index.put(tx, record)));
  }

  private Id putIn(String domain, String name, String phone) {
    SourceRecord record =
        new SourceRecord(
            domain,
            UUID.randomUUID().toString(),
            name,
            Optional.empty(),
            false,
            Optional.of(LocalDate.of(1951, 6, 12)),
            Optional.of(Sex.MALE),
            Optional.of(phone),
            Optional.empty());
    return Reactive.await(() -> database.tx(tx -> index.put(tx, record)));
  }

  /** Asks for one and waits until it has come to its end; answers its id. */
  private String seen(Map<String, Object> wanted) {
    String id = ask(wanted).statusCode(202).body("status", equalTo("RUNNING")).extract().path("id");
    do {
      weighed();
    } while (get(id).extract().path("status").equals("RUNNING"));
    get(id).body("status", equalTo("DONE"));
    return id;
  }

  private static List<String> changes(String id) {
    return get(id + "/changes.csv").statusCode(200).extract().asString().lines().toList();
  }

  /** How many there are of all that a re-evaluation writes. */
  private static List<Long> rows() {
    return Stream.of("index_edge", "index_link", "index_match", "index_barred", "index_person")
        .map(table -> TestDatabase.number("select count(*) from " + table))
        .toList();
  }

  /** The same numbers under another name, so that no other test decides otherwise. */
  @Test
  void aVersionThatWasTriedMayBeSwitchedOn() {
    String version = renamed("tried");
    String second = second();
    List<String> numbers = Stream.generate(() -> UUID.randomUUID().toString()).limit(15).toList();
    for (int i = 0; i < numbers.size(); i++) {
      String birth = "19%d-06-09".formatted(50 + i);
      assertThat(put(numbers.get(i), "颛孙朝夕", birth, "1541119%04d".formatted(100 + i))).isNotNull();
    }
    List<String> pairs = pairs(numbers);
    assertThat(pairs).hasSize(105);
    tried(version, pairs.subList(0, 99));
    weights(second, "/approval", Map.of("version", version))
        .statusCode(409)
        .body("code", equalTo("weights.untried"));
    tried(version, pairs.subList(0, 100));
    String former = inUse();
    switchedOn(renamed("between"));
    weights(second, "/approval", Map.of("version", version))
        .statusCode(409)
        .body("code", equalTo("weights.untried"));
    weights(second, "/approval", Map.of("version", former)).statusCode(200);
    weights(second, "/approval", Map.of("version", version))
        .statusCode(200)
        .body("approvals.tried", equalTo(List.of("tested")));
    assertThat(inUse()).isEqualTo(version);
    weights(second, "/approval", Map.of("version", former)).statusCode(200);
    assertThat(inUse()).isEqualTo(former);
  }

  private static String renamed(String name) {
    String version = name + " " + UUID.randomUUID();
    String text = City.weights().with(version, City.weights().thresholds()).text();
    weights(TestStaff.operator(), "", Map.of("content", text, "reason", "renamed")).statusCode(200);
    return version;
  }

  private static String second() {
    if (SECOND_MADE.compareAndSet(false, true)) {
      assertThat(TestClient.staff("backtests.second", "OPERATOR", null)).isNotBlank();
    }
    return TestStaff.token("backtests.second");
  }

  private static void switchedOn(String version) {
    weights(second(), "/approval", Map.of("version", version, "untried", true)).statusCode(200);
  }

  /**
   * Pairs of records that are taken back meanwhile are gone by, and weigh nothing. How: what was
   * found of them is not there, as if they had been, for the job weighs them when it likes.
   */
  @Test
  void aVersionByWhichNothingWasWeighedOrWithOtherThresholdsIsUntried() {
    String version = renamed("untried");
    List<String> numbers = Stream.generate(() -> UUID.randomUUID().toString()).limit(15).toList();
    for (int i = 0; i < numbers.size(); i++) {
      String birth = "19%d-06-10".formatted(50 + i);
      assertThat(put(numbers.get(i), "颛孙朝暮", birth, "1541119%04d".formatted(200 + i))).isNotNull();
    }
    List<String> pairs = pairs(numbers).subList(0, 100);
    String otherwise = awaiting(Map.of("source", "UPLOAD", "version", version, "link", 60), pairs);
    weighed();
    get(otherwise).body("status", equalTo("DONE")).body("outcome.gone", equalTo(0));
    String gone = awaiting(Map.of("source", "UPLOAD", "version", version), pairs);
    weighed();
    get(gone).body("status", equalTo("DONE")).body("judged", equalTo(100));
    TestDatabase.update(
        "update index_backtest_pair set before = null, after = null where backtest_id = ?",
        Id.parse(IdType.BACKTEST, gone).orElseThrow().uuid());
    weights(second(), "/approval", Map.of("version", version))
        .statusCode(409)
        .body("code", equalTo("weights.untried"));
  }

  /**
   * As after an upgrade: what another engine found of a version, all of it or the first of it, says
   * nothing of what it does today.
   */
  @Test
  void aVersionThatAnotherEngineHasTriedIsUntried() {
    String version = renamed("by another engine");
    List<String> numbers = Stream.generate(() -> UUID.randomUUID().toString()).limit(15).toList();
    for (int i = 0; i < numbers.size(); i++) {
      String birth = "19%d-06-11".formatted(50 + i);
      assertThat(put(numbers.get(i), "颛孙朝露", birth, "1541119%04d".formatted(300 + i))).isNotNull();
    }
    String id =
        awaiting(Map.of("source", "UPLOAD", "version", version), pairs(numbers).subList(0, 100));
    weighed();
    get(id).body("status", equalTo("DONE")).body("judged", equalTo(100));
    UUID row = Id.parse(IdType.BACKTEST, id).orElseThrow().uuid();
    String own = TestDatabase.text("select engine from index_backtest where id = ?", row);
    assertThat(own).isNotNull();
    assertThat(TestDatabase.update("update index_backtest set engine = 'before' where id = ?", row))
        .isOne();
    isUntried(version);
    assertThat(
            TestDatabase.update(
                "update index_backtest set status = 'RUNNING', judged = 99, outcome = null,"
                    + " done_at = null where id = ?",
                row))
        .isOne();
    weighed();
    get(id).body("status", equalTo("DONE")).body("judged", equalTo(100));
    isUntried(version);
    assertThat(TestDatabase.update("update index_backtest set engine = ? where id = ?", own, row))
        .isOne();
    String former = inUse();
    weights(second(), "/approval", Map.of("version", version)).statusCode(200);
    weights(second(), "/approval", Map.of("version", former)).statusCode(200);
  }

  private static void isUntried(String version) {
    weights(second(), "/approval", Map.of("version", version))
        .statusCode(409)
        .body("code", equalTo("weights.untried"));
  }

  /** Every two of them, as people of their own. */
  private static List<String> pairs(List<String> numbers) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      for (int j = 0; j < i; j++) {
        pairs.add("%1$s,%2$s,%1$s,%3$s,0\n".formatted(DOMAIN, numbers.get(i), numbers.get(j)));
      }
    }
    return pairs;
  }

  /** A back-test of a version that has ended. */
  private void tried(String version, List<String> pairs) {
    String id = awaiting(Map.of("source", "UPLOAD", "version", version), pairs);
    weighed();
    get(id).body("status", equalTo("DONE")).body("judged", equalTo(pairs.size()));
  }

  /** One that has its pairs and is not weighed yet. */
  private static String awaiting(Map<String, Object> body, List<String> pairs) {
    String id = ask(body).statusCode(202).extract().path("id");
    upload(id, Labels.HEADER + "\n" + String.join("", pairs))
        .statusCode(200)
        .body("pairs", equalTo(pairs.size()));
    return id;
  }

  private static String inUse() {
    return given()
        .header("Authorization", "Bearer " + TestStaff.operator())
        .get("/v1/admin/weights")
        .then()
        .statusCode(200)
        .extract()
        .path("inUse");
  }

  private static ValidatableResponse weights(String token, String path, Map<String, Object> body) {
    return given()
        .header("Authorization", "Bearer " + token)
        .contentType(ContentType.JSON)
        .body(body)
        .post("/v1/admin/weights" + path)
        .then();
  }

  @Test
  void aPairCountsOnceAndIsNotSaidBothWays() {
    List<String> two = List.of(UUID.randomUUID().toString(), UUID.randomUUID().toString());
    two.forEach(n -> assertThat(put(n, "颛孙朝晖", "1951-06-08", "15411190003")).isNotNull());
    String pair = DOMAIN + "," + two.get(0) + "," + DOMAIN + "," + two.get(1);
    String turned = DOMAIN + "," + two.get(1) + "," + DOMAIN + "," + two.get(0);
    String id = ask(Map.of("source", "UPLOAD")).statusCode(202).extract().path("id");
    upload(id, Labels.HEADER + "\n" + pair + ",1\n" + turned + ",0\n")
        .statusCode(422)
        .body("code", equalTo("backtest.invalid"))
        .body("errors[0].pointer", equalTo("/3"))
        .body("errors[0].code", equalTo("contradicts"));
    upload(id, Labels.HEADER + "\n" + pair + ",1\n" + turned + ",1\n" + pair + ",SAME\n")
        .statusCode(200)
        .body("pairs", equalTo(1));
  }

  @Test
  void anOldOneIsForgottenWithItsPairsAndAFreshOneIsNot() {
    List<String> two = List.of(UUID.randomUUID().toString(), UUID.randomUUID().toString());
    two.forEach(n -> assertThat(put(n, "颛孙夕照", "1951-06-09", "15411190004")).isNotNull());
    String line = DOMAIN + "," + two.get(0) + "," + DOMAIN + "," + two.get(1) + ",1\n";
    List<String> tests =
        Stream.of(1, 2)
            .map(i -> ask(Map.of("source", "UPLOAD")).statusCode(202).extract())
            .map(answer -> answer.<String>path("id"))
            .toList();
    tests.forEach(id -> upload(id, Labels.HEADER + "\n" + line).statusCode(200));
    UUID old = Id.parse(IdType.BACKTEST, tests.get(0)).orElseThrow().uuid();
    int aged =
        Reactive.await(
            () ->
                database.tx(
                    tx ->
                        tx.write(
                            "update index_backtest set asked_at = asked_at - interval '91 days'"
                                + " where id = $1",
                            old)));
    assertThat(aged).isOne();
    assertThat(Reactive.await(() -> forgetting.run().replaceWith(true))).isTrue();
    get(tests.get(0)).statusCode(404);
    get(tests.get(1)).statusCode(200).body("pairs", equalTo(1));
    assertThat(
            TestDatabase.number(
                "select count(*) from index_backtest_pair where backtest_id = ?", old))
        .isZero();
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
