package org.yima.resident.merging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.yima.index.ReviewDesk.ONE;
import static org.yima.index.ReviewDesk.THREE;
import static org.yima.index.ReviewDesk.TWO;
import static org.yima.index.ReviewDesk.cardUnder;
import static org.yima.index.ReviewDesk.get;
import static org.yima.index.ReviewDesk.holderOf;
import static org.yima.index.ReviewDesk.unique;
import static org.yima.index.ReviewDesk.unmerge;
import static org.yima.index.ReviewDesk.uuid;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestPeople;
import org.yima.TestPeople.Signed;
import org.yima.index.DocumentKey;
import org.yima.index.PersonIndex;
import org.yima.index.PersonMerge;
import org.yima.index.PersonMerges;
import org.yima.index.ReviewDesk;
import org.yima.index.SampleDocuments;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.TestDatabase;

/**
 * A record that is no longer certainly one with a resident's leaves rows behind: they are on a list
 * until people have said whose they are.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DeparturesTest {
  @Inject ReviewDesk desk;
  @Inject PersonMerges merges;
  @Inject PersonIndex index;
  @Inject MergeJob job;

  private static <T> T now(Uni<T> work) {
    return work.await().atMost(Duration.ofSeconds(60));
  }

  private Id card(String number, String name, String document) {
    return desk.put(
        ReviewDesk.bare("left-card", number, name, DocumentKey.of("RESIDENT_ID", document)));
  }

  private void looked() {
    for (int i = 0; i < 50 && !now(merges.unlooked(1)).isEmpty(); i++) {
      assertThat(now(job.run().replaceWith("ran"))).isEqualTo("ran");
    }
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
        .map(id -> new Id(IdType.MERGE, UUID.fromString(id)).toString());
  }

  @Test
  void aCorrectedDocumentLeavesAListAndItsOwnerGetsWhatAroseUnderIt() {
    Signed first = TestPeople.resident();
    String number = unique();
    Id record = card(number, first.person().name(), first.person().idNumber());
    assertThat(isOneWith(record, first)).isTrue();
    String row = cardUnder(first, record);
    assertThat(card(number, first.person().name(), SampleDocuments.fresh())).isEqualTo(record);
    looked();
    String list = listOf(record).orElseThrow();
    get("/merges/" + list)
        .statusCode(200)
        .body("status", equalTo("LEFT"))
        .body("unclear", equalTo(1));
    assertThat(
            TestDatabase.number(
                "select count(*) from outbox where type = 'person.rows-left' and subject = ?",
                list))
        .isEqualTo(1);
    unmerge(ONE, list, "PREVIEW")
        .statusCode(200)
        .body("status", equalTo("LEFT"))
        .body("unclear.recordId", contains(record.toString()))
        .body("unclear.residentId", contains(first.residentId()))
        .body("unclear[0].rows.card", equalTo(1));

    Signed second = TestPeople.resident();
    assertThat(card(number, second.person().name(), second.person().idNumber())).isEqualTo(record);
    assertThat(isOneWith(record, second)).isTrue();
    unmerge(ONE, list, "PREVIEW").body("rows.card", equalTo(1)).body("unclear", empty());
    assertThat(holderOf(row)).as("nothing moves by itself").isEqualTo(uuid(first.residentId()));

    // One resident's rows become another's as persons become one: two people say so.
    unmerge(ONE, list, "APPLY").statusCode(200).body("status", equalTo("LEFT"));
    unmerge(ONE, list, "APPLY").statusCode(200).body("status", equalTo("LEFT"));
    assertThat(holderOf(row)).as("one has said so").isEqualTo(uuid(first.residentId()));
    unmerge(TWO, list, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));
    assertThat(holderOf(row)).isEqualTo(uuid(second.residentId()));
    unmerge(ONE, list, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));
    get("/merges/" + list).body("steps.action", contains("PROPOSED", "UNMERGED"));
    assertThat(
            TestDatabase.texts(
                "select action from audit_entry where subject = ? order by action", list))
        .containsExactly("person.rows-given", "person.rows-proposed");

    unmerge(TWO, list, "UNDO").statusCode(409).body("code", equalTo("merge.two-people"));
    unmerge(THREE, list, "UNDO").statusCode(200).body("status", equalTo("LEFT"));
    assertThat(holderOf(row)).isEqualTo(uuid(first.residentId()));
    unmerge(TWO, list, "APPLY").statusCode(200).body("status", equalTo("LEFT"));
    assertThat(holderOf(row)).as("said anew").isEqualTo(uuid(first.residentId()));
  }

  private boolean isOneWith(Id record, Signed resident) {
    return now(index.samePerson(record)).stream()
        .anyMatch(r -> r.number().equals(resident.residentId()));
  }

  /** What its source takes back leaves rows of which nobody can tell. */
  @Test
  void aRecordThatIsTakenBackLeavesAList() {
    Signed resident = TestPeople.resident();
    Id record = card(unique(), resident.person().name(), resident.person().idNumber());
    assertThat(cardUnder(resident, record)).isNotBlank();
    desk.withdraw(record);
    looked();
    unmerge(ONE, listOf(record).orElseThrow(), "PREVIEW")
        .statusCode(200)
        .body("unclear.recordId", contains(record.toString()))
        .body("unclear[0].rows.card", equalTo(1));
  }

  @Test
  void whatLeavesNothingBehindIsOnNoList() {
    Signed resident = TestPeople.resident();
    String number = unique();
    Id record = card(number, resident.person().name(), resident.person().idNumber());
    assertThat(card(number, resident.person().name(), SampleDocuments.fresh())).isEqualTo(record);
    looked();
    assertThat(listOf(record)).isEmpty();
  }

  /** Whoever found a list empty while people decide on it takes nothing from under them. */
  @Test
  void aListOnWhichPeopleDecideIsNotForgotten() {
    Signed resident = TestPeople.resident();
    String number = unique();
    Id record = card(number, resident.person().name(), resident.person().idNumber());
    assertThat(cardUnder(resident, record)).isNotBlank();
    assertThat(card(number, resident.person().name(), SampleDocuments.fresh())).isEqualTo(record);
    String list = listOf(record).orElseThrow();
    for (String reviewer : List.of(ONE, TWO)) {
      unmerge(reviewer, list, "APPLY")
          .statusCode(200)
          .body("status", equalTo(reviewer.equals(ONE) ? "LEFT" : "UNDONE"));
      Id id = Id.parse(IdType.MERGE, list).orElseThrow();
      assertThat(now(merges.forget(id).replaceWith(true))).isTrue();
      get("/merges/" + list).statusCode(200).body("records", contains(record.toString()));
    }
  }

  /** Another server may have looked meanwhile: it is told once, and nothing is taken from it. */
  @Test
  void aListOnWhichRowsWereSeenIsNotForgotten() {
    Signed resident = TestPeople.resident();
    Id record = card(unique(), resident.person().name(), resident.person().idNumber());
    assertThat(cardUnder(resident, record)).isNotBlank();
    desk.withdraw(record);
    looked();
    String list = listOf(record).orElseThrow();
    Id id = Id.parse(IdType.MERGE, list).orElseThrow();
    PersonMerge left = now(merges.find(id)).orElseThrow();
    assertThat(now(merges.opened(left, 2).replaceWith(true))).isTrue();
    assertThat(
            TestDatabase.number(
                "select count(*) from outbox where type = 'person.rows-left' and subject = ?",
                list))
        .isEqualTo(1);
    assertThat(now(merges.forget(id).replaceWith(true))).isTrue();
    get("/merges/" + list)
        .statusCode(200)
        .body("unclear", equalTo(1))
        .body("records", contains(record.toString()));
  }
}
