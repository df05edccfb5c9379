package org.yima.index.merge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.TestStaff;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.IndexRecord;
import org.yima.index.PersonIndex;
import org.yima.index.SampleDocuments;
import org.yima.index.SourceRecord;
import org.yima.platform.Database;
import org.yima.platform.Feeds;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.TestDatabase;

/** What the machine or one reviewer has joined is taken back by the doors that take merges back. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PartTest {
  private static final String ONE = "part.reviewer.one";
  private static final String TWO = "part.reviewer.two";
  private static String hospital;

  @Inject PersonIndex index;
  @Inject Database database;
  @Inject Feeds feeds;

  @BeforeEach
  void reviewers() {
    if (hospital == null) {
      assertThat(TestClient.staff(ONE, "REVIEWER", null)).isNotBlank();
      assertThat(TestClient.staff(TWO, "REVIEWER", null)).isNotBlank();
      hospital = TestClient.institution("HOSPITAL", "part-h", Map.of("domain", "part-a"));
    }
  }

  private static <T> T now(Uni<T> work) {
    return work.await().atMost(Duration.ofSeconds(20));
  }

  private static SourceRecord record(
      String domain, String number, String name, Optional<DocumentKey> document, String phone) {
    return new SourceRecord(
        domain,
        number,
        name,
        document,
        false,
        document.isPresent() ? Optional.empty() : Optional.of(LocalDate.of(1943, 3, 29)),
        Optional.of(Sex.FEMALE),
        Optional.of(phone).filter(p -> !p.isEmpty()),
        Optional.empty());
  }

  private Id put(SourceRecord record) {
    return now(database.tx(tx -> index.put(tx, record)));
  }

  private Id known(String domain, String name, String phone) {
    return put(record(domain, unique(), name, Optional.empty(), phone));
  }

  private static String unique() {
    return UUID.randomUUID().toString();
  }

  private static Optional<DocumentKey> document() {
    return DocumentKey.of("RESIDENT_ID", SampleDocuments.fresh());
  }

  private Id personOf(Id record) {
    return now(index.get(record)).orElseThrow().personId();
  }

  private List<Id> with(Id record) {
    return now(index.linked(record)).stream().map(IndexRecord::id).toList();
  }

  private List<Id> certainly(Id record) {
    return now(index.samePerson(record)).stream().map(IndexRecord::id).toList();
  }

  private static ValidatableResponse post(String who, String path, Map<String, ?> body) {
    return given()
        .header("Authorization", "Bearer " + TestStaff.token(who))
        .contentType(ContentType.JSON)
        .body(body)
        .post("/v1/admin" + path)
        .then();
  }

  private ValidatableResponse part(Id person, Id... records) {
    return post(
        ONE,
        "/persons/" + person + "/part",
        Map.of(
            "records",
            List.of(records).stream().map(Id::toString).toList(),
            "reason",
            "papers seen"));
  }

  private String parting(Id... records) {
    return part(personOf(records[0]), records).statusCode(200).extract().path("mergeId");
  }

  private static ValidatableResponse unmerge(String who, String merge, String mode) {
    return post(who, "/merges/" + merge + "/unmerge", Map.of("mode", mode));
  }

  private static ValidatableResponse merge(String merge) {
    return given()
        .header("Authorization", "Bearer " + TestStaff.token(ONE))
        .get("/v1/admin/merges/" + merge)
        .then()
        .statusCode(200);
  }

  /** No right hangs on a link by score: whoever proposes it may part it. */
  @Test
  void aLinkByScoreIsPartedForGoodAndJoinedAgainAsItWas() {
    Id one = known("part-a", "鲜于采薇", "15411330001");
    String number = unique();
    Id other = put(record("part-b", number, "鲜于采薇", Optional.empty(), "15411330001"));
    assertThat(with(one)).containsExactlyInAnyOrder(one, other);
    String parting = parting(other);
    assertThat(with(one)).as("only proposed").containsExactlyInAnyOrder(one, other);
    merge(parting)
        .body("kind", equalTo("PART"))
        .body("status", equalTo("PROPOSED"))
        .body("records", contains(other.toString()));
    unmerge(ONE, parting, "PREVIEW").statusCode(200).body("records", contains(other.toString()));
    unmerge(ONE, parting, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));
    assertThat(with(one)).containsExactly(one);
    merge(parting).body("steps.action", contains("PROPOSED", "UNMERGED"));

    assertThat(put(record("part-b", number, "鲜于采薇", Optional.empty(), "15411330002")))
        .isEqualTo(other);
    assertThat(put(record("part-b", number, "鲜于采薇", Optional.empty(), "15411330001")))
        .isEqualTo(other);
    assertThat(with(one)).as("the machine doesn't join them again").containsExactly(one);
    assertThat(
            TestDatabase.number(
                "select count(*) from index_match where status = 'OPEN'"
                    + " and (record_id = ? or other_id = ?)",
                other.uuid(),
                other.uuid()))
        .isZero();

    unmerge(ONE, parting, "UNDO").statusCode(409).body("code", equalTo("merge.two-people"));
    unmerge(TWO, parting, "UNDO").statusCode(200).body("status", equalTo("MERGED"));
    assertThat(with(one)).containsExactlyInAnyOrder(one, other);
    assertThat(certainly(one)).as("a score grants what it granted").containsExactly(one);
    unmerge(TWO, parting, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));
    assertThat(with(one)).containsExactly(one);
  }

  @Test
  void whatIsCertainIsPartedByTwoPeopleAndToldToItsSources() {
    Optional<DocumentKey> document = document();
    Id one = put(record("part-a", unique(), "巩新", document, ""));
    Id stays = put(record("part-a", unique(), "巩新", document, ""));
    Id other = put(record("part-b", unique(), "巩新", document, ""));
    assertThat(certainly(one)).containsExactlyInAnyOrder(one, stays, other);
    String parting = parting(other);
    unmerge(ONE, parting, "APPLY").statusCode(409).body("code", equalTo("merge.two-people"));
    post(ONE, "/merges/" + parting + "/approve", Map.of())
        .statusCode(409)
        .body("code", equalTo("merge.two-people"));
    post(TWO, "/merges/" + parting + "/approve", Map.of()).statusCode(200);
    assertThat(with(other)).containsExactly(other);
    assertThat(certainly(one)).containsExactlyInAnyOrder(one, stays);
    unmerge(TWO, parting, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));
    Awaitility.await().until(() -> isTold(parting, one));

    Id came = put(record("part-b", unique(), "巩新", document, ""));
    assertThat(with(came)).as("it passes with both").containsExactly(came);
    unmerge(TWO, parting, "UNDO").statusCode(409);
    assertThat(TestClient.staff("part.reviewer.three", "REVIEWER", null)).isNotBlank();
    unmerge("part.reviewer.three", parting, "UNDO").statusCode(200);
    assertThat(certainly(one)).contains(one, stays, other);
  }

  private boolean isTold(String merge, Id record) {
    return now(feeds.read("hospital/" + hospital + "/identities", "", 500)).items().stream()
        .filter(entry -> entry.type().equals("identity.unmerged"))
        .filter(entry -> merge.equals(entry.payload().getString("merge")))
        .anyMatch(entry -> entry.payload().getJsonArray("records").contains(record.toString()));
  }

  /** One reviewer's answer is a join as any other, by its own row or by naming the record. */
  @Test
  void oneReviewersAnswerIsTakenBack() {
    Optional<DocumentKey> document = document();
    Id one = put(record("part-a", unique(), "艾成蹊", document, ""));
    Id bare = put(record("part-b", unique(), "", document, ""));
    assertThat(with(one)).containsExactly(one);
    String merge =
        post(ONE, "/matches/" + matchOf(bare) + "/decision", Map.of("decision", "SAME"))
            .statusCode(200)
            .body("status", equalTo("SAME"))
            .body("mergeId", notNullValue())
            .extract()
            .path("mergeId");
    merge(merge).body("kind", equalTo("ANSWER")).body("status", equalTo("MERGED"));
    assertThat(certainly(one)).containsExactlyInAnyOrder(one, bare);
    unmerge(TWO, merge, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));
    assertThat(with(one)).containsExactly(one);
    assertThat(with(bare)).containsExactly(bare);
    unmerge(ONE, merge, "UNDO").statusCode(409).body("code", equalTo("merge.two-people"));
    assertThat(TestClient.staff("part.reviewer.four", "REVIEWER", null)).isNotBlank();
    unmerge("part.reviewer.four", merge, "UNDO").statusCode(200).body("status", equalTo("MERGED"));
    assertThat(certainly(one)).containsExactlyInAnyOrder(one, bare);

    // Whatever has joined them, the same is done by naming the record.
    String parting = parting(bare);
    unmerge(TWO, parting, "APPLY").statusCode(200);
    assertThat(with(one)).containsExactly(one);
    unmerge(ONE, merge, "APPLY").statusCode(409).body("code", equalTo("merge.stale"));
  }

  private static String matchOf(Id record) {
    String match =
        TestDatabase.text("select id::text from index_match where record_id = ?", record.uuid());
    return new Id(IdType.MATCH, UUID.fromString(match)).toString();
  }

  /** Who was there only by way of what leaves is there no more. */
  @Test
  void aRecordThatABridgeHeldStandsAlone() {
    String number = unique();
    Id bridge = put(record("part-a", number, "司空渡", Optional.empty(), "15411330011"));
    Id left = known("part-b", "司空渡", "15411330011");
    Id right = known("part-c", "司空渡", "15411330011");
    assertThat(with(bridge)).containsExactlyInAnyOrder(bridge, left, right);
    String parting = parting(left, right);
    unmerge(ONE, parting, "APPLY")
        .statusCode(200)
        .body("records", containsInAnyOrder(left.toString(), right.toString()));
    assertThat(with(left)).containsExactlyInAnyOrder(left, right);
    assertThat(with(bridge)).containsExactly(bridge);
  }

  @Test
  void onlySomeOfAPersonsRecordsArePartedAndWhatTwoPeopleJoinedIsTakenBackAsThat() {
    Id one = put(record("part-a", unique(), "", document(), ""));
    Id other = put(record("part-a", unique(), "", document(), ""));
    part(personOf(one), one).statusCode(422).body("code", equalTo("part.of-all"));
    part(personOf(one), other).statusCode(404);
    String joined =
        post(
                ONE,
                "/persons/merge",
                Map.of(
                    "sourcePersonId", personOf(other).toString(),
                    "targetPersonId", personOf(one).toString(),
                    "reason", "papers seen"))
            .statusCode(200)
            .extract()
            .path("mergeId");
    post(TWO, "/merges/" + joined + "/approve", Map.of()).statusCode(200);
    String parting = parting(other);
    unmerge(TWO, parting, "APPLY").statusCode(409).body("code", equalTo("merge.kept-together"));
    post(TWO, "/merges/" + parting + "/refuse", Map.of())
        .statusCode(200)
        .body("status", equalTo("REFUSED"));
    unmerge(TWO, parting, "APPLY").statusCode(409).body("code", equalTo("merge.not-in-state"));
    assertThat(with(one)).containsExactlyInAnyOrder(one, other);
  }
}
