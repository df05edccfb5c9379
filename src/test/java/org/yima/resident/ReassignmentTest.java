package org.yima.resident;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestPeople;
import org.yima.TestPeople.Signed;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;

/** What arose under a record goes to its owner, and exactly that comes back. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ReassignmentTest {
  @Inject Database database;
  @Inject Ids ids;
  @Inject Residents residents;
  @Inject @All List<Reassignable> rooms;

  private static <T> T now(Uni<T> work) {
    return work.await().atMost(Duration.ofSeconds(60));
  }

  private Reassignable cards() {
    return rooms.stream().filter(room -> room.tables().contains("card")).findFirst().orElseThrow();
  }

  private String holderOf(String card) {
    Id id = Id.parse(IdType.CARD, card).orElseThrow();
    return now(database.query("select resident_id from card where id = $1", id.uuid()))
        .iterator()
        .next()
        .getUUID(0)
        .toString();
  }

  @Test
  void aCardMovesWithItsRecordAndComesBack() {
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
    Resident to = now(residents.get(Id.parse(two.residentId()).orElseThrow()));
    Reassignment step =
        new Reassignment(
            ids.founding(IdType.MERGE), from.recordId(), from.id(), to.id(), "linked in error");
    Reassignment otherRecord =
        new Reassignment(
            ids.founding(IdType.MERGE), to.recordId(), from.id(), to.id(), "nothing under it");

    assertThat(now(cards().preview(step))).containsEntry("card", 1L);
    assertThat(now(cards().preview(otherRecord))).containsEntry("card", 0L);

    now(database.tx(tx -> cards().apply(tx, step).chain(() -> cards().apply(tx, step))));
    assertThat(holderOf(card)).isEqualTo(to.id().uuid().toString());
    now(database.tx(tx -> cards().undo(tx, otherRecord)));
    assertThat(holderOf(card)).isEqualTo(to.id().uuid().toString());
    now(database.tx(tx -> cards().undo(tx, step).chain(() -> cards().undo(tx, step))));
    assertThat(holderOf(card)).isEqualTo(from.id().uuid().toString());
  }
}
