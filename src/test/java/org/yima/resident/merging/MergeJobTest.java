package org.yima.resident.merging;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestPeople;
import org.yima.TestPeople.Signed;
import org.yima.healthcard.identity.IdType;
import org.yima.index.DocumentKey;
import org.yima.index.SourceRecord;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
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

  private static <T> T now(Uni<T> work) {
    return work.await().atMost(Duration.ofSeconds(10));
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
}
