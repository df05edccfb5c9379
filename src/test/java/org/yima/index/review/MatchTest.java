package org.yima.index.review;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.TestStaff;
import org.yima.index.DocumentKey;
import org.yima.index.IndexRecord;
import org.yima.index.PersonIndex;
import org.yima.index.SampleDocuments;
import org.yima.index.SourceRecord;
import org.yima.platform.Database;
import org.yima.platform.Id;

/** What reviewers decide holds, whatever arrives later. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MatchTest {
  private static final AtomicBoolean REVIEWER_MADE = new AtomicBoolean();

  @Inject PersonIndex index;
  @Inject Database database;

  private static String reviewer() {
    if (REVIEWER_MADE.compareAndSet(false, true)) {
      assertThat(TestClient.staff("match.reviewer", "REVIEWER", null)).isNotBlank();
    }
    return "Bearer " + TestStaff.token("match.reviewer");
  }

  private Id put(String number, String name, String document) {
    SourceRecord record =
        new SourceRecord(
            "match-card",
            number,
            name,
            DocumentKey.of("RESIDENT_ID", document),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return database.tx(tx -> index.put(tx, record)).await().indefinitely();
  }

  private static String matchOf(Id record) {
    List<Map<String, Object>> items =
        given()
            .header("Authorization", reviewer())
            .get("/v1/admin/matches?limit=200")
            .then()
            .statusCode(200)
            .extract()
            .path("items.findAll { it.records.id.contains('" + record + "') }");
    assertThat(items).hasSize(1);
    return (String) items.get(0).get("id");
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
    return index.samePerson(record).await().indefinitely().stream().map(IndexRecord::id).toList();
  }

  @Test
  void sameJoinsTheTwoPersonsWithAllTheirRecords() {
    String document = SampleDocuments.fresh();
    Id one = put(unique(), "陈静", document);
    Id second = put(unique(), "陈静", document);
    Id other = put(unique(), "陈婧", document);
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
  void differentIsNeverAskedAgainNorLinked() {
    String document = SampleDocuments.fresh();
    String number = unique();
    Id one = put(unique(), "林涛", document);
    Id other = put(number, "林韬", document);
    decide(matchOf(other), "DIFFERENT").statusCode(200);
    assertThat(put(number, "林涛", document)).isEqualTo(other);
    assertThat(personOf(one)).containsExactly(one);
    assertThat(personOf(other)).containsExactly(other);
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
