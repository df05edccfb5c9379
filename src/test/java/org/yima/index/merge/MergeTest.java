package org.yima.index.merge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.yima.index.ReviewDesk.ONE;
import static org.yima.index.ReviewDesk.THREE;
import static org.yima.index.ReviewDesk.TWO;
import static org.yima.index.ReviewDesk.approve;
import static org.yima.index.ReviewDesk.cardUnder;
import static org.yima.index.ReviewDesk.decide;
import static org.yima.index.ReviewDesk.document;
import static org.yima.index.ReviewDesk.get;
import static org.yima.index.ReviewDesk.holderOf;
import static org.yima.index.ReviewDesk.post;
import static org.yima.index.ReviewDesk.unique;
import static org.yima.index.ReviewDesk.unmerge;
import static org.yima.index.ReviewDesk.uuid;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.TestPeople.Signed;
import org.yima.TestStaff;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.PersonIndex;
import org.yima.index.ReviewDesk;
import org.yima.index.SourceRecord;
import org.yima.platform.Feeds;
import org.yima.platform.Id;
import org.yima.platform.TestDatabase;

/** Two reviewers make one person of two, and at any later time two again, over the real doors. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MergeTest {
  private static String hospital;

  @Inject ReviewDesk desk;
  @Inject PersonIndex index;
  @Inject Feeds feeds;

  @BeforeEach
  void hospital() {
    if (hospital == null) {
      hospital = TestClient.institution("HOSPITAL", "merge-h", Map.of("domain", "merge-card"));
    }
  }

  private Id put(String name, Optional<DocumentKey> document) {
    return put(unique(), name, document);
  }

  private Id put(String number, String name, Optional<DocumentKey> document) {
    return desk.put(ReviewDesk.bare("merge-card", number, name, document));
  }

  /** The one who has proposed the merge and taken it back decides no more: another does. */
  private static ValidatableResponse undo(String merge) {
    unmerge(ONE, merge, "UNDO").statusCode(409).body("code", equalTo("merge.two-people"));
    return unmerge(TWO, merge, "UNDO");
  }

  @Test
  void aMergeNeedsTwoPeopleAndIsToldToItsSources() {
    Id one = put("韩梅", document());
    Id other = put("韩雪梅", document());
    String merge = desk.propose(other, one);
    assertThat(desk.propose(other, one)).isEqualTo(merge);
    post(ONE, "/merges/" + merge + "/approve", Map.of())
        .statusCode(409)
        .body("code", equalTo("merge.two-people"));
    assertThat(desk.certainly(one)).containsExactly(one);

    approve(TWO, merge)
        .statusCode(200)
        .body("steps.action", contains("PROPOSED", "APPROVED"))
        .body("mergedAt", notNullValue());
    assertThat(desk.certainly(one)).containsExactlyInAnyOrder(one, other);
    approve(TWO, merge).statusCode(409).body("code", equalTo("merge.not-in-state"));
    assertThat(
            TestDatabase.number(
                "select count(*) from audit_entry where action = 'person.merged' and subject = ?",
                merge))
        .isEqualTo(1);
    String feed = "hospital/" + hospital + "/identities";
    Awaitility.await()
        .until(
            () ->
                Reactive.await(() -> feeds.read(feed, "", 500)).items().stream()
                    .filter(entry -> merge.equals(entry.payload().getString("merge")))
                    .filter(entry -> entry.type().equals("identity.merged"))
                    .anyMatch(entry -> entry.payload().getJsonArray("records").size() == 2));
  }

  /** Hospitals that have no webhook read the same, and only of their own records. */
  @Test
  void aHospitalReadsWhatBecameOfItsRecords() {
    Id one = put("", document());
    Id other = put("", document());
    String person = desk.personOf(other).toString();
    String merge = desk.merge(other, one);
    get("/persons/" + person)
        .statusCode(200)
        .body("mergedInto", equalTo(desk.personOf(one).toString()))
        .body("records", empty());
    unmerge(ONE, merge, "APPLY").statusCode(200);
    get("/persons/" + person)
        .statusCode(200)
        .body("mergedInto", nullValue())
        .body("records.id", contains(other.toString()));
    String token = TestClient.of(hospital, "HOSPITAL").token();
    Awaitility.await()
        .until(
            () ->
                given()
                    .header("Authorization", "Bearer " + token)
                    .get("/v1/hospital/identities?limit=500")
                    .then()
                    .statusCode(200)
                    .extract()
                    .<List<String>>path("items.findAll { it.mergeId == '" + merge + "' }.type")
                    .equals(List.of("MERGED", "UNMERGED")));
  }

  @Test
  void aRefusedProposalChangesNothing() {
    Id one = put("", document());
    Id other = put("", document());
    String merge = desk.propose(other, one);
    post(TWO, "/merges/" + merge + "/refuse", Map.of("reason", "two births"))
        .statusCode(200)
        .body("status", equalTo("REFUSED"));
    approve(TWO, merge).statusCode(409);
    unmerge(ONE, merge, "APPLY").statusCode(409).body("code", equalTo("merge.not-in-state"));
    assertThat(desk.certainly(one)).containsExactly(one);
    get("/merges?status=REFUSED").statusCode(200).body("items.id", hasItem(merge));
  }

  /** A record that came while the merge stood goes where its document says, or people are asked. */
  @Test
  void whatCameWhileItStoodGoesWhereItsDocumentSays() {
    Optional<DocumentKey> left = document();
    Optional<DocumentKey> right = document();
    Id one = put("孙晓", left);
    Id other = put("孙小", right);
    String merge = desk.merge(other, one);
    Id laterRight = put("孙小", right);
    Id laterLeft = put("孙晓", left);
    String number = unique();
    Id unclear = put(number, "孙晓", left);
    assertThat(put(number, "孙晓", document())).isEqualTo(unclear);
    // It has left by its new document; people bring it back, so nothing tells whose it was.
    String back = desk.merge(unclear, one);
    unmerge(ONE, back, "PREVIEW").statusCode(200).body("records", contains(unclear.toString()));
    assertThat(desk.certainly(one)).contains(laterRight, laterLeft, unclear);

    unmerge(ONE, merge, "PREVIEW")
        .statusCode(200)
        .body("status", equalTo("MERGED"))
        .body("records", containsInAnyOrder(other.toString(), laterRight.toString()));
    unmerge(ONE, merge, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));
    assertThat(desk.certainly(other)).containsExactlyInAnyOrder(other, laterRight);
    assertThat(desk.certainly(one)).containsExactlyInAnyOrder(one, laterLeft, unclear);
    unmerge(ONE, merge, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));

    // Nothing joins them again by itself, and people can't by accident.
    assertThat(desk.certainly(put("孙小", right))).contains(other).doesNotContain(one);
    desk.proposing(other, one).statusCode(409).body("code", equalTo("match.kept-apart"));

    undo(merge).statusCode(200).body("status", equalTo("MERGED"));
    assertThat(desk.certainly(one)).contains(other, laterRight, laterLeft, unclear);
  }

  /** Both sides carry the document of a record that came while the merge stood. */
  @Test
  void ofWhatNothingTellsPeopleAreAsked() {
    Optional<DocumentKey> document = document();
    Id one = put("何平", document);
    Id other = put("", document);
    assertThat(desk.certainly(one)).containsExactly(one);
    String merge = desk.merge(other, one);
    Id came = put("何平", document);
    assertThat(desk.certainly(one)).containsExactlyInAnyOrder(one, other, came);
    unmerge(ONE, merge, "APPLY")
        .statusCode(200)
        .body("unclear.recordId", contains(came.toString()));
    assertThat(desk.certainly(one)).containsExactlyInAnyOrder(one, came);
    for (Id asked : List.of(one, other)) {
      assertThat(
              TestDatabase.number(
                  "select count(*) from index_match where status = 'OPEN' and record_id = ?"
                      + " and other_id = ?",
                  came.uuid(),
                  asked.uuid()))
          .isEqualTo(1);
    }
  }

  /** What arose under a record hangs on the resident of the side on which the record is. */
  @Test
  void whatAroseSinceGoesToTheResidentOfItsRecord() {
    Signed left = TestPeople.resident();
    Signed right = TestPeople.resident();
    Id mine = own(left);
    Id theirs = own(right);
    String merge = desk.merge(theirs, mine);
    String card = cardUnder(right, theirs);
    TestDatabase.update(
        "update card set resident_id = ? where id = ?", uuid(left.residentId()), uuid(card));
    unmerge(ONE, merge, "PREVIEW").statusCode(200).body("rows.card", equalTo(1));
    assertThat(holderOf(card)).isEqualTo(uuid(left.residentId()));

    unmerge(ONE, merge, "APPLY")
        .statusCode(200)
        .body("status", equalTo("UNDONE"))
        .body("rows.card", equalTo(1))
        .body("unclear", empty());
    assertThat(holderOf(card)).isEqualTo(uuid(right.residentId()));
    unmerge(ONE, merge, "APPLY").statusCode(200).body("rows.card", nullValue());

    undo(merge).statusCode(200).body("status", equalTo("MERGED"));
    assertThat(holderOf(card)).isEqualTo(uuid(left.residentId()));
    assertThat(desk.personOf(mine)).isEqualTo(desk.personOf(theirs));
  }

  /** Without a resident on the record's side nobody can be told to be the owner. */
  @Test
  void whatHasNoOwnerStaysAndIsListed() {
    Signed left = TestPeople.resident();
    Id mine = own(left);
    Id bare = put("", document());
    String merge = desk.merge(bare, mine);
    String card = cardUnder(left, bare);
    unmerge(ONE, merge, "APPLY")
        .statusCode(200)
        .body("status", equalTo("UNDONE"))
        .body("unclear.recordId", contains(bare.toString()))
        .body("unclear.residentId", contains(left.residentId()))
        .body("unclear[0].rows.card", equalTo(1));
    assertThat(holderOf(card)).isEqualTo(uuid(left.residentId()));
  }

  /** A doubt about two residents is a merge: one says so, another approves. */
  @Test
  void anAnswerThatJoinsTwoPersonsNeedsTwoPeople() {
    Optional<DocumentKey> document = document();
    Id one = put("罗成", document);
    Id second = put("罗成", document);
    Id other = put("郝平安", document);
    Id another = put("郝平安", document);
    assertThat(desk.certainly(other)).containsExactlyInAnyOrder(other, another);
    String match = ReviewDesk.doubts(other).get(0).get("id").toString();
    String merge =
        decide(ONE, match, "SAME")
            .statusCode(200)
            .body("status", equalTo("PROPOSED"))
            .extract()
            .path("mergeId");
    assertThat(desk.certainly(one)).containsExactlyInAnyOrder(one, second);
    decide(TWO, match, "DIFFERENT").statusCode(409).body("code", equalTo("match.proposed"));
    post(ONE, "/merges/" + merge + "/approve", Map.of()).statusCode(409);
    approve(TWO, merge).statusCode(200).body("matchId", equalTo(match));
    assertThat(desk.certainly(one)).containsExactlyInAnyOrder(one, second, other, another);
    decide(TWO, match, "DIFFERENT").statusCode(409).body("code", equalTo("match.decided"));

    unmerge(ONE, merge, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));
    assertThat(desk.certainly(one)).containsExactlyInAnyOrder(one, second);
    undo(merge).statusCode(200).body("status", equalTo("MERGED"));
    assertThat(desk.certainly(one)).containsExactlyInAnyOrder(one, second, other, another);
  }

  /** Doubts about one pair of persons, whichever way round, have one merge for their answer. */
  @Test
  void oneMergeAnswersEveryDoubtAboutItsPersons() {
    List<Id> one = List.of(put("", document()), put("", document()));
    List<Id> other = List.of(put("", document()), put("", document()));
    assertThat(desk.merge(one.get(1), one.get(0)))
        .isNotEqualTo(desk.merge(other.get(1), other.get(0)));
    String first = desk.ask(one.get(0), other.get(0));
    String second = desk.ask(other.get(1), one.get(1));
    String refused = same(first);
    assertThat(same(second)).isEqualTo(refused);
    post(TWO, "/merges/" + refused + "/refuse", Map.of()).statusCode(200);
    String merge = same(first);
    assertThat(same(second)).isEqualTo(merge).isNotEqualTo(refused);
    approve(TWO, merge).statusCode(200);
    for (String match : List.of(first, second)) {
      decide(TWO, match, "SAME").statusCode(409).body("code", equalTo("match.decided"));
    }
    unmerge(ONE, merge, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));
    assertThat(desk.certainly(one.get(0))).containsExactlyInAnyOrderElementsOf(one);
    undo(merge).statusCode(200).body("status", equalTo("MERGED"));
    assertThat(desk.certainly(one.get(0))).hasSize(4).containsAll(other);
  }

  private static String same(String match) {
    return decide(ONE, match, "SAME")
        .statusCode(200)
        .body("status", equalTo("PROPOSED"))
        .extract()
        .path("mergeId");
  }

  private Id known(String name, String number, String phone, Optional<DocumentKey> proven) {
    SourceRecord record =
        new SourceRecord(
            "merge-" + number.substring(0, 1),
            number,
            name,
            proven,
            proven.isPresent(),
            Optional.empty(),
            Optional.of(Sex.FEMALE),
            Optional.of(phone),
            Optional.empty());
    return desk.put(record);
  }

  /** A merge can be taken back whoever the machine links with its person afterwards. */
  @Test
  void aMergedPersonStaysWhoItIsWhenOthersAreLinkedWithIt() {
    Id one = known("巫马听澜", "a" + unique(), "15411117001", Optional.empty());
    Id hung = put("", Optional.empty());
    String merge = desk.merge(hung, one);
    Id person = desk.personOf(one);
    String number = "c" + unique();
    Optional<DocumentKey> document = document();
    Id own = known("巫马听澜", "b" + unique(), "15411117002", document);
    Id moves = known("巫马听澜", number, "15411117003", document);
    assertThat(desk.personOf(moves)).isEqualTo(desk.personOf(own)).isNotEqualTo(person);
    assertThat(known("巫马听澜", number, "15411117001", document)).isEqualTo(moves);
    assertThat(desk.personOf(moves))
        .isEqualTo(desk.personOf(own))
        .isEqualTo(desk.personOf(one))
        .isEqualTo(person);
    unmerge(ONE, merge, "APPLY").statusCode(200).body("records", contains(hung.toString()));
    assertThat(desk.personOf(hung)).isNotEqualTo(desk.personOf(one));
  }

  /** Two persons that people have merged others into are not made one by the machine. */
  @Test
  void ofTwoMergedPersonsTheMachineMakesNoOne() {
    Id one = known("漆雕映雪", "a" + unique(), "15411117004", Optional.empty());
    String number = "c" + unique();
    Id other = known("漆雕映雪", number, "15411117005", Optional.empty());
    assertThat(desk.merge(put("", Optional.empty()), one))
        .isNotEqualTo(desk.merge(put("", Optional.empty()), other));
    Id person = desk.personOf(one);
    Id apart = desk.personOf(other);
    assertThat(apart).isNotEqualTo(person);

    assertThat(known("漆雕映雪", number, "15411117004", Optional.empty())).isEqualTo(other);
    assertThat(desk.personOf(one)).isEqualTo(person);
    assertThat(desk.personOf(other)).isEqualTo(apart);
    assertThat(
            TestDatabase.number(
                "select count(*) from index_match where status = 'OPEN' and record_id = ?"
                    + " and other_id = ?",
                other.uuid(),
                one.uuid()))
        .isEqualTo(1);
  }

  /** What people have joined on their own is not parted by the way. */
  @Test
  void anAnswerOfItsOwnHoldsWhateverMergeIsTakenBack() {
    Optional<DocumentKey> document = document();
    Id one = put("任远", document);
    Id other = put("郝平安", document);
    String match = ReviewDesk.doubt(other);
    String merge = desk.merge(other, one);
    decide(ONE, match, "SAME").statusCode(200);
    unmerge(ONE, merge, "PREVIEW").statusCode(200).body("heldBy", contains(match));
    unmerge(ONE, merge, "APPLY").statusCode(409).body("code", equalTo("merge.kept-together"));
    assertThat(desk.certainly(one)).containsExactlyInAnyOrder(one, other);

    // It is taken back by naming the record, and comes back with that.
    String parting = desk.part(other);
    unmerge(TWO, parting, "PREVIEW").statusCode(200).body("heldBy", empty());
    unmerge(TWO, parting, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));
    assertThat(desk.with(one)).containsExactly(one);
    unmerge(ONE, merge, "APPLY").statusCode(409).body("code", equalTo("merge.stale"));
    unmerge(THREE, parting, "UNDO").statusCode(200).body("status", equalTo("MERGED"));
    assertThat(desk.certainly(one)).containsExactlyInAnyOrder(one, other);
    unmerge(ONE, merge, "PREVIEW").statusCode(200).body("heldBy", contains(parting));
  }

  /**
   * One reviewer's answer since, about a card whose document is proved, goes along with who it is
   * about, and is taken back after the merge as it would have been before.
   */
  @Test
  void aMergeIsTakenBackFromUnderAnAnswerAndTheAnswerAfterIt() {
    Optional<DocumentKey> document = document();
    Id left = put("石惊天", document);
    Id right = put("", document());
    String merge = desk.merge(left, right);
    Id merged = desk.personOf(right);
    Id proven = known("", "d" + unique(), "15411117011", document);
    String answer =
        decide(ONE, ReviewDesk.doubt(proven), "SAME")
            .statusCode(200)
            .body("status", equalTo("SAME"))
            .extract()
            .path("mergeId");
    assertThat(desk.with(left)).containsExactlyInAnyOrder(left, right, proven);
    assertThat(desk.personOf(left)).as("what two people made stays").isEqualTo(merged);

    unmerge(ONE, merge, "PREVIEW")
        .statusCode(200)
        .body("records", containsInAnyOrder(left.toString(), proven.toString()))
        .body("heldBy", empty());
    unmerge(ONE, merge, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));
    assertThat(desk.with(right)).containsExactly(right);
    assertThat(desk.certainly(left)).containsExactlyInAnyOrder(left, proven);

    unmerge(TWO, answer, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));
    assertThat(desk.with(left)).containsExactly(left);
    assertThat(desk.with(proven)).containsExactly(proven);
    unmerge(THREE, answer, "UNDO").statusCode(200).body("status", equalTo("MERGED"));
    undo(merge).statusCode(200).body("status", equalTo("MERGED"));
    assertThat(desk.certainly(left)).containsExactlyInAnyOrder(left, right, proven);
  }

  /** The document tells nothing, for both sides have it: only where it was at home does. */
  @Test
  void whoWasPartedAndIsBackIsAtHomeWhereItWas() {
    Optional<DocumentKey> document = document();
    Id one = put("阚泽", document);
    Id again = put("阚泽", document);
    Id other = put("", document);
    String merge = desk.merge(one, other);
    String parting = desk.part(one);
    unmerge(TWO, parting, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));
    assertThat(desk.with(one)).containsExactly(one);
    unmerge(THREE, parting, "UNDO").statusCode(200).body("status", equalTo("MERGED"));
    assertThat(desk.certainly(one)).containsExactlyInAnyOrder(one, again, other);

    unmerge(ONE, merge, "APPLY").statusCode(200).body("unclear", empty());
    assertThat(desk.certainly(one)).containsExactlyInAnyOrder(one, again);
    assertThat(desk.with(other)).containsExactly(other);
  }

  @Test
  void onlyPersonsThatAreThereAreMerged() {
    Id one = put("", document());
    String person = desk.personOf(one).toString();
    post(
            ONE,
            "/persons/merge",
            Map.of("sourcePersonId", person, "targetPersonId", person, "reason", "x"))
        .statusCode(400);
    Id other = put("", document());
    String gone = desk.personOf(other).toString();
    assertThat(desk.merge(other, one)).startsWith("mrg_");
    post(
            ONE,
            "/persons/merge",
            Map.of("sourcePersonId", gone, "targetPersonId", person, "reason", "x"))
        .statusCode(404);
    given()
        .header("Authorization", "Bearer " + TestStaff.operator())
        .get("/v1/admin/merges")
        .then()
        .statusCode(403);
  }

  private Id own(Signed resident) {
    return Reactive.await(() -> index.find(SourceRecord.YIMA, resident.residentId()))
        .orElseThrow()
        .id();
  }
}
