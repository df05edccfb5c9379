package org.yima.resident.merging;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.TestPeople.Signed;
import org.yima.TestStaff;
import org.yima.index.DocumentKey;
import org.yima.index.PersonIndex;
import org.yima.index.PersonMerges;
import org.yima.index.SampleDocuments;
import org.yima.index.SourceRecord;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.TestDatabase;

/**
 * A record that is no longer certainly one with a resident's leaves rows behind: they are on a list
 * until people have said whose they are.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DeparturesTest {
  private static final String REVIEWER = "left.reviewer";
  private static boolean made;

  @Inject PersonIndex index;
  @Inject PersonMerges merges;
  @Inject Database database;
  @Inject MergeJob job;

  @BeforeEach
  void reviewer() {
    if (!made) {
      assertThat(TestClient.staff(REVIEWER, "REVIEWER", null)).isNotBlank();
      made = true;
    }
  }

  private static <T> T now(Uni<T> work) {
    return work.await().atMost(Duration.ofSeconds(20));
  }

  private Id card(String number, String name, String document) {
    SourceRecord record =
        new SourceRecord(
            "left-card",
            number,
            name,
            DocumentKey.of("RESIDENT_ID", document),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return now(database.tx(tx -> index.put(tx, record)));
  }

  private void looked() {
    for (int i = 0; i < 50 && !now(merges.unlooked(1)).isEmpty(); i++) {
      assertThat(now(job.run().replaceWith("ran"))).isEqualTo("ran");
    }
  }

  private static ValidatableResponse unmerge(String list, String mode) {
    return given()
        .header("Authorization", "Bearer " + TestStaff.token(REVIEWER))
        .contentType(ContentType.JSON)
        .body(Map.of("mode", mode))
        .post("/v1/admin/merges/" + list + "/unmerge")
        .then();
  }

  private static Optional<String> listOf(Id record) {
    String left =
        TestDatabase.text(
            """
            select coalesce((select m.id::text from index_merge m join index_merge_record r
              on r.bucket = m.bucket and r.merge_id = m.id
              where r.record_id = ? and m.kind = 'LEFT'), '')
            """,
            record.uuid());
    return Optional.of(left)
        .filter(id -> !id.isEmpty())
        .map(id -> new Id(org.yima.platform.IdType.MERGE, UUID.fromString(id)).toString());
  }

  /** A health card of the resident that arose under that record. */
  private static String row(Signed resident, Id record) {
    String card =
        given()
            .auth()
            .oauth2(resident.token())
            .post("/v1/app/residents/" + resident.residentId() + "/card")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    TestDatabase.update("update card set record_id = ? where id = ?", record.uuid(), uuid(card));
    return card;
  }

  private static UUID holderOf(String card) {
    return UUID.fromString(
        TestDatabase.text("select resident_id::text from card where id = ?", uuid(card)));
  }

  private static UUID uuid(String id) {
    return Id.parse(id).orElseThrow().uuid();
  }

  @Test
  void aCorrectedDocumentLeavesAListAndItsOwnerGetsWhatAroseUnderIt() {
    Signed first = TestPeople.resident();
    String number = UUID.randomUUID().toString();
    Id record = card(number, first.person().name(), first.person().idNumber());
    assertThat(isOneWith(record, first)).isTrue();
    String row = row(first, record);
    assertThat(card(number, first.person().name(), SampleDocuments.fresh())).isEqualTo(record);
    looked();
    String list = listOf(record).orElseThrow();
    given()
        .header("Authorization", "Bearer " + TestStaff.token(REVIEWER))
        .get("/v1/admin/merges?status=LEFT&unclear=true&limit=200")
        .then()
        .statusCode(200)
        .body("items.find { it.id == '" + list + "' }.unclear", equalTo(1));
    assertThat(
            TestDatabase.number(
                "select count(*) from outbox where type = 'person.rows-left' and subject = ?",
                list))
        .isEqualTo(1);
    unmerge(list, "PREVIEW")
        .statusCode(200)
        .body("status", equalTo("LEFT"))
        .body("unclear.recordId", contains(record.toString()))
        .body("unclear.residentId", contains(first.residentId()))
        .body("unclear[0].rows.card", equalTo(1));

    Signed second = TestPeople.resident();
    assertThat(card(number, second.person().name(), second.person().idNumber())).isEqualTo(record);
    assertThat(isOneWith(record, second)).isTrue();
    unmerge(list, "PREVIEW").body("rows.card", equalTo(1)).body("unclear", empty());
    assertThat(holderOf(row)).as("nothing moves by itself").isEqualTo(uuid(first.residentId()));
    unmerge(list, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));
    assertThat(holderOf(row)).isEqualTo(uuid(second.residentId()));
    unmerge(list, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));
    unmerge(list, "UNDO").statusCode(200).body("status", equalTo("LEFT"));
    assertThat(holderOf(row)).isEqualTo(uuid(first.residentId()));
  }

  private boolean isOneWith(Id record, Signed resident) {
    return now(index.samePerson(record)).stream()
        .anyMatch(r -> r.number().equals(resident.residentId()));
  }

  /** What its source takes back leaves rows of which nobody can tell. */
  @Test
  void aRecordThatIsTakenBackLeavesAList() {
    Signed resident = TestPeople.resident();
    Id record =
        card(UUID.randomUUID().toString(), resident.person().name(), resident.person().idNumber());
    assertThat(row(resident, record)).isNotBlank();
    String done =
        now(database.tx(tx -> index.withdraw(tx, List.of(record), "test").replaceWith("done")));
    assertThat(done).isEqualTo("done");
    looked();
    unmerge(listOf(record).orElseThrow(), "PREVIEW")
        .statusCode(200)
        .body("unclear.recordId", contains(record.toString()))
        .body("unclear[0].rows.card", equalTo(1));
  }

  @Test
  void whatLeavesNothingBehindIsOnNoList() {
    Signed resident = TestPeople.resident();
    String number = UUID.randomUUID().toString();
    Id record = card(number, resident.person().name(), resident.person().idNumber());
    assertThat(card(number, resident.person().name(), SampleDocuments.fresh())).isEqualTo(record);
    looked();
    assertThat(listOf(record)).isEmpty();
  }
}
