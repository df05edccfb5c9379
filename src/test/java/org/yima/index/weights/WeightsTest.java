package org.yima.index.weights;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.TestClient;
import org.yima.TestStaff;
import org.yima.healthcard.identity.Sex;
import org.yima.index.PersonIndex;
import org.yima.index.SourceRecord;
import org.yima.index.living.Candidates;
import org.yima.index.matching.Doubt;
import org.yima.index.matching.Verdict;
import org.yima.index.matching.chinese.City;
import org.yima.index.matching.weight.Thresholds;
import org.yima.index.store.Doubts;
import org.yima.index.store.WeightsRows;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.TestDatabase;

/** Weights come into use by two people, and are tried before that. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WeightsTest {
  private static final AtomicBoolean SECOND_MADE = new AtomicBoolean();
  private static final AtomicBoolean THIRD_MADE = new AtomicBoolean();
  private static final AtomicBoolean REVIEWER_MADE = new AtomicBoolean();

  @Inject PersonIndex index;
  @Inject Candidates candidates;
  @Inject Doubts doubts;
  @Inject Database database;

  private static String first() {
    return TestStaff.operator();
  }

  private static String second() {
    if (SECOND_MADE.compareAndSet(false, true)) {
      assertThat(TestClient.staff("weights.second", "OPERATOR", null)).isNotBlank();
    }
    return TestStaff.token("weights.second");
  }

  private static ValidatableResponse post(String token, String path, Map<String, ?> body) {
    return given()
        .header("Authorization", "Bearer " + token)
        .contentType(ContentType.JSON)
        .body(body)
        .post("/v1/admin/weights" + path)
        .then();
  }

  private static String weights(String version, Thresholds thresholds) {
    return City.weights().with(version, thresholds).text();
  }

  private SourceRecord record(String name, String birth, String phone) {
    return new SourceRecord(
        "weights-" + UUID.randomUUID(),
        UUID.randomUUID().toString(),
        name,
        Optional.empty(),
        false,
        Optional.of(LocalDate.parse(birth)),
        Optional.of(Sex.MALE),
        Optional.of(phone),
        Optional.empty());
  }

  private Id put(SourceRecord record) {
    return Reactive.await(() -> database.tx(tx -> index.put(tx, record)));
  }

  /** The same numbers under another name, so that no other test decides otherwise. */
  @Test
  void aSecondPersonSwitchesAVersionOn() {
    String version = "same " + UUID.randomUUID();
    String text = weights(version, City.weights().thresholds());
    post(first(), "", Map.of("content", text, "reason", "renamed"))
        .statusCode(200)
        .body("version", equalTo(version));
    post(second(), "", Map.of("content", text, "reason", "again"))
        .statusCode(409)
        .body("code", equalTo("weights.taken"));
    post(first(), "/approval", Map.of("version", version))
        .statusCode(409)
        .body("code", equalTo("weights.second-person"));
    Id known = put(record("闻人停云", "1949-08-19", "15411140001"));
    SourceRecord query = record("闻人停云", "1949-08-19", "15411140001");
    assertThat(version(query, known)).isNotEqualTo(version);

    post(second(), "/approval", Map.of("version", version))
        .statusCode(409)
        .body("code", equalTo("weights.untried"));
    String former = inUse();
    post(second(), "/approval", Map.of("version", version, "untried", true)).statusCode(200);
    assertThat(version(query, known)).isEqualTo(version);
    post(second(), "/approval", Map.of("version", version))
        .statusCode(409)
        .body("code", equalTo("weights.approved"));
    given()
        .header("Authorization", "Bearer " + first())
        .get("/v1/admin/weights")
        .then()
        .statusCode(200)
        .body("inUse", equalTo(version))
        .body("items.version", hasItem(version));
    post(second(), "/approval", Map.of("version", former)).statusCode(200);
  }

  /** The way back from a version that turns out bad: to one that was in use, or that is shipped. */
  @Test
  void whatWasInUseIsGoneBackTo() {
    String shipped = City.weights().version();
    List<String> versions = List.of("one " + UUID.randomUUID(), "two " + UUID.randomUUID());
    for (String version : versions) {
      String text = weights(version, City.weights().thresholds());
      post(first(), "", Map.of("content", text, "reason", "renamed")).statusCode(200);
      post(second(), "/approval", Map.of("version", version, "untried", true)).statusCode(200);
    }
    post(first(), "/approval", Map.of("version", versions.get(0)))
        .statusCode(409)
        .body("code", equalTo("weights.second-person"));
    post(second(), "/approval", Map.of("version", versions.get(0))).statusCode(200);
    assertThat(inUse()).isEqualTo(versions.get(0));
    post(second(), "/approval", Map.of("version", shipped)).statusCode(200);
    assertThat(inUse()).isEqualTo(shipped);
    post(first(), "/approval", Map.of("version", shipped))
        .statusCode(409)
        .body("code", equalTo("weights.approved"));
  }

  /**
   * Whoever goes back to what is shipped gets what the next release ships; who pins one does not.
   */
  @Test
  void whatIsShippedIsGoneBackToAsBeforeAnythingWasApproved() {
    String shipped = City.weights().version();
    String pinned = "pinned " + UUID.randomUUID();
    post(
            first(),
            "",
            Map.of("content", weights(pinned, City.weights().thresholds()), "reason", "pinned"))
        .statusCode(200);
    post(second(), "/approval", Map.of("version", pinned, "untried", true)).statusCode(200);
    all().body("followsRelease", equalTo(false));
    post(second(), "/approval", Map.of("version", shipped)).statusCode(200);
    all().body("followsRelease", equalTo(true));
    // As after an upgrade: what was approved is what another release had shipped.
    String earlier = "earlier " + UUID.randomUUID();
    TestDatabase.update(
        "insert into index_weights (bucket, version, content, proposed_by, reason, proposed_at,"
            + " approved_by, approved_at) select ?, ?, replace(content, ?, ?), proposed_by,"
            + " reason, proposed_at, approved_by, now() from index_weights where version = ?",
        WeightsRows.bucket(earlier),
        earlier,
        shipped,
        earlier,
        shipped);
    TestDatabase.update(
        "insert into index_weights_approval (bucket, version, approved_at, approved_by, tried,"
            + " follows_release) select bucket, version, approved_at, approved_by, 'used', true"
            + " from index_weights where version = ?",
        earlier);
    assertThat(inUse()).as("the release's own").isEqualTo(shipped);
    post(second(), "/approval", Map.of("version", pinned)).statusCode(200);
    post(second(), "/approval", Map.of("version", earlier)).statusCode(200);
    assertThat(inUse()).as("the very one").isEqualTo(earlier);
    post(second(), "/approval", Map.of("version", shipped)).statusCode(200);
  }

  @Test
  void whoHasApprovedIsNeverOverwritten() {
    String version = "twice " + UUID.randomUUID();
    String former = inUse();
    post(
            first(),
            "",
            Map.of("content", weights(version, City.weights().thresholds()), "reason", "twice"))
        .statusCode(200)
        .body("approvals", hasSize(0));
    post(second(), "/approval", Map.of("version", version, "untried", true)).statusCode(200);
    post(second(), "/approval", Map.of("version", former)).statusCode(200);
    post(third(), "/approval", Map.of("version", version))
        .statusCode(200)
        .body("approvals.tried", equalTo(List.of("used", "untried")))
        .body("approvals.by.unique()", hasSize(2));
    all().body("items.find { it.version == '" + version + "' }.approvals", hasSize(2));
    post(second(), "/approval", Map.of("version", former)).statusCode(200);
  }

  private static String third() {
    if (THIRD_MADE.compareAndSet(false, true)) {
      assertThat(TestClient.staff("weights.third", "OPERATOR", null)).isNotBlank();
    }
    return TestStaff.token("weights.third");
  }

  private static ValidatableResponse all() {
    return given()
        .header("Authorization", "Bearer " + first())
        .get("/v1/admin/weights")
        .then()
        .statusCode(200);
  }

  private static String inUse() {
    return given()
        .header("Authorization", "Bearer " + first())
        .get("/v1/admin/weights")
        .then()
        .statusCode(200)
        .extract()
        .path("inUse");
  }

  private String version(SourceRecord query, Id known) {
    return Reactive.await(() -> candidates.match(database::query, query, 5)).stream()
        .filter(scored -> scored.recordId().equals(known))
        .findFirst()
        .orElseThrow()
        .explanation()
        .version();
  }

  @Test
  void aTrialTellsWhatBecomesOfDecidedPairs() {
    Id one = put(record("即墨怀瑾", "1952-02-02", "15411140002"));
    Id other = put(record("即墨怀瑾", "1952-02-02", "15411140002"));
    Reactive.await(
        () -> database.tx(tx -> doubts.raise(tx, List.of(raised(one, other)))).replaceWith(true));
    decide(one);
    String strict = "strict " + UUID.randomUUID();
    post(
            first(),
            "",
            Map.of("content", weights(strict, new Thresholds(90, 80, -8)), "reason", "a trial"))
        .statusCode(200);
    List<Map<String, Object>> changes =
        post(first(), "/trial", Map.of("version", strict))
            .statusCode(200)
            .body("version", equalTo(strict))
            .extract()
            .path("changes");
    assertThat(changes)
        .filteredOn(c -> List.of(c.get("recordId"), c.get("otherId")).contains(one.toString()))
        .hasSize(1)
        .allSatisfy(
            c -> {
              assertThat(c.get("same")).isEqualTo(true);
              assertThat(c.get("before")).isEqualTo("SCORE");
              assertThat(c.get("after")).isEqualTo("NONE");
            });
    post(first(), "/trial", Map.of("version", "none")).statusCode(404);
  }

  private static Doubts.Raised raised(Id one, Id other) {
    return new Doubts.Raised(one, new Doubt(other, Doubt.Kind.DOUBT, Set.of()));
  }

  /** A reviewer says that the doubt which this record has raised is none. */
  private void decide(Id raised) {
    String match =
        Reactive.await(
            () ->
                database
                    .query("select id from index_match where record_id = $1", raised.uuid())
                    .map(
                        rows ->
                            new Id(IdType.MATCH, rows.iterator().next().getUUID("id")).toString()));
    given()
        .header("Authorization", "Bearer " + reviewer())
        .contentType(ContentType.JSON)
        .body(Map.of("decision", "SAME"))
        .post("/v1/admin/matches/" + match + "/decision")
        .then()
        .statusCode(200);
  }

  private static String reviewer() {
    if (REVIEWER_MADE.compareAndSet(false, true)) {
      assertThat(TestClient.staff("weights.reviewer", "REVIEWER", null)).isNotBlank();
    }
    return TestStaff.token("weights.reviewer");
  }

  /** What taking a merge back has noted of a pair is nobody's decision about that pair. */
  @Test
  void whatNobodyDecidedIsNotTried() {
    Id one = put(record("即墨怀瑜", "1953-03-03", "15411140003"));
    Id other = put(record("即墨怀瑜", "1953-03-03", "15411140003"));
    Reactive.await(() -> database.tx(tx -> doubts.remember(tx, one, other, Verdict.DIFFERENT)));
    String strict = "strict " + UUID.randomUUID();
    post(
            first(),
            "",
            Map.of("content", weights(strict, new Thresholds(90, 80, -8)), "reason", "a trial"))
        .statusCode(200);
    post(first(), "/trial", Map.of("version", strict))
        .statusCode(200)
        .body("changes.recordId", not(hasItem(one.toString())))
        .body("changes.otherId", not(hasItem(one.toString())));
  }

  @Test
  void whatIsNoWeightsIsRefused() {
    post(first(), "", Map.of("content", "version\tx\n", "reason", "broken"))
        .statusCode(422)
        .body("code", equalTo("weights.invalid"));
    String missing =
        weights("missing", City.weights().thresholds())
            .lines()
            .filter(line -> !line.startsWith("phone\t"))
            .reduce("", (all, line) -> all + line + "\n");
    post(first(), "", Map.of("content", missing, "reason", "broken"))
        .statusCode(422)
        .body("code", equalTo("weights.invalid"));
    String less =
        weights("less", City.weights().thresholds())
            .replaceFirst("(?m)^sex\texact\t\\S+\t", "sex\texact\t0.5\t");
    post(first(), "", Map.of("content", less, "reason", "broken"))
        .statusCode(422)
        .body("code", equalTo("weights.invalid"));
    for (String name : List.of(" ", "x".repeat(101))) {
      String named = weights(name, City.weights().thresholds());
      post(first(), "", Map.of("content", named, "reason", "named"))
          .statusCode(422)
          .body("code", equalTo("weights.invalid"));
    }
    post(first(), "", Map.of("content", City.weights().text(), "reason", "shipped"))
        .statusCode(409)
        .body("code", equalTo("weights.taken"));
  }
}
