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
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.TestPeople;
import org.yima.TestPeople.Signed;
import org.yima.TestStaff;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.IndexRecord;
import org.yima.index.PersonIndex;
import org.yima.index.SampleDocuments;
import org.yima.index.SourceRecord;
import org.yima.index.matching.Doubt;
import org.yima.index.store.Doubts;
import org.yima.platform.Database;
import org.yima.platform.Feeds;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.TestDatabase;

/** Two reviewers make one person of two, and at any later time two again, over the real doors. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MergeTest {
  private static final String ONE = "merge.reviewer.one";
  private static final String TWO = "merge.reviewer.two";
  private static String hospital;

  @Inject PersonIndex index;
  @Inject Database database;
  @Inject Feeds feeds;
  @Inject Doubts doubts;

  @BeforeEach
  void reviewers() {
    if (hospital == null) {
      assertThat(TestClient.staff(ONE, "REVIEWER", null)).isNotBlank();
      assertThat(TestClient.staff(TWO, "REVIEWER", null)).isNotBlank();
      hospital = TestClient.institution("HOSPITAL", "merge-h", Map.of("domain", "merge-card"));
    }
  }

  private static <T> T now(Uni<T> work) {
    return work.await().atMost(Duration.ofSeconds(60));
  }

  private Id put(String name, Optional<DocumentKey> document) {
    return put(UUID.randomUUID().toString(), name, document);
  }

  private Id put(String number, String name, Optional<DocumentKey> document) {
    SourceRecord record =
        new SourceRecord(
            "merge-card",
            number,
            name,
            document,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return now(database.tx(tx -> index.put(tx, record)));
  }

  private static Optional<DocumentKey> document() {
    return DocumentKey.of("RESIDENT_ID", SampleDocuments.fresh());
  }

  private Id personOf(Id record) {
    return now(index.get(record)).orElseThrow().personId();
  }

  private List<Id> with(Id record) {
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

  private String propose(Id source, Id target) {
    return post(
            ONE,
            "/persons/merge",
            Map.of(
                "sourcePersonId", personOf(source).toString(),
                "targetPersonId", personOf(target).toString(),
                "reason", "papers seen"))
        .statusCode(200)
        .extract()
        .path("mergeId");
  }

  private String merge(Id source, Id target) {
    String merge = propose(source, target);
    approve(merge).statusCode(200).body("status", equalTo("MERGED"));
    return merge;
  }

  private static ValidatableResponse approve(String merge) {
    return post(TWO, "/merges/" + merge + "/approve", Map.of());
  }

  private static ValidatableResponse unmerge(String merge, String mode) {
    return unmerge(ONE, merge, mode);
  }

  private static ValidatableResponse unmerge(String who, String merge, String mode) {
    return post(who, "/merges/" + merge + "/unmerge", Map.of("mode", mode));
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
    String merge = propose(other, one);
    assertThat(propose(other, one)).isEqualTo(merge);
    post(ONE, "/merges/" + merge + "/approve", Map.of())
        .statusCode(409)
        .body("code", equalTo("merge.two-people"));
    assertThat(with(one)).containsExactly(one);

    approve(merge)
        .statusCode(200)
        .body("steps.action", contains("PROPOSED", "APPROVED"))
        .body("mergedAt", notNullValue());
    assertThat(with(one)).containsExactlyInAnyOrder(one, other);
    approve(merge).statusCode(409).body("code", equalTo("merge.not-in-state"));
    assertThat(
            TestDatabase.number(
                "select count(*) from audit_entry where action = 'person.merged' and subject = ?",
                merge))
        .isEqualTo(1);
    String feed = "hospital/" + hospital + "/identities";
    Awaitility.await()
        .until(
            () ->
                now(feeds.read(feed, "", 500)).items().stream()
                    .filter(entry -> merge.equals(entry.payload().getString("merge")))
                    .filter(entry -> entry.type().equals("identity.merged"))
                    .anyMatch(entry -> entry.payload().getJsonArray("records").size() == 2));
  }

  /** Hospitals that have no webhook read the same, and only of their own records. */
  @Test
  void aHospitalReadsWhatBecameOfItsRecords() {
    Id one = put("", document());
    Id other = put("", document());
    String person = personOf(other).toString();
    String merge = merge(other, one);
    person(person).body("mergedInto", equalTo(personOf(one).toString())).body("records", empty());
    unmerge(merge, "APPLY").statusCode(200);
    person(person).body("mergedInto", nullValue()).body("records.id", contains(other.toString()));
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

  private static ValidatableResponse person(String id) {
    return given()
        .header("Authorization", "Bearer " + TestStaff.token(ONE))
        .get("/v1/admin/persons/" + id)
        .then()
        .statusCode(200);
  }

  @Test
  void aRefusedProposalChangesNothing() {
    Id one = put("", document());
    Id other = put("", document());
    String merge = propose(other, one);
    post(TWO, "/merges/" + merge + "/refuse", Map.of("reason", "two births"))
        .statusCode(200)
        .body("status", equalTo("REFUSED"));
    approve(merge).statusCode(409);
    unmerge(merge, "APPLY").statusCode(409).body("code", equalTo("merge.not-in-state"));
    assertThat(with(one)).containsExactly(one);
    given()
        .header("Authorization", "Bearer " + TestStaff.token(ONE))
        .get("/v1/admin/merges?status=REFUSED")
        .then()
        .statusCode(200)
        .body("items.id", hasItem(merge));
  }

  /** A record that came while the merge stood goes where its document says, or people are asked. */
  @Test
  void whatCameWhileItStoodGoesWhereItsDocumentSays() {
    Optional<DocumentKey> left = document();
    Optional<DocumentKey> right = document();
    Id one = put("孙晓", left);
    Id other = put("孙小", right);
    String merge = merge(other, one);
    Id laterRight = put("孙小", right);
    Id laterLeft = put("孙晓", left);
    String number = UUID.randomUUID().toString();
    Id unclear = put(number, "孙晓", left);
    assertThat(put(number, "孙晓", document())).isEqualTo(unclear);
    // It has left by its new document; people bring it back, so nothing tells whose it was.
    String back = merge(unclear, one);
    unmerge(back, "PREVIEW").statusCode(200).body("records", contains(unclear.toString()));
    assertThat(with(one)).contains(laterRight, laterLeft, unclear);

    unmerge(merge, "PREVIEW")
        .statusCode(200)
        .body("status", equalTo("MERGED"))
        .body("records", containsInAnyOrder(other.toString(), laterRight.toString()));
    unmerge(merge, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));
    assertThat(with(other)).containsExactlyInAnyOrder(other, laterRight);
    assertThat(with(one)).containsExactlyInAnyOrder(one, laterLeft, unclear);
    unmerge(merge, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));

    // Nothing joins them again by itself, and people can't by accident.
    assertThat(with(put("孙小", right))).contains(other).doesNotContain(one);
    post(
            ONE,
            "/persons/merge",
            Map.of(
                "sourcePersonId", personOf(other).toString(),
                "targetPersonId", personOf(one).toString(),
                "reason", "again"))
        .statusCode(409)
        .body("code", equalTo("match.kept-apart"));

    undo(merge).statusCode(200).body("status", equalTo("MERGED"));
    assertThat(with(one)).contains(other, laterRight, laterLeft, unclear);
  }

  /** Both sides carry the document of a record that came while the merge stood. */
  @Test
  void ofWhatNothingTellsPeopleAreAsked() {
    Optional<DocumentKey> document = document();
    Id one = put("何平", document);
    Id other = put("", document);
    assertThat(with(one)).containsExactly(one);
    String merge = merge(other, one);
    Id came = put("何平", document);
    assertThat(with(one)).containsExactlyInAnyOrder(one, other, came);
    unmerge(merge, "APPLY").statusCode(200).body("unclear.recordId", contains(came.toString()));
    assertThat(with(one)).containsExactlyInAnyOrder(one, came);
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
    String merge = merge(theirs, mine);
    String card =
        given()
            .auth()
            .oauth2(right.token())
            .post("/v1/app/residents/" + right.residentId() + "/card")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    hangOn(card, left.residentId());
    unmerge(merge, "PREVIEW").statusCode(200).body("rows.card", equalTo(1));
    assertThat(holderOf(card)).isEqualTo(uuid(left.residentId()));

    unmerge(merge, "APPLY")
        .statusCode(200)
        .body("status", equalTo("UNDONE"))
        .body("rows.card", equalTo(1))
        .body("unclear", empty());
    assertThat(holderOf(card)).isEqualTo(uuid(right.residentId()));
    unmerge(merge, "APPLY").statusCode(200).body("rows.card", nullValue());

    undo(merge).statusCode(200).body("status", equalTo("MERGED"));
    assertThat(holderOf(card)).isEqualTo(uuid(left.residentId()));
    assertThat(personOf(mine)).isEqualTo(personOf(theirs));
  }

  /** Without a resident on the record's side nobody can be told to be the owner. */
  @Test
  void whatHasNoOwnerStaysAndIsListed() {
    Signed left = TestPeople.resident();
    Id mine = own(left);
    Id bare = put("", document());
    String merge = merge(bare, mine);
    String card =
        given()
            .auth()
            .oauth2(left.token())
            .post("/v1/app/residents/" + left.residentId() + "/card")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    TestDatabase.update("update card set record_id = ? where id = ?", bare.uuid(), uuid(card));
    unmerge(merge, "APPLY")
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
    assertThat(with(other)).containsExactlyInAnyOrder(other, another);
    String match =
        given()
            .header("Authorization", "Bearer " + TestStaff.token(ONE))
            .get("/v1/admin/matches?limit=200")
            .then()
            .statusCode(200)
            .extract()
            .path("items.find { it.records.id.contains('" + other + "') }.id");
    String merge =
        post(ONE, "/matches/" + match + "/decision", Map.of("decision", "SAME"))
            .statusCode(200)
            .body("status", equalTo("PROPOSED"))
            .extract()
            .path("mergeId");
    assertThat(with(one)).containsExactlyInAnyOrder(one, second);
    post(TWO, "/matches/" + match + "/decision", Map.of("decision", "DIFFERENT"))
        .statusCode(409)
        .body("code", equalTo("match.proposed"));
    post(ONE, "/merges/" + merge + "/approve", Map.of()).statusCode(409);
    approve(merge).statusCode(200).body("matchId", equalTo(match));
    assertThat(with(one)).containsExactlyInAnyOrder(one, second, other, another);
    post(TWO, "/matches/" + match + "/decision", Map.of("decision", "DIFFERENT"))
        .statusCode(409)
        .body("code", equalTo("match.decided"));

    unmerge(merge, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));
    assertThat(with(one)).containsExactlyInAnyOrder(one, second);
    undo(merge).statusCode(200).body("status", equalTo("MERGED"));
    assertThat(with(one)).containsExactlyInAnyOrder(one, second, other, another);
  }

  /** Doubts about one pair of persons, whichever way round, have one merge for their answer. */
  @Test
  void oneMergeAnswersEveryDoubtAboutItsPersons() {
    List<Id> one = List.of(put("", document()), put("", document()));
    List<Id> other = List.of(put("", document()), put("", document()));
    assertThat(merge(one.get(1), one.get(0))).isNotEqualTo(merge(other.get(1), other.get(0)));
    String first = doubt(one.get(0), other.get(0));
    String second = doubt(other.get(1), one.get(1));
    String refused = same(first);
    assertThat(same(second)).isEqualTo(refused);
    post(TWO, "/merges/" + refused + "/refuse", Map.of()).statusCode(200);
    String merge = same(first);
    assertThat(same(second)).isEqualTo(merge).isNotEqualTo(refused);
    approve(merge).statusCode(200);
    for (String match : List.of(first, second)) {
      post(TWO, "/matches/" + match + "/decision", Map.of("decision", "SAME"))
          .statusCode(409)
          .body("code", equalTo("match.decided"));
    }
    unmerge(merge, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));
    assertThat(with(one.get(0))).containsExactlyInAnyOrderElementsOf(one);
    undo(merge).statusCode(200).body("status", equalTo("MERGED"));
    assertThat(with(one.get(0))).hasSize(4).containsAll(other);
  }

  private String doubt(Id record, Id other) {
    now(
        database.tx(
            tx ->
                doubts.raise(
                    tx,
                    List.of(
                        new Doubts.Raised(record, new Doubt(other, Doubt.Kind.DOUBT, Set.of()))))));
    String match =
        TestDatabase.text("select id::text from index_match where record_id = ?", record.uuid());
    return new Id(IdType.MATCH, UUID.fromString(match)).toString();
  }

  private static String same(String match) {
    return post(ONE, "/matches/" + match + "/decision", Map.of("decision", "SAME"))
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
    return now(database.tx(tx -> index.put(tx, record)));
  }

  /** A merge can be taken back whoever the machine links with its person afterwards. */
  @Test
  void aMergedPersonStaysWhoItIsWhenOthersAreLinkedWithIt() {
    Id one = known("巫马听澜", "a" + UUID.randomUUID(), "15411117001", Optional.empty());
    Id hung = put("", Optional.empty());
    String merge = merge(hung, one);
    Id person = personOf(one);
    String number = "c" + UUID.randomUUID();
    Optional<DocumentKey> document = document();
    Id own = known("巫马听澜", "b" + UUID.randomUUID(), "15411117002", document);
    Id moves = known("巫马听澜", number, "15411117003", document);
    assertThat(personOf(moves)).isEqualTo(personOf(own)).isNotEqualTo(person);
    assertThat(known("巫马听澜", number, "15411117001", document)).isEqualTo(moves);
    assertThat(personOf(moves)).isEqualTo(personOf(own)).isEqualTo(personOf(one)).isEqualTo(person);
    unmerge(merge, "APPLY").statusCode(200).body("records", contains(hung.toString()));
    assertThat(personOf(hung)).isNotEqualTo(personOf(one));
  }

  /** Two persons that people have merged others into are not made one by the machine. */
  @Test
  void ofTwoMergedPersonsTheMachineMakesNoOne() {
    Id one = known("漆雕映雪", "a" + UUID.randomUUID(), "15411117004", Optional.empty());
    String number = "c" + UUID.randomUUID();
    Id other = known("漆雕映雪", number, "15411117005", Optional.empty());
    assertThat(merge(put("", Optional.empty()), one))
        .isNotEqualTo(merge(put("", Optional.empty()), other));
    Id person = personOf(one);
    Id apart = personOf(other);
    assertThat(apart).isNotEqualTo(person);

    assertThat(known("漆雕映雪", number, "15411117004", Optional.empty())).isEqualTo(other);
    assertThat(personOf(one)).isEqualTo(person);
    assertThat(personOf(other)).isEqualTo(apart);
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
    String match =
        given()
            .header("Authorization", "Bearer " + TestStaff.token(ONE))
            .get("/v1/admin/matches?limit=200")
            .then()
            .extract()
            .path("items.find { it.records.id.contains('" + other + "') }.id");
    String merge = merge(other, one);
    post(ONE, "/matches/" + match + "/decision", Map.of("decision", "SAME")).statusCode(200);
    unmerge(merge, "APPLY").statusCode(409).body("code", equalTo("merge.kept-together"));
    assertThat(with(one)).containsExactlyInAnyOrder(one, other);
  }

  @Test
  void onlyPersonsThatAreThereAreMerged() {
    Id one = put("", document());
    String person = personOf(one).toString();
    post(
            ONE,
            "/persons/merge",
            Map.of("sourcePersonId", person, "targetPersonId", person, "reason", "x"))
        .statusCode(400);
    Id other = put("", document());
    String gone = personOf(other).toString();
    assertThat(merge(other, one)).startsWith("mrg_");
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
    return now(index.find(SourceRecord.YIMA, resident.residentId())).orElseThrow().id();
  }

  private static void hangOn(String card, String resident) {
    TestDatabase.update("update card set resident_id = ? where id = ?", uuid(resident), uuid(card));
  }

  private static UUID holderOf(String card) {
    return UUID.fromString(
        TestDatabase.text("select resident_id::text from card where id = ?", uuid(card)));
  }

  private static UUID uuid(String id) {
    return Id.parse(id).orElseThrow().uuid();
  }
}
