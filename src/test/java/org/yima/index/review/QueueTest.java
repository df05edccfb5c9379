package org.yima.index.review;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestClient;
import org.yima.TestStaff;
import org.yima.healthcard.identity.IdType;
import org.yima.index.DocumentKey;
import org.yima.index.IndexProblem;
import org.yima.index.PersonIndex;
import org.yima.index.SampleDocuments;
import org.yima.index.SourceRecord;
import org.yima.index.change.Watch;
import org.yima.index.living.BestViews;
import org.yima.index.living.Carrying;
import org.yima.index.living.Deciding;
import org.yima.index.merge.Proposals;
import org.yima.index.store.Doubts;
import org.yima.index.store.Links;
import org.yima.index.store.Locks;
import org.yima.index.store.Looks;
import org.yima.index.store.Records;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Ids;
import org.yima.platform.Problem;
import org.yima.platform.Role;

/**
 * The queue in which doubts wait. How: time passes by asking a store whose clock is ahead, as a
 * server of a later moment would.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class QueueTest {
  private static boolean made;

  @Inject PersonIndex index;
  @Inject Database database;
  @Inject Matches matches;
  @Inject ReviewConfig config;
  @Inject Records records;
  @Inject Locks locks;
  @Inject Links links;
  @Inject Doubts doubts;
  @Inject BestViews views;
  @Inject Proposals proposals;
  @Inject Looks looks;
  @Inject Deciding deciding;
  @Inject Carrying carrying;
  @Inject Watch watch;
  @Inject Ids ids;
  @Inject Clock clock;

  @BeforeEach
  void reviewer() {
    if (!made) {
      assertThat(TestClient.staff("queue.reviewer", "REVIEWER", null)).isNotBlank();
      made = true;
    }
  }

  private static <T> T now(Uni<T> work) {
    return work.await().atMost(Duration.ofSeconds(60));
  }

  private Caller someReviewer() {
    return new Caller(
        Role.REVIEWER,
        Optional.of(ids.founding(org.yima.platform.IdType.STAFF)),
        Optional.empty(),
        Optional.empty());
  }

  /** The same, after a while. */
  private Matches after(Duration passed) {
    MatchStore later = new MatchStore(config, Clock.offset(clock, passed));
    return new Matches(
        database, later, records, locks, links, doubts, views, proposals, looks, deciding, carrying,
        watch, ids);
  }

  private Id put(String name, String document) {
    SourceRecord record =
        new SourceRecord(
            "queue-card",
            UUID.randomUUID().toString(),
            name,
            DocumentKey.of(IdType.RESIDENT_ID, document),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return now(database.tx(tx -> index.put(tx, record)));
  }

  /** A doubt; two names under one document are an impersonation, a missing one is not. */
  private Id doubt(boolean impersonation) {
    String document = SampleDocuments.fresh();
    assertThat(put("姚远", document)).isNotNull();
    Id raised = put(impersonation ? "柳青山" : "", document);
    return now(all(matches, false)).stream()
        .filter(match -> match.records().stream().anyMatch(r -> r.id().equals(raised)))
        .map(MatchView::id)
        .findFirst()
        .orElseThrow();
  }

  private static Uni<List<MatchView>> all(Matches of, boolean putOff) {
    return of.waiting(Caller.ANYONE, putOff, Optional.empty(), 100_000).map(MatchPage::items);
  }

  private static MatchResource.DecisionRequest said(Decision decision) {
    return new MatchResource.DecisionRequest(decision, null);
  }

  private static void refused(Uni<?> call, IndexProblem why) {
    assertThatThrownBy(() -> assertThat(now(call)).isNull())
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.type()).isEqualTo(why));
  }

  @Test
  void impersonationsComeFirstThenTheOldest() {
    Id older = doubt(false);
    Id newer = doubt(false);
    Id pressing = doubt(true);
    List<Id> queue = now(all(matches, false)).stream().map(MatchView::id).toList();
    assertThat(queue).containsSubsequence(pressing, older, newer);

    List<Id> walked = new ArrayList<>();
    String cursor = "";
    do {
      var page =
          given()
              .header("Authorization", "Bearer " + TestStaff.token("queue.reviewer"))
              .get("/v1/admin/matches?limit=2&cursor=" + cursor)
              .then()
              .statusCode(200)
              .extract();
      walked.addAll(
          page.<List<String>>path("items.id").stream()
              .map(id -> Id.parse(id).orElseThrow())
              .toList());
      cursor = page.path("next");
    } while (cursor != null);
    assertThat(walked).containsExactlyElementsOf(queue);
  }

  /**
   * Nobody can decide on what its source has taken back; it does not stand at the head for ever.
   */
  @Test
  void aDoubtAboutAWithdrawnRecordWaitsForNobody() {
    for (int side = 0; side < 2; side++) {
      Id match = doubt(true);
      Id gone =
          now(all(matches, false)).stream()
              .filter(view -> view.id().equals(match))
              .findFirst()
              .orElseThrow()
              .records()
              .get(side)
              .id();
      now(database.tx(tx -> index.withdraw(tx, List.of(gone), "queue-card")));
      assertThat(now(all(matches, false))).extracting(MatchView::id).doesNotContain(match);
    }
  }

  @Test
  void whoTakesOneUpDecidesAloneUntilItFallsBack() {
    Caller one = someReviewer();
    Caller two = someReviewer();
    Id match = doubt(true);
    assertThat(now(matches.claim(one, match)).claim().by()).isEqualTo(one.name());
    refused(matches.claim(two, match), IndexProblem.MATCH_CLAIMED);
    refused(matches.decide(two, match, said(Decision.DIFFERENT)), IndexProblem.MATCH_CLAIMED);

    Duration nearly = config.lease().minusSeconds(30);
    refused(after(nearly).decide(two, match, said(Decision.DIFFERENT)), IndexProblem.MATCH_CLAIMED);
    Matches over = after(config.lease().plusSeconds(30));
    assertThat(now(over.decide(two, match, said(Decision.DIFFERENT))).status())
        .isEqualTo(Match.Status.DIFFERENT);
    refused(matches.claim(one, match), IndexProblem.MATCH_DECIDED);
  }

  @Test
  void twoWhoAskForTheNextGetTwo() {
    Id first = doubt(true);
    Id second = doubt(true);
    assertThat(first).isNotEqualTo(second);
    Caller one = someReviewer();
    Caller two = someReviewer();
    MatchView mine = now(matches.next(one)).orElseThrow();
    MatchView theirs = now(matches.next(two)).orElseThrow();
    assertThat(theirs.id()).isNotEqualTo(mine.id());
    assertThat(now(matches.next(one)).orElseThrow().id()).isEqualTo(mine.id());
    assertThat(now(matches.release(one, mine.id())).claim()).isNull();
    assertThat(now(matches.release(two, theirs.id())).claim()).isNull();
    assertThat(now(matches.next(two)).orElseThrow().id()).isEqualTo(mine.id());
    assertThat(now(matches.release(two, mine.id())).claim()).isNull();
  }

  @Test
  void whatWasPutOffComesBack() {
    Caller one = someReviewer();
    Id match = doubt(true);
    assertThat(now(matches.decide(one, match, said(Decision.LATER))).status())
        .isEqualTo(Match.Status.LATER);
    assertThat(now(all(matches, false))).noneMatch(m -> m.id().equals(match));
    assertThat(now(all(matches, true))).anyMatch(m -> m.id().equals(match));
    Matches later = after(config.later().plusSeconds(30));
    assertThat(now(all(later, false))).anyMatch(m -> m.id().equals(match));
    assertThat(now(all(later, true))).noneMatch(m -> m.id().equals(match));
    assertThat(now(later.decide(one, match, said(Decision.DIFFERENT))).status())
        .isEqualTo(Match.Status.DIFFERENT);
  }

  @Test
  void whoTakesADoubtUpSeesWhatIsBestBelievedOfBoth() {
    Id match = doubt(true);
    MatchView view = now(matches.claim(someReviewer(), match));
    assertThat(view.persons()).hasSize(2);
    assertThat(view.persons().get(0).name().value()).isEqualTo("柳青山");
    assertThat(view.persons().get(0).name().source().domain()).isEqualTo("queue-card");
    assertThat(view.persons().get(0).documentMasked().value()).contains("***");
    assertThat(view.persons().get(1).name().source().recordId())
        .isEqualTo(view.records().get(1).id());
  }

  @Test
  void aPersonIsShownByTheBestOfItsRecordsAndWhoseWordThatIs() {
    String document = SampleDocuments.fresh();
    Id one = put("第五丹青", document);
    Id other = put("第五丹青", document);
    Id person = now(index.get(one)).orElseThrow().personId();
    given()
        .header("Authorization", "Bearer " + TestStaff.token("queue.reviewer"))
        .get("/v1/admin/persons/" + person)
        .then()
        .statusCode(200)
        .body("records.size()", equalTo(2))
        .body("best.personId", equalTo(person.toString()))
        .body("best.name.value", equalTo("第五丹青"))
        .body("best.name.source.rule", equalTo("UNDISPUTED"))
        .body("best.name.source.recordId", equalTo(other.toString()))
        .body("best.documentMasked.value", equalTo("990***" + document.substring(16)))
        .body("best.birthDate.source.rule", equalTo("DOCUMENT"))
        .body("best.phoneMasked", nullValue());
  }

  /** A doubt that is likelier comes before an older one, an impersonation before both. */
  @Test
  void theLikelierComesFirst() {
    Id old = doubt(false);
    Id likely = doubt(false);
    Id borrowed = doubt(true);
    weigh(old, 3_000);
    weigh(likely, 19_000);
    weigh(borrowed, -2_000);
    List<Id> ours = List.of(borrowed, likely, old);
    assertThat(now(all(matches, false)).stream().map(MatchView::id).filter(ours::contains))
        .containsExactlyElementsOf(ours);
    List<Id> paged = new ArrayList<>();
    Optional<Place> after = Optional.empty();
    do {
      MatchPage page = now(matches.waiting(someReviewer(), false, after, 2));
      page.items().stream().map(MatchView::id).forEach(paged::add);
      after = Place.cursor(page.next());
    } while (after.isPresent());
    assertThat(paged).doesNotHaveDuplicates();
    assertThat(paged.stream().filter(ours::contains)).containsExactlyElementsOf(ours);
  }

  private void weigh(Id match, int thousandths) {
    Integer changed =
        now(
            database
                .query(
                    "update index_match set score = $3 where bucket = $1 and id = $2",
                    match.bucket(),
                    match.uuid(),
                    thousandths)
                .map(rows -> rows.rowCount()));
    assertThat(changed).isEqualTo(1);
  }
}
