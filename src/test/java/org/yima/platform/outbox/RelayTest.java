package org.yima.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.platform.Database;
import org.yima.platform.Event;
import org.yima.platform.Feeds;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.ManualJobs;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Problem;
import org.yima.platform.TestDatabase;

/** Events reach every feed and every handler, whatever order their transactions commit in. */
@QuarkusTest
@TestProfile(ManualJobs.class)
@QuarkusTestResource(PostgresResource.class)
class RelayTest {
  /** {@code ./verify --full} runs more. */
  private static final int SCALE = Integer.getInteger("yima.scale", 1);

  @Inject Database database;
  @Inject Ids ids;
  @Inject Feeds feeds;
  @Inject Relay relay;
  @Inject Deliveries deliveries;
  @Inject TestHandler handler;

  @BeforeEach
  void begin() {
    Reactive.await(relay::run);
    Reactive.await(deliveries::run);
    handler.heard.clear();
    handler.poisoned.clear();
  }

  private Event event(String type, Id subject, String... in) {
    return Event.of(type, subject, new JsonObject().put("subject", subject.toString()), in);
  }

  private Id emitted(String type, String... in) {
    Id subject = ids.founding(IdType.BILL);
    Reactive.await(() -> database.tx(tx -> tx.emit(event(type, subject, in))));
    return subject;
  }

  private Feeds.Page read(String feed, String after) {
    return Reactive.await(() -> feeds.read(feed, after, 100));
  }

  private static List<String> subjects(Feeds.Page page) {
    return page.items().stream().map(Feeds.Entry::subject).toList();
  }

  /** The early transaction stays open while a later one commits, is relayed and is read. */
  @Test
  void aTransactionThatCommitsLateIsLaterInTheFeed() {
    String feed = "relay-test/late";
    Id early = ids.founding(IdType.BILL);
    CompletableFuture<Void> emitted = new CompletableFuture<>();
    CompletableFuture<Void> commit = new CompletableFuture<>();
    CompletableFuture<Void> open =
        Reactive.start(
            () ->
                database.tx(
                    tx ->
                        tx.emit(event("relay-test.seen", early, feed))
                            .invoke(() -> emitted.complete(null))
                            .call(() -> Uni.createFrom().completionStage(commit))));
    Reactive.await(emitted);
    Id late = emitted("relay-test.seen", feed);
    Reactive.await(relay::run);
    Feeds.Page first = read(feed, null);
    assertThat(subjects(first)).containsExactly(late.toString());

    commit.complete(null);
    Reactive.await(open);
    Reactive.await(relay::run);
    assertThat(subjects(read(feed, first.next()))).containsExactly(early.toString());
    assertThat(subjects(read(feed, ""))).containsExactly(late.toString(), early.toString());
  }

  @Test
  void anEventStandsOnceInEachOfItsFeeds() {
    Id subject = emitted("relay-test.seen", "relay-test/a", "relay-test/b");
    Reactive.await(relay::run);
    Reactive.await(relay::run);
    assertThat(subjects(read("relay-test/a", null))).containsExactly(subject.toString());
    assertThat(subjects(read("relay-test/b", null))).containsExactly(subject.toString());
    assertThat(read("relay-test/c", null).items()).isEmpty();
  }

  @Test
  void whatWasRolledBackIsNeverTold() {
    Id subject = ids.founding(IdType.BILL);
    assertThatThrownBy(
            () ->
                Reactive.await(
                    () ->
                        database.tx(
                            tx ->
                                tx.emit(event(TestHandler.TYPE, subject, "relay-test/undone"))
                                    .chain(
                                        told ->
                                            Uni.createFrom()
                                                .<Void>failure(PlatformProblem.STALE.problem())))))
        .isInstanceOf(Problem.class);
    Reactive.await(relay::run);
    Reactive.await(deliveries::run);
    assertThat(read("relay-test/undone", null).items()).isEmpty();
    assertThat(handler.subjects()).doesNotContain(subject);
  }

  /**
   * Property: while writers commit in whatever order and several relays overlap, a reader that only
   * ever asks after its last cursor has in the end seen every event once.
   */
  @Test
  void aReaderNeverSkipsAnEvent() {
    long seed = 20_261_104;
    Random random = new Random(seed);
    String feed = "relay-test/many";
    List<CompletableFuture<?>> running = new ArrayList<>();
    List<Id> emitted = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    String cursor = null;
    for (int round = 0; round < 30 * SCALE; round++) {
      for (int writer = random.nextInt(8); writer >= 0; writer--) {
        Id subject = ids.founding(IdType.BILL);
        emitted.add(subject);
        int pauses = random.nextInt(12);
        running.add(Reactive.start(() -> slowly(subject, feed, pauses)));
      }
      for (int overlapping = random.nextInt(3); overlapping >= 0; overlapping--) {
        running.add(Reactive.start(relay::run));
      }
      Feeds.Page page = read(feed, cursor);
      seen.addAll(subjects(page));
      cursor = page.next();
    }
    running.forEach(Reactive::await);
    Reactive.await(relay::run);
    for (Feeds.Page page = read(feed, cursor);
        !page.items().isEmpty();
        page = read(feed, page.next())) {
      seen.addAll(subjects(page));
    }
    assertThat(seen)
        .as("seed " + seed)
        .containsExactlyInAnyOrderElementsOf(emitted.stream().map(Id::toString).toList());
    assertThat(
            TestDatabase.number(
                "select count(*) - max(position) from feed_entry where feed = ?", feed))
        .as("positions without a gap")
        .isZero();
  }

  /** Holds its transaction open over a few round trips after it has written its event. */
  private Uni<Void> slowly(Id subject, String feed, int pauses) {
    return database.tx(
        tx -> {
          Uni<Void> work = tx.emit(event("relay-test.seen", subject, feed));
          for (int i = 0; i < pauses; i++) {
            work = work.call(() -> tx.query("select 1"));
          }
          return work;
        });
  }

  @Test
  void aHandlerHearsWhatItAskedForOnce() {
    Id wanted = emitted(TestHandler.TYPE);
    emitted("relay-test.unwanted");
    Reactive.await(relay::run);
    Reactive.await(deliveries::run);
    Reactive.await(relay::run);
    Reactive.await(deliveries::run);
    assertThat(handler.subjects()).containsExactly(wanted);
    assertThat(handler.heard.get(0).payload().getString("subject")).isEqualTo(wanted.toString());
  }

  @Test
  void aFailingHandlerIsAskedAgainLaterAndHoldsUpNobody() {
    Id bad = emitted(TestHandler.TYPE);
    handler.poisoned.add(bad);
    List<Id> good = IntStream.range(0, 3).mapToObj(i -> emitted(TestHandler.TYPE)).toList();
    Reactive.await(relay::run);
    Reactive.await(deliveries::run);
    assertThat(handler.subjects()).containsExactlyInAnyOrderElementsOf(good);
    assertThat(waiting(bad)).isEqualTo("1 later");

    Reactive.await(deliveries::run);
    assertThat(waiting(bad)).as("not asked again before its time").isEqualTo("1 later");
    due();
    Reactive.await(deliveries::run);
    assertThat(waiting(bad)).isEqualTo("2 later");

    handler.poisoned.clear();
    due();
    Reactive.await(deliveries::run);
    assertThat(handler.subjects()).contains(bad).hasSize(4);
    due();
    Reactive.await(deliveries::run);
    assertThat(handler.subjects()).hasSize(4);
  }

  @Test
  void aDeliveryToAHandlerThatIsNotHereWaitsAndHoldsUpNobody() {
    Id subject = emitted(TestHandler.TYPE);
    Reactive.await(relay::run);
    TestDatabase.update(
        """
        insert into delivery (bucket, event_id, handler, due_at)
        select bucket, id, 'of-a-newer-server', now() - interval '1 hour' from outbox
        where subject = ?
        """,
        subject.toString());
    Reactive.await(deliveries::run);
    assertThat(handler.subjects()).containsExactly(subject);
    assertThat(waiting(subject)).isEqualTo("1 later");
    TestDatabase.update("delete from delivery where handler = 'of-a-newer-server'");
  }

  private static void due() {
    TestDatabase.update("update delivery set due_at = now() - interval '1 second'");
  }

  private static String waiting(Id subject) {
    return TestDatabase.text(
        """
        select d.attempts || case when d.due_at > now() then ' later' else ' now' end
        from delivery d join outbox o on o.bucket = d.bucket and o.id = d.event_id
        where o.subject = ?
        """,
        subject.toString());
  }

  @Test
  void aFeedIsReadInPagesAndEndsWithItsCursor() {
    String feed = "relay-test/pages";
    List<String> expected =
        IntStream.range(0, 5).mapToObj(i -> emitted("relay-test.seen", feed).toString()).toList();
    Reactive.await(relay::run);
    List<String> seen = new ArrayList<>();
    String cursor = "";
    for (int size : new int[] {2, 2, 1, 0}) {
      String after = cursor;
      Feeds.Page page = Reactive.await(() -> feeds.read(feed, after, 2));
      assertThat(page.items()).hasSize(size);
      seen.addAll(subjects(page));
      cursor = page.next();
    }
    assertThat(seen).containsExactlyElementsOf(expected);
    assertThat(read(feed, cursor).next()).isEqualTo(cursor);
    emitted("relay-test.seen", feed);
    Reactive.await(relay::run);
    assertThat(read(feed, cursor).items()).hasSize(1);
    assertThat(read("relay-test/empty", "").next())
        .isEqualTo(read("relay-test/empty", null).next());
  }

  @Test
  void whatIsNoCursorOfOursIsRefused() {
    for (String cursor : Set.of("x", "ZjE6", "ZjE6YWJj", "ZjI6MQ", "!!", "ZjE6LTE", "1")) {
      assertThatThrownBy(() -> Reactive.await(() -> feeds.read("relay-test/a", cursor, 10)))
          .as(cursor)
          .satisfies(
              failure -> {
                Problem problem = (Problem) failure;
                assertThat(problem.type()).isEqualTo(PlatformProblem.INPUT_INVALID);
                assertThat(problem.errors())
                    .containsExactly(new Problem.FieldError("?after", "invalid"));
              });
    }
  }
}
