package org.yima.index.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.yima.index.ReviewDesk.ONE;
import static org.yima.index.ReviewDesk.THREE;
import static org.yima.index.ReviewDesk.TWO;
import static org.yima.index.ReviewDesk.decide;
import static org.yima.index.ReviewDesk.document;
import static org.yima.index.ReviewDesk.get;
import static org.yima.index.ReviewDesk.post;
import static org.yima.index.ReviewDesk.unique;
import static org.yima.index.ReviewDesk.unmerge;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.TestClient;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.PersonIndex;
import org.yima.index.Put;
import org.yima.index.ReviewDesk;
import org.yima.index.SourceRecord;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Feeds;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.Role;
import org.yima.platform.TestDatabase;

/** What the machine or one reviewer has joined is taken back by the doors that take merges back. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PartTest {
  private static String hospital;

  @Inject ReviewDesk desk;
  @Inject Parts parts;
  @Inject Ids ids;
  @Inject PersonIndex index;
  @Inject Database database;
  @Inject Feeds feeds;

  @BeforeEach
  void hospital() {
    if (hospital == null) {
      hospital = TestClient.institution("HOSPITAL", "part-h", Map.of("domain", "part-a"));
    }
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

  private Id known(String domain, String name, String phone) {
    return desk.put(record(domain, unique(), name, Optional.empty(), phone));
  }

  private static ValidatableResponse merge(String merge) {
    return get("/merges/" + merge).statusCode(200);
  }

  /** No right hangs on a link by score: whoever proposes it may part it. */
  @Test
  void aLinkByScoreIsPartedForGoodAndJoinedAgainAsItWas() {
    Id one = known("part-a", "鲜于采薇", "15411330001");
    String number = unique();
    Id other = desk.put(record("part-b", number, "鲜于采薇", Optional.empty(), "15411330001"));
    assertThat(desk.with(one)).containsExactlyInAnyOrder(one, other);
    String parting = desk.part(other);
    assertThat(desk.with(one)).as("only proposed").containsExactlyInAnyOrder(one, other);
    merge(parting)
        .body("kind", equalTo("PART"))
        .body("status", equalTo("PROPOSED"))
        .body("records", contains(other.toString()));
    unmerge(ONE, parting, "PREVIEW").statusCode(200).body("records", contains(other.toString()));
    unmerge(ONE, parting, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));
    assertThat(desk.with(one)).containsExactly(one);
    merge(parting).body("steps.action", contains("PROPOSED", "UNMERGED"));

    assertThat(desk.put(record("part-b", number, "鲜于采薇", Optional.empty(), "15411330002")))
        .isEqualTo(other);
    assertThat(desk.put(record("part-b", number, "鲜于采薇", Optional.empty(), "15411330001")))
        .isEqualTo(other);
    assertThat(desk.with(one)).as("the machine doesn't join them again").containsExactly(one);
    assertThat(
            TestDatabase.number(
                "select count(*) from index_match where status = 'OPEN'"
                    + " and (record_id = ? or other_id = ?)",
                other.uuid(),
                other.uuid()))
        .isZero();

    unmerge(ONE, parting, "UNDO").statusCode(409).body("code", equalTo("merge.two-people"));
    unmerge(TWO, parting, "UNDO").statusCode(200).body("status", equalTo("MERGED"));
    assertThat(desk.with(one)).containsExactlyInAnyOrder(one, other);
    assertThat(desk.certainly(one)).as("a score grants what it granted").containsExactly(one);
    unmerge(TWO, parting, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));
    assertThat(desk.with(one)).containsExactly(one);
  }

  /** A pair that is left out is one that the machine may join again. */
  @Test
  void ofACrowdEveryPairIsNoted() {
    Optional<DocumentKey> document = document();
    List<SourceRecord> crowd =
        IntStream.range(0, 205)
            .mapToObj(i -> record("part-crowd-" + i, unique(), "巩众", document, ""))
            .toList();
    List<Id> crowded =
        database.tx(tx -> index.putAll(tx, crowd)).await().atMost(Duration.ofMinutes(3)).stream()
            .map(Put::recordId)
            .toList();
    assertThat(desk.with(crowded.get(0))).hasSize(205);
    Id[] leaving = crowded.subList(0, 101).toArray(Id[]::new);
    String parting = desk.part(leaving);
    unmerge(TWO, parting, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));
    assertThat(desk.with(leaving[0])).hasSize(101);
    UUID merge = ReviewDesk.uuid(parting);
    String noted = "select count(*) from index_merge_verdict where merge_id = ?";
    assertThat(TestDatabase.number(noted, merge)).isEqualTo(2L * 101 * 104);
    assertThat(
            TestDatabase.number(
                "select count(*) from index_verdict v join index_merge_verdict n"
                    + " using (record_id, other_id) where n.merge_id = ?"
                    + " and v.verdict = 'DIFFERENT'",
                merge))
        .isEqualTo(2L * 101 * 104);
    unmerge(THREE, parting, "UNDO").statusCode(200).body("status", equalTo("MERGED"));
    assertThat(TestDatabase.number(noted, merge)).isZero();
    assertThat(desk.with(leaving[0])).hasSize(205);
  }

  @Test
  void whatIsCertainIsPartedByTwoPeopleAndToldToItsSources() {
    Optional<DocumentKey> document = document();
    Id one = desk.put(record("part-a", unique(), "巩新", document, ""));
    Id stays = desk.put(record("part-a", unique(), "巩新", document, ""));
    Id other = desk.put(record("part-b", unique(), "巩新", document, ""));
    assertThat(desk.certainly(one)).containsExactlyInAnyOrder(one, stays, other);
    String parting = desk.part(other);
    unmerge(ONE, parting, "APPLY").statusCode(409).body("code", equalTo("merge.two-people"));
    post(ONE, "/merges/" + parting + "/approve", Map.of())
        .statusCode(409)
        .body("code", equalTo("merge.two-people"));
    post(TWO, "/merges/" + parting + "/approve", Map.of()).statusCode(200);
    assertThat(desk.with(other)).containsExactly(other);
    assertThat(desk.certainly(one)).containsExactlyInAnyOrder(one, stays);
    unmerge(TWO, parting, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));
    Awaitility.await().until(() -> isTold(parting, one));

    Id came = desk.put(record("part-b", unique(), "巩新", document, ""));
    assertThat(desk.with(came)).as("it passes with both").containsExactly(came);
    unmerge(TWO, parting, "UNDO").statusCode(409);
    unmerge(THREE, parting, "UNDO").statusCode(200);
    assertThat(desk.certainly(one)).contains(one, stays, other);
  }

  private boolean isTold(String merge, Id record) {
    return Reactive.await(() -> feeds.read("hospital/" + hospital + "/identities", "", 500))
        .items()
        .stream()
        .filter(entry -> entry.type().equals("identity.unmerged"))
        .filter(entry -> merge.equals(entry.payload().getString("merge")))
        .anyMatch(entry -> entry.payload().getJsonArray("records").contains(record.toString()));
  }

  /** One reviewer's answer is a join as any other, by its own row or by naming the record. */
  @Test
  void oneReviewersAnswerIsTakenBack() {
    Optional<DocumentKey> document = document();
    Id one = desk.put(record("part-a", unique(), "艾成蹊", document, ""));
    Id bare = desk.put(record("part-b", unique(), "", document, ""));
    assertThat(desk.with(one)).containsExactly(one);
    String merge =
        decide(ONE, ReviewDesk.doubt(bare), "SAME")
            .statusCode(200)
            .body("status", equalTo("SAME"))
            .body("mergeId", notNullValue())
            .extract()
            .path("mergeId");
    merge(merge).body("kind", equalTo("ANSWER")).body("status", equalTo("MERGED"));
    assertThat(desk.certainly(one)).containsExactlyInAnyOrder(one, bare);
    unmerge(TWO, merge, "APPLY").statusCode(200).body("status", equalTo("UNDONE"));
    assertThat(desk.with(one)).containsExactly(one);
    assertThat(desk.with(bare)).containsExactly(bare);
    unmerge(ONE, merge, "UNDO").statusCode(409).body("code", equalTo("merge.two-people"));
    unmerge(THREE, merge, "UNDO").statusCode(200).body("status", equalTo("MERGED"));
    assertThat(desk.certainly(one)).containsExactlyInAnyOrder(one, bare);

    // Whatever has joined them, the same is done by naming the record.
    String parting = desk.part(bare);
    unmerge(TWO, parting, "APPLY").statusCode(200);
    assertThat(desk.with(one)).containsExactly(one);
    unmerge(ONE, merge, "APPLY").statusCode(409).body("code", equalTo("merge.stale"));
  }

  /** Who was there only by way of what leaves is there no more. */
  @Test
  void aRecordThatABridgeHeldStandsAlone() {
    String number = unique();
    Id bridge = desk.put(record("part-a", number, "司空渡", Optional.empty(), "15411330011"));
    Id left = known("part-b", "司空渡", "15411330011");
    Id right = known("part-c", "司空渡", "15411330011");
    assertThat(desk.with(bridge)).containsExactlyInAnyOrder(bridge, left, right);
    String parting = desk.part(left, right);
    unmerge(ONE, parting, "APPLY")
        .statusCode(200)
        .body("records", containsInAnyOrder(left.toString(), right.toString()));
    assertThat(desk.with(left)).containsExactlyInAnyOrder(left, right);
    assertThat(desk.with(bridge)).containsExactly(bridge);
  }

  @Test
  void onlySomeOfAPersonsRecordsArePartedAndWhatTwoPeopleJoinedIsTakenBackAsThat() {
    Id one = desk.put(record("part-a", unique(), "", document(), ""));
    Id other = desk.put(record("part-a", unique(), "", document(), ""));
    desk.parting(desk.personOf(one), one).statusCode(422).body("code", equalTo("part.of-all"));
    desk.parting(desk.personOf(one), other).statusCode(404);
    String joined = desk.merge(other, one);
    String parting = desk.part(other);
    unmerge(TWO, parting, "PREVIEW").statusCode(200).body("heldBy", contains(joined));
    unmerge(TWO, parting, "APPLY").statusCode(409).body("code", equalTo("merge.kept-together"));
    post(TWO, "/merges/" + parting + "/refuse", Map.of())
        .statusCode(200)
        .body("status", equalTo("REFUSED"));
    unmerge(TWO, parting, "APPLY").statusCode(409).body("code", equalTo("merge.not-in-state"));
    assertThat(desk.with(one)).containsExactlyInAnyOrder(one, other);
  }

  /** Whoever asks for the same, also at the same time, has the same proposal. */
  @Test
  void theSamePartingIsProposedOnce() {
    Optional<DocumentKey> document = document();
    Id one = desk.put(record("part-a", unique(), "慎独", document, ""));
    Id second = desk.put(record("part-b", unique(), "慎独", document, ""));
    Id third = desk.put(record("part-c", unique(), "慎独", document, ""));
    Id person = desk.personOf(one);
    List<CompletableFuture<Id>> asked =
        IntStream.range(0, 4)
            .mapToObj(
                i -> Reactive.start(() -> parts.propose(reviewer(), person, Set.of(second), "x")))
            .toList();
    Set<Id> proposals = asked.stream().map(Reactive::await).collect(Collectors.toSet());
    assertThat(proposals).hasSize(1);
    String proposal = proposals.iterator().next().toString();
    assertThat(desk.part(second)).isEqualTo(proposal);
    merge(proposal).body("steps.action", contains("PROPOSED"));
    assertThat(desk.part(third)).isNotEqualTo(proposal);
    assertThat(desk.part(third, second)).isNotEqualTo(proposal);
    assertThat(desk.part(second, third)).isEqualTo(desk.part(third, second));
    post(TWO, "/merges/" + proposal + "/refuse", Map.of()).statusCode(200);
    assertThat(desk.part(second)).as("proposed anew").isNotEqualTo(proposal);
  }

  private Caller reviewer() {
    return new Caller(
        Role.REVIEWER, Optional.of(ids.founding(IdType.STAFF)), Optional.empty(), Optional.empty());
  }
}
