package org.yima.resident.merging;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.TestPeople.Signed;
import org.yima.TestStaff;
import org.yima.healthcard.identity.IdType;
import org.yima.index.DocumentKey;
import org.yima.index.PersonIndex;
import org.yima.index.PersonMerge;
import org.yima.index.PersonMerges;
import org.yima.index.SourceRecord;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Ids;
import org.yima.platform.Role;
import org.yima.platform.TestDatabase;
import org.yima.resident.Resident;
import org.yima.resident.Residents;

/** A server that dies between deciding a merge and moving its rows leaves work, and no damage. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MergeJobTest {
  @Inject Database database;
  @Inject Residents residents;
  @Inject Merging merging;
  @Inject MergeStore store;
  @Inject MergeJob job;
  @Inject PersonMerges persons;
  @Inject PersonIndex index;
  @Inject Ids ids;

  private static <T> T now(Uni<T> work) {
    return work.await().atMost(Duration.ofSeconds(60));
  }

  private MergeStatus status(Id merge) {
    return now(store.find(merge)).orElseThrow().status();
  }

  /** The register gave one person two numbers: the one's record says the other's from now on. */
  @Test
  void whatACrashLeftTheJobGoesOnWith() {
    Signed one = TestPeople.resident();
    Signed two = TestPeople.resident();
    String card =
        given()
            .auth()
            .oauth2(one.token())
            .post("/v1/app/residents/" + one.residentId() + "/card")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    Resident from = now(residents.get(Id.parse(one.residentId()).orElseThrow()));
    Resident into = now(residents.get(Id.parse(two.residentId()).orElseThrow()));
    SourceRecord said = Identities.record(into);
    SourceRecord proven =
        new SourceRecord(
            said.domain(),
            from.id().toString(),
            said.name(),
            DocumentKey.of(IdType.RESIDENT_ID, into.idNumber()),
            true,
            said.birthDate(),
            said.sex(),
            said.phone(),
            said.address());
    Id merge = now(database.tx(tx -> merging.begin(tx, Caller.ANYONE, from, into, proven)));
    assertThat(status(merge)).isEqualTo(MergeStatus.MERGING);
    given()
        .auth()
        .oauth2(one.token())
        .get("/v1/app/residents/" + one.residentId() + "/card")
        .then()
        .statusCode(404);

    assertThat(now(job.run().replaceWith("ran"))).isEqualTo("ran");
    assertThat(status(merge)).isEqualTo(MergeStatus.MERGED);
    given()
        .auth()
        .oauth2(two.token())
        .get("/v1/app/residents/" + two.residentId() + "/cards")
        .then()
        .body("items.id", hasItem(card));

    Boolean undoing =
        now(database.tx(tx -> store.move(tx, merge, MergeStatus.MERGED, MergeStatus.UNDOING)));
    assertThat(undoing).isTrue();
    assertThat(now(job.run().replaceWith("ran"))).isEqualTo("ran");
    assertThat(status(merge)).isEqualTo(MergeStatus.UNDONE);
    given()
        .auth()
        .oauth2(one.token())
        .get("/v1/app/residents/" + one.residentId() + "/card")
        .then()
        .statusCode(200);
  }

  /** The index has parted the two, and the server died before a row had moved; so the way back. */
  @Test
  void whatACrashLeftOfPersonsTheJobGoesOnWith() {
    Signed one = TestPeople.resident();
    Signed two = TestPeople.resident();
    String card =
        given()
            .auth()
            .oauth2(two.token())
            .post("/v1/app/residents/" + two.residentId() + "/card")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    Id mine = now(residents.get(Id.parse(one.residentId()).orElseThrow())).recordId();
    Id theirs = now(residents.get(Id.parse(two.residentId()).orElseThrow())).recordId();
    Id merge = Id.parse(merged(theirs, mine)).orElseThrow();
    Id holder = Id.parse(one.residentId()).orElseThrow();
    int hung =
        TestDatabase.update(
            "update card set resident_id = ? where id = ?",
            holder.uuid(),
            Id.parse(card).orElseThrow().uuid());
    assertThat(hung).isEqualTo(1);

    assertThat(now(persons.unmerge(Caller.ANYONE, merge).replaceWith(true))).isTrue();
    assertThat(statusOf(merge)).isEqualTo(PersonMerge.Status.UNDOING);
    assertThat(holderOf(card)).isEqualTo(one.residentId());
    assertThat(now(job.run().chain(job::run).replaceWith("ran"))).isEqualTo("ran");
    assertThat(statusOf(merge)).isEqualTo(PersonMerge.Status.UNDONE);
    assertThat(holderOf(card)).isEqualTo(two.residentId());

    assertThat(now(persons.remerge(another(), merge).replaceWith(true))).isTrue();
    assertThat(statusOf(merge)).isEqualTo(PersonMerge.Status.MERGING);
    assertThat(now(job.run().chain(job::run).replaceWith("ran"))).isEqualTo("ran");
    assertThat(statusOf(merge)).isEqualTo(PersonMerge.Status.MERGED);
    assertThat(holderOf(card)).isEqualTo(one.residentId());
  }

  /** Neither who has proposed it nor who has taken it back. */
  private Caller another() {
    return new Caller(
        Role.REVIEWER,
        Optional.of(ids.founding(org.yima.platform.IdType.STAFF)),
        Optional.empty(),
        Optional.empty());
  }

  private String merged(Id source, Id target) {
    for (String login : List.of("job.reviewer.one", "job.reviewer.two")) {
      assertThat(TestClient.staff(login, "REVIEWER", null)).isNotBlank();
    }
    String merge =
        asked(
            "job.reviewer.one",
            "/v1/admin/persons/merge",
            Map.of(
                "sourcePersonId", now(index.get(source)).orElseThrow().personId().toString(),
                "targetPersonId", now(index.get(target)).orElseThrow().personId().toString(),
                "reason", "papers seen"),
            "mergeId");
    return asked("job.reviewer.two", "/v1/admin/merges/" + merge + "/approve", Map.of(), "id");
  }

  private static String asked(String login, String path, Map<String, ?> body, String member) {
    return given()
        .header("Authorization", "Bearer " + TestStaff.token(login))
        .contentType(ContentType.JSON)
        .body(body)
        .post(path)
        .then()
        .statusCode(200)
        .extract()
        .path(member);
  }

  private PersonMerge.Status statusOf(Id merge) {
    return now(persons.find(merge)).orElseThrow().status();
  }

  private static String holderOf(String card) {
    String holder =
        TestDatabase.text(
            "select resident_id::text from card where id = ?", Id.parse(card).orElseThrow().uuid());
    return "res_" + holder.replace("-", "");
  }
}
