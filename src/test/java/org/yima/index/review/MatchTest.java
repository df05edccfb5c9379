package org.yima.index.review;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
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
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.SchemaOwner;
import org.yima.TestClient;
import org.yima.TestStaff;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.Further;
import org.yima.index.IndexRecord;
import org.yima.index.PersonIndex;
import org.yima.index.ReviewDesk;
import org.yima.index.SampleDocuments;
import org.yima.index.SourceRecord;
import org.yima.index.store.EngineRows;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.TestDatabase;

/** What reviewers decide holds, whatever arrives later. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MatchTest {
  private static final AtomicBoolean REVIEWER_MADE = new AtomicBoolean();

  @Inject PersonIndex index;
  @Inject Database database;
  @Inject Matches matches;
  @Inject ReviewDesk desk;

  private static String reviewer() {
    if (REVIEWER_MADE.compareAndSet(false, true)) {
      assertThat(TestClient.staff("match.reviewer", "REVIEWER", null)).isNotBlank();
    }
    return "Bearer " + TestStaff.token("match.reviewer");
  }

  private Id put(String number, String name, String document) {
    return put(number, name, document, false);
  }

  private Id proven(String number, String name, String document) {
    return put(number, name, document, true);
  }

  private Id put(String number, String name, String document, boolean verified) {
    SourceRecord record =
        new SourceRecord(
            "match-card",
            number,
            name,
            DocumentKey.of("RESIDENT_ID", document),
            verified,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return Reactive.await(() -> database.tx(tx -> index.put(tx, record)));
  }

  private static String matchOf(Id record) {
    return ReviewDesk.doubt(record);
  }

  private static ValidatableResponse decide(String match, String decision) {
    return given()
        .header("Authorization", reviewer())
        .contentType(ContentType.JSON)
        .body(Map.of("decision", decision, "reason", "papers seen"))
        .post("/v1/admin/matches/" + match + "/decision")
        .then();
  }

  private List<Id> personOf(Id record) {
    return Reactive.await(() -> index.samePerson(record)).stream().map(IndexRecord::id).toList();
  }

  @Test
  void sameJoinsTheTwoPersonsWithAllTheirRecords() {
    String document = SampleDocuments.fresh();
    Id one = put(unique(), "陈静", document);
    Id second = put(unique(), "陈静", document);
    Id other = put(unique(), "柳青山", document);
    String match = matchOf(other);
    decide(match, "LATER").statusCode(200).body("status", equalTo("LATER"));
    decide(match, "SAME")
        .statusCode(200)
        .body("status", equalTo("SAME"))
        .body("kind", equalTo("IMPERSONATION"))
        .body("differs", equalTo(List.of("NAME")));
    assertThat(personOf(one)).containsExactlyInAnyOrder(one, second, other);
    decide(match, "DIFFERENT").statusCode(409).body("code", equalTo("match.decided"));
  }

  @Test
  void aDoubtAndALinkAreExplainedInFiguresAndAsAPicture() {
    String document = SampleDocuments.fresh();
    Id one = put(unique(), "陈明远", document);
    Id second = put(unique(), "陈明远", document);
    Id other = put(unique(), "柳青山", document);
    String doubt = "/v1/admin/matches/" + matchOf(other) + "/explanation";
    explained(doubt)
        .statusCode(200)
        .body("recordId", equalTo(other.toString()))
        .body("rule", equalTo("one document, two people"))
        .body("decision", equalTo("REVIEW"))
        .body("lines.element", hasItem("document"));
    String link = "/v1/admin/records/" + second + "/explanation";
    explained(link)
        .statusCode(200)
        .body("otherId", equalTo(one.toString()))
        .body("decision", equalTo("LINK"))
        .body("lines.element", hasItem("name"));
    for (String drawn : List.of(doubt + ".svg", link + ".svg")) {
      String svg =
          explained(drawn).statusCode(200).contentType("image/svg+xml").extract().asString();
      assertThat(svg).startsWith("<svg").contains("document").doesNotContain(document, "陈明");
    }
    explained("/v1/admin/records/" + one + "/explanation").statusCode(404);
  }

  /** What has become everybody's since is no evidence in the picture either. */
  @Test
  void aLinkIsExplainedAsTheIndexComparesTheTwo() throws SQLException {
    Id one = bare("match-four", "公冶拾翠");
    Id other = bare("match-five", "公冶拾翠");
    String link = "/v1/admin/records/" + other + "/explanation";
    explained(link)
        .statusCode(200)
        .body("otherId", equalTo(one.toString()))
        .body("linkedBy", notNullValue())
        .body("lines.findAll { it.element == 'phone' && it.weight > 0 }", hasSize(1));
    try (Connection owner = SchemaOwner.connect();
        PreparedStatement full =
            owner.prepareStatement(
                """
                update index_block k set is_full = true from index_record r
                where r.id = ? and k.key = any(r.blocks) and k.kind = 'phone'
                """)) {
      full.setObject(1, other.uuid());
      assertThat(full.executeUpdate()).isPositive();
    }
    explained(link)
        .statusCode(200)
        .body("lines.findAll { it.element == 'phone' && it.weight > 0 }", empty());
  }

  /** By how often names were met when the two were linked, whatever a later release counts. */
  @Test
  void aLinkIsExplainedByWhatItWasWeighedBy() {
    Id one = bare("match-six", "公冶扶摇");
    Id other = bare("match-seven", "公冶扶摇");
    String link = "/v1/admin/records/" + other + "/explanation";
    String rare = "lines.find { it.element == 'name' }.adjustment";
    float now =
        explained(link)
            .statusCode(200)
            .body("otherId", equalTo(one.toString()))
            .body("engine", notNullValue())
            .body("byItsEngine", equalTo(true))
            .extract()
            .path(rare);
    TestDatabase.update(
        "insert into index_frequencies (bucket, version, content, kept_at)"
            + " values (?, 'before', E'name\\t1000\\nname\\t公冶扶摇\\t900\\n', now())",
        EngineRows.bucket("before"));
    TestDatabase.update(
        "insert into index_engine (bucket, id, frequencies, first_seen_at, seen_at)"
            + " values (?, 'earlier', 'before', 'epoch', 'epoch')",
        EngineRows.bucket("earlier"));
    TestDatabase.update(
        "update index_link_score set engine = 'earlier' where record_id = ?", other.uuid());
    float then =
        explained(link)
            .statusCode(200)
            .body("engine", equalTo("earlier"))
            .body("byItsEngine", equalTo(false))
            .extract()
            .path(rare);
    assertThat(then).as("as frequent as it was said to be").isLessThan(now - 5);
  }

  private static ValidatableResponse explained(String path) {
    return given().header("Authorization", reviewer()).get(path).then();
  }

  /** Names are not looked at without a line that says by whom. */
  @Test
  void whoLooksAtADoubtOrAPersonIsWrittenDown() {
    String document = SampleDocuments.fresh();
    assertThat(put(unique(), "陈思齐", document)).isNotNull();
    Id other = put(unique(), "郝平安", document);
    String person = Reactive.await(() -> index.get(other)).orElseThrow().personId().toString();
    assertThat(matchOf(other)).isNotBlank();
    explained("/v1/admin/persons/" + person).statusCode(200);
    assertThat(looks("matches.listed", other)).isPositive();
    assertThat(looks("person.looked-at", other)).isOne();
  }

  private static long looks(String action, Id record) {
    return TestDatabase.number(
        "select count(*) from audit_entry where action = ? and detail::text like ?",
        action,
        "%" + record + "%");
  }

  private Id bare(String domain, String name) {
    SourceRecord record =
        new SourceRecord(
            domain,
            unique(),
            name,
            Optional.empty(),
            false,
            Optional.of(LocalDate.of(1947, 8, 19)),
            Optional.of(Sex.FEMALE),
            Optional.of(name.equals("公冶踏雪") ? "15411460001" : "15411460002"),
            Optional.empty());
    return Reactive.await(() -> database.tx(tx -> index.put(tx, record)));
  }

  /** Two cards of one hospital: a third card that links with both answers nobody's question. */
  @Test
  void aQuestionStandsWhenAThirdRecordJoinsTheTwo() {
    Id one = bare("match-two", "公冶踏雪");
    Id other = bare("match-two", "公冶踏雪");
    String match = matchOf(other);
    Id third = bare("match-three", "公冶踏雪");
    assertThat(Reactive.await(() -> index.linked(third)))
        .extracting(IndexRecord::id)
        .containsExactlyInAnyOrder(one, other, third);
    assertThat(matchOf(other)).isEqualTo(match);
    decide(match, "DIFFERENT").statusCode(200);
    assertThat(Reactive.await(() -> index.linked(one)))
        .extracting(IndexRecord::id)
        .doesNotContain(other);
  }

  private Id known(String domain, String name, int day, Further further) {
    SourceRecord record =
        new SourceRecord(
            domain,
            unique(),
            name,
            Optional.empty(),
            false,
            Optional.of(LocalDate.of(1951, 4, day)),
            Optional.of(Sex.FEMALE),
            Optional.empty(),
            Optional.empty(),
            further);
    return Reactive.await(() -> database.tx(tx -> index.put(tx, record)));
  }

  private static Further more(String before, String phone, String insurance) {
    return new Further(
        Optional.of(before).filter(n -> !n.isEmpty()),
        Optional.of(phone).filter(n -> !n.isEmpty()),
        Optional.of(insurance).filter(n -> !n.isEmpty()),
        Optional.empty());
  }

  /** A third links with both, so that the two are one person's already, and neither certainly. */
  @Test
  void oneReviewerMakesNoCardCertainlyAResidentsThatAScoreHasPutBesideIt() {
    Id resident = known(SourceRecord.YIMA, "公冶听松", 14, more("", "", "SB880001"));
    Id card = known("match-second-a", "公冶听涛", 14, more("", "15411310001", ""));
    Id third = known("match-second-b", "公冶听松", 14, more("公冶听涛", "15411310001", "SB880001"));
    assertThat(Reactive.await(() -> index.linked(resident)))
        .extracting(IndexRecord::id)
        .containsExactlyInAnyOrder(resident, card, third);
    String match = desk.ask(card, resident);
    decide(match, "SAME")
        .statusCode(200)
        .body("status", equalTo("OPEN"))
        .body("sameBy", notNullValue())
        .body("mergeId", nullValue());
    assertThat(personOf(resident)).as("by one word").containsExactly(resident);
    assertThat(ReviewDesk.doubts(card)).extracting("id").contains(match);
    decide(match, "SAME").statusCode(409).body("code", equalTo("match.second-person"));
    assertThat(personOf(resident)).containsExactly(resident);
    ReviewDesk.decide(ReviewDesk.TWO, match, "SAME")
        .statusCode(200)
        .body("status", equalTo("SAME"))
        .body("sameBy", nullValue());
    assertThat(personOf(resident)).containsExactlyInAnyOrder(resident, card);
    String parting = desk.part(card);
    ReviewDesk.unmerge(ReviewDesk.TWO, parting, "APPLY").statusCode(200);
    assertThat(personOf(resident)).containsExactly(resident);
  }

  @Test
  void oneReviewerIsEnoughWhereNeitherIsAResidents() {
    Id one = known("match-second-c", "公冶听雨", 25, more("", "", "SB880002"));
    Id other = known("match-second-d", "公冶听风", 25, more("", "15411310002", ""));
    Id third = known("match-second-e", "公冶听雨", 25, more("公冶听风", "15411310002", "SB880002"));
    assertThat(Reactive.await(() -> index.linked(third))).hasSize(3);
    decide(desk.ask(other, one), "SAME").statusCode(200).body("status", equalTo("SAME"));
    assertThat(personOf(one)).containsExactlyInAnyOrder(one, other);
  }

  @Test
  void differentIsNeverAskedAgainNorLinked() {
    String document = SampleDocuments.fresh();
    String number = unique();
    Id one = put(unique(), "林涛", document);
    Id other = put(number, "郝平安", document);
    decide(matchOf(other), "DIFFERENT").statusCode(200);
    assertThat(put(number, "林涛", document)).isEqualTo(other);
    assertThat(personOf(one)).containsExactly(one);
    assertThat(personOf(other)).containsExactly(other);
  }

  /**
   * Two reviewers decide about two doubts that have a person in common, under two documents. How: a
   * lock of the schema's owner keeps the first from ending until the second waits too.
   */
  @Test
  void decisionsAboutOnePersonWaitForEachOther() throws SQLException {
    String document = SampleDocuments.fresh();
    String otherDocument = SampleDocuments.fresh();
    String number = unique();
    Id one = put(unique(), "方圆", document);
    Id two = put(number, "柳青山", document);
    String first = matchOf(two);
    assertThat(put(number, "柳青山", otherDocument)).isEqualTo(two);
    decide(first, "SAME").statusCode(200);
    assertThat(personOf(one)).containsExactlyInAnyOrder(one, two);
    Id left = proven(unique(), "郝平安", document);
    Id right = proven(unique(), "丁一川", otherDocument);
    Id leftMatch = Id.parse(IdType.MATCH, matchOf(left)).orElseThrow();
    Id rightMatch = Id.parse(IdType.MATCH, matchOf(right)).orElseThrow();

    CompletableFuture<MatchView> leftDecision;
    CompletableFuture<MatchView> rightDecision;
    try (Connection owner = SchemaOwner.connect();
        Statement statement = owner.createStatement()) {
      owner.setAutoCommit(false);
      statement.execute("lock table index_verdict in exclusive mode");
      leftDecision = start(leftMatch);
      Awaitility.await().until(() -> waiting() == 1);
      rightDecision = start(rightMatch);
      Awaitility.await().until(() -> waiting() == 2);
      owner.rollback();
    }
    assertThat(Reactive.await(leftDecision).status()).isEqualTo(Match.Status.SAME);
    assertThat(Reactive.await(rightDecision).status()).isEqualTo(Match.Status.SAME);
    for (Id record : List.of(one, two, left, right)) {
      assertThat(personOf(record)).containsExactlyInAnyOrder(one, two, left, right);
      assertThat(
              TestDatabase.number(
                  "select count(*) from index_person_record where record_id = ?", record.uuid()))
          .isEqualTo(1);
    }
  }

  private CompletableFuture<MatchView> start(Id match) {
    return Reactive.start(
        () ->
            matches.decide(
                Caller.ANYONE, match, new MatchResource.DecisionRequest(Decision.SAME, null)));
  }

  private static long waiting() {
    return TestDatabase.number(
        """
        select count(*) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like '%index_%'
        """);
  }

  @Test
  void onlyReviewersDecide() {
    given()
        .header("Authorization", "Bearer " + TestStaff.operator())
        .get("/v1/admin/matches")
        .then()
        .statusCode(403);
    decide("mat_" + "0".repeat(32), "SAME").statusCode(404);
    given()
        .header("Authorization", reviewer())
        .get("/v1/admin/matches?cursor=x")
        .then()
        .statusCode(400)
        .body("code", equalTo("input.invalid"));
  }

  private static String unique() {
    return UUID.randomUUID().toString();
  }
}
