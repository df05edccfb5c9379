package org.yima.index.living;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.SchemaOwner;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.IndexRecord;
import org.yima.index.PersonIndex;
import org.yima.index.Put;
import org.yima.index.ReviewDesk;
import org.yima.index.SampleDocuments;
import org.yima.index.SourceRecord;
import org.yima.index.matching.Verdict;
import org.yima.index.matching.chinese.City;
import org.yima.index.matching.weight.Thresholds;
import org.yima.index.store.Doubts;
import org.yima.index.store.EngineRows;
import org.yima.index.store.ReevaluationRows;
import org.yima.index.store.ReevaluationRows.Reevaluation;
import org.yima.index.store.ReevaluationRows.Status;
import org.yima.index.store.WeightsRows;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.ManualJobs;
import org.yima.platform.TestDatabase;

/** What is stored follows the weights that come into use. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ManualJobs.class)
class ReevaluatingTest {
  private static final Thresholds STRICT = new Thresholds(90, 80, -8);

  private static final String ENGINE = Weighing.shipped().engine().id();

  @Inject PersonIndex index;
  @Inject Reevaluating job;
  @Inject ReevaluationRows rows;
  @Inject WeightsRows weights;
  @Inject EngineRows engines;
  @Inject Doubts doubts;
  @Inject Database database;

  private static <T> T await(Uni<T> uni) {
    return Reactive.await(() -> uni);
  }

  private static void done(Uni<Void> work) {
    assertThat(await(work.replaceWith(true))).isTrue();
  }

  private Id put(String domain, String name, String phone) {
    SourceRecord record = described(domain, name, phone);
    return await(database.tx(tx -> index.put(tx, record)));
  }

  private static SourceRecord described(String domain, String name, String phone) {
    return new SourceRecord(
        domain,
        UUID.randomUUID().toString(),
        name,
        Optional.empty(),
        false,
        Optional.of(LocalDate.of(1943, 12, 1)),
        Optional.of(Sex.MALE),
        Optional.of(phone),
        Optional.empty());
  }

  private List<Id> with(Id record) {
    return await(index.linked(record)).stream().map(IndexRecord::id).toList();
  }

  /** Other thresholds come into use; answers the version's name. */
  private String inUse(Thresholds thresholds) {
    String version = "anew " + UUID.randomUUID();
    String text = City.weights().with(version, thresholds).text();
    Boolean fresh =
        await(
            database.tx(
                tx ->
                    weights
                        .propose(tx, version, text, "one", "a test")
                        .call(() -> weights.approve(tx, version, "another", "untried", false))));
    assertThat(fresh).isTrue();
    return version;
  }

  private Reevaluation run(Reevaluating how, String version) {
    assertThat(await(how.run().replaceWith(true))).isTrue();
    return await(rows.find(database::query, version)).orElseThrow();
  }

  private Reevaluation done(String version) {
    return done(job, version);
  }

  private Reevaluation done(Reevaluating how, String version) {
    Reevaluation reached = run(how, version);
    while (reached.status() == Status.RUNNING) {
      reached = run(how, version);
    }
    return reached;
  }

  /** As a release leaves it that normalised or decided otherwise, under trained weights too. */
  @Test
  void whatAnotherEngineHasComparedIsWeighedAnewUnderTheSameWeights() {
    String version = inUse(City.weights().thresholds());
    assertThat(done(version).status()).isEqualTo(Status.DONE);
    Reevaluation rests = done(version);
    Id one = put("anew-e1", "濮阳听雪", "15411170021");
    Id other = put("anew-e2", "濮阳听雪", "15411170021");
    Id stranger = put("anew-e3", "濮阳扫叶", "15411170022");
    assertThat(engineOf(one, other)).isEqualTo(ENGINE);
    assertThat(done(version)).as("nothing to do").isEqualTo(rests);
    TestDatabase.update("update index_edge set engine = 'before' where engine is not null");
    TestDatabase.update(
        "update index_reevaluation set engine = 'before' where version = ?", version);
    TestDatabase.update(
        "update index_edge set other_id = ? where record_id = ? and other_id = ?",
        stranger.uuid(),
        one.uuid(),
        other.uuid());
    TestDatabase.update(
        "update index_edge set bucket = ?, record_id = ? where record_id = ? and other_id = ?",
        stranger.bucket(),
        stranger.uuid(),
        other.uuid(),
        one.uuid());

    Reevaluation anew = done(version);

    assertThat(anew.engine()).contains(ENGINE);
    assertThat(anew.records()).isPositive();
    assertThat(anew.unlinked()).as("what no engine of today links").isPositive();
    assertThat(engineOf(one, other)).isEqualTo(ENGINE);
    assertThat(with(one)).containsExactlyInAnyOrder(one, other);
    assertThat(done(version)).as("and once").isEqualTo(anew);
  }

  /** While a release follows another, servers of both are there, and do not undo each other. */
  @Test
  void theEngineThatCameLastHasWhatIsStoredWeighed() {
    String version = inUse(City.weights().thresholds());
    Reevaluation before = done(version);
    done(database.tx(tx -> engines.seen(tx, "later", "none", "")).replaceWithVoid());
    TestDatabase.update(
        "update index_reevaluation set engine = 'later' where version = ?", version);
    assertThat(run(job, version).engine()).contains("later");
    TestDatabase.update(
        "update index_engine set seen_at = now() - interval '11 minutes' where id = 'later'");
    assertThat(done(version).engine()).isEqualTo(before.engine());
    TestDatabase.update("delete from index_engine where id = 'later'");
  }

  /** As of a release that was taken back before it was in charge: what it put, none has weighed. */
  @Test
  void whatServersHavePutThatAreGoneIsWeighedAnew() {
    String version = inUse(City.weights().thresholds());
    assertThat(done(version).status()).isEqualTo(Status.DONE);
    assertThat(put("anew-back", "濮阳归帆", "15411170031")).isNotNull();
    TestDatabase.update("delete from index_engine where id <> ?", ENGINE);
    assertThat(
            TestDatabase.update(
                "update index_reevaluation set started_at = started_at - interval '1 hour'"))
        .isPositive();
    Reevaluation before = done(version);
    done(database.tx(tx -> engines.seen(tx, "back", "none", "")).replaceWithVoid());
    assertThat(
            TestDatabase.update(
                "update index_engine set first_seen_at = now() - interval '20 minutes',"
                    + " seen_at = now() - interval '11 minutes' where id = 'back'"))
        .isOne();
    Reevaluation after = done(version);
    assertThat(after.status()).isEqualTo(Status.DONE);
    assertThat(after.startedAt()).isAfter(before.startedAt());
    assertThat(after.records()).isPositive();
    assertThat(done(version)).as("once").isEqualTo(after);
    TestDatabase.update("delete from index_engine where id = 'back'");
  }

  /** Those of a ward need not wait until one release has followed the other. */
  @Test
  void whatIsNotedIsWeighedWhoeverIsInCharge() {
    Reevaluation before = settled();
    Id card = put("anew-noted", "濮阳泊舟", "15411170032");
    done(database.tx(tx -> engines.seen(tx, "next", "none", "")).replaceWithVoid());
    assertThat(
            TestDatabase.update(
                "insert into index_freed (bucket, id, record_id) values (?, ?, ?)",
                card.bucket(),
                card.uuid(),
                card.uuid()))
        .isOne();
    Reevaluation after = run(job, before.version());
    TestDatabase.update("delete from index_engine where id = 'next'");
    assertThat(noted()).isZero();
    assertThat(after.records() - before.records()).isOne();
  }

  private String engineOf(Id one, Id other) {
    return await(
        database
            .query(
                "select engine from index_edge where record_id = $1 and other_id = $2",
                one.uuid(),
                other.uuid())
            .map(found -> found.iterator().next().getString("engine")));
  }

  /** Two of one batch know of each other alone: nobody else's turn would tell of them. */
  @Test
  void whatWasBegunUnderTheVersionBeforeIsWaitedFor() {
    assertThat(done(inUse(City.weights().thresholds())).status()).isEqualTo(Status.DONE);
    List<SourceRecord> two =
        Stream.of("anew-p", "anew-q").map(d -> described(d, "濮阳停云", "15411170009")).toList();
    CompletableFuture<Boolean> decided = new CompletableFuture<>();
    CompletableFuture<Boolean> gate = new CompletableFuture<>();
    CompletableFuture<List<Put>> putting =
        CompletableFuture.supplyAsync(
            () ->
                await(
                    database.tx(
                        tx ->
                            index
                                .putAll(tx, two)
                                .invoke(() -> decided.complete(true))
                                .call(() -> Uni.createFrom().completionStage(gate)))));
    assertThat(decided.join()).isTrue();
    String strict = inUse(STRICT);
    for (int i = 0; i < 3; i++) {
      Reevaluation waiting = run(job.of(50, 10_000), strict);
      assertThat(waiting.status()).isEqualTo(Status.RUNNING);
      assertThat(waiting.records()).isZero();
    }
    assertThat(gate.complete(true)).isTrue();
    List<Id> both = putting.join().stream().map(Put::recordId).toList();
    assertThat(with(both.get(0))).containsExactlyInAnyOrderElementsOf(both);
    assertThat(done(strict).unlinked()).isPositive();
    assertThat(with(both.get(0))).containsExactly(both.get(0));
    assertThat(done(inUse(City.weights().thresholds())).status()).isEqualTo(Status.DONE);
  }

  @Test
  void whoOnlyAScoreLinkedPartsUnderStricterWeightsAndComesTogetherAgain() {
    assertThat(done(inUse(City.weights().thresholds())).status()).isEqualTo(Status.DONE);
    Id one = put("anew-a", "濮阳问渠", "15411170001");
    Id other = put("anew-b", "濮阳问渠", "15411170001");
    Id said = put("anew-a", "濮阳听泉", "15411170002");
    Id same = put("anew-b", "濮阳听泉", "15411170002");
    assertThat(with(one)).containsExactlyInAnyOrder(one, other);
    Id third = put("anew-c", "濮阳听泉", "15411170002");
    assertThat(with(third)).containsExactlyInAnyOrder(said, same, third);
    done(database.tx(tx -> doubts.remember(tx, said, same, Verdict.SAME)));

    String strict = inUse(STRICT);
    Reevaluation parted = done(strict);
    assertThat(parted.status()).isEqualTo(Status.DONE);
    assertThat(parted.unlinked()).isGreaterThanOrEqualTo(2);
    assertThat(parted.linked()).isZero();
    assertThat(with(one)).containsExactly(one);
    assertThat(with(said)).as("people said so").containsExactlyInAnyOrder(said, same);
    assertThat(with(third)).as("of it nobody said anything").containsExactly(third);
    assertThat(await(rows.moved(database::query, strict, Optional.empty(), 1_000)))
        .extracting(ReevaluationRows.Moved::recordId)
        .containsAnyOf(one, other)
        .doesNotContain(said, same);

    Reevaluation again = done(inUse(City.weights().thresholds()));
    assertThat(again.linked()).isEqualTo(parted.unlinked());
    assertThat(with(one)).containsExactlyInAnyOrder(one, other);
    assertThat(with(said)).containsExactlyInAnyOrder(said, same, third);
  }

  private Id withPapers(String domain, Optional<DocumentKey> document) {
    SourceRecord record =
        new SourceRecord(
            domain,
            UUID.randomUUID().toString(),
            "濮阳衔枝",
            document,
            false,
            Optional.of(LocalDate.of(1943, 12, 1)),
            Optional.of(Sex.MALE),
            Optional.of("15411176677"),
            Optional.empty());
    return await(database.tx(tx -> index.put(tx, record)));
  }

  /**
   * A card that may be of either of two is the one's once the other is gone. How: it goes there by
   * a link that was found under the version before, which nothing has weighed anew yet.
   */
  @Test
  void aLinkNamesTheWeightsThatItWasFoundByThoughOthersAreInUseWhenItMovesARecord() {
    String before = inUse(City.weights().thresholds());
    assertThat(done(before).status()).isEqualTo(Status.DONE);
    Id one =
        withPapers(
            "anew-either-a",
            DocumentKey.of("RESIDENT_ID", SampleDocuments.of("99010419431201305")));
    Id other =
        withPapers(
            "anew-either-b",
            DocumentKey.of("RESIDENT_ID", SampleDocuments.of("99010419431201307")));
    Id either = withPapers("anew-either-b", Optional.empty());
    assertThat(with(either)).containsExactly(either);
    String after = inUse(City.weights().thresholds());
    done(database.tx(tx -> index.withdraw(tx, List.of(other), "test")));
    assertThat(with(either)).containsExactlyInAnyOrder(one, either);
    assertThat(
            TestDatabase.text(
                """
                select weights from index_link_score
                where record_id in (?, ?) order by step desc limit 1
                """,
                one.uuid(),
                either.uuid()))
        .isEqualTo(before);
    assertThat(done(after).status()).isEqualTo(Status.DONE);
  }

  /** A card of another number, or of no number, is compared alike whoever's turn it is. */
  @Test
  void aRetiredCardStaysWithTheOneThatFollowedItWhicheverComesFirst() {
    assertThat(done(inUse(City.weights().thresholds())).status()).isEqualTo(Status.DONE);
    Map<Id, Id> pairs = new HashMap<>();
    Set<Boolean> orders = new HashSet<>();
    for (int i = 0; i < 40 && orders.size() < 2; i++) {
      String name = "濮阳" + (char) ('一' + 97 * i) + (char) ('丁' + 131 * i);
      String phone = "154%08d".formatted(i * 7_919_317 % 100_000_000);
      Id old = put("anew-lost", name, phone);
      done(database.tx(tx -> index.retire(tx, List.of(old))));
      Id living = put("anew-lost", name, phone);
      assertThat(with(living)).contains(old, living);
      orders.add(old.bucket() < living.bucket());
      pairs.put(old, living);
    }
    assertThat(orders).hasSize(2);
    for (int atOnce : List.of(1, 50)) {
      String version = inUse(City.weights().thresholds());
      done(database.tx(tx -> rows.begin(tx, version, ENGINE, false)));
      Reevaluation reached = done(job.of(atOnce, 10_000), version);
      assertThat(reached.status()).isEqualTo(Status.DONE);
      assertThat(reached.records()).isPositive();
      pairs.forEach((old, living) -> assertThat(with(living)).contains(old, living));
    }
  }

  private Id documented(String domain, String name, Optional<DocumentKey> document) {
    SourceRecord record =
        new SourceRecord(
            domain,
            UUID.randomUUID().toString(),
            name,
            document,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return await(database.tx(tx -> index.put(tx, record)));
  }

  /** Nothing is left to be weighed, of whatever test. */
  private Reevaluation settled() {
    Reevaluation reached = done(inUse(City.weights().thresholds()));
    while (TestDatabase.number("select count(*) from index_freed") > 0) {
      reached = done(reached.version());
    }
    assertThat(reached.status()).isEqualTo(Status.DONE);
    return reached;
  }

  private void withdraw(List<Id> records) {
    done(database.tx(tx -> index.withdraw(tx, records, "test")));
  }

  /**
   * A file in which every row has the document of a resident, taken back. Those that it leaves are
   * decided on anew, one by one, as if the server went down after each, and nobody else is.
   */
  @Test
  void aBlockThatIsFullIsLookedIntoAgainOnceWhatFilledItIsGone() {
    Reevaluation before = settled();
    Optional<DocumentKey> document = DocumentKey.of("RESIDENT_ID", SampleDocuments.fresh());
    List<SourceRecord> file =
        IntStream.rangeClosed(0, Keying.DOCUMENT_CAP)
            .mapToObj(
                i ->
                    new SourceRecord(
                        "anew-file",
                        UUID.randomUUID().toString(),
                        "濮阳" + (char) ('一' + 3 * i) + "石",
                        document,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
            .toList();
    List<Put> puts = await(database.tx(tx -> index.putAll(tx, file)));
    Id one = documented("anew-a", "濮阳抱朴", document);
    Id other = documented("anew-b", "濮阳抱朴", document);
    assertThat(with(one)).as("nobody is compared by it").containsExactly(one);
    withdraw(puts.stream().map(Put::recordId).toList());
    assertThat(with(one)).as("whoever takes records back waits for it not").containsExactly(one);
    for (int i = 1; i <= 3; i++) {
      Reevaluation reached = run(job.of(1, 1), before.version());
      assertThat(reached.status()).isEqualTo(Status.DONE);
      assertThat(reached.records() - before.records()).isEqualTo(Math.min(i, 2));
    }
    assertThat(with(one)).containsExactlyInAnyOrder(one, other);
    assertThat(await(index.samePerson(one))).hasSize(2);
  }

  private static SourceRecord caller(String domain, int place, String phone, int slip) {
    return new SourceRecord(
        domain,
        UUID.randomUUID().toString(),
        "濮阳" + (char) ('一' + 53 * place) + (char) ('丁' + 71 * place),
        Optional.empty(),
        false,
        Optional.of(LocalDate.of(1936, 1, 1).plusDays(37L * place + slip)),
        Optional.empty(),
        Optional.of(phone),
        Optional.empty());
  }

  private List<Id> put(List<SourceRecord> records) {
    return await(database.tx(tx -> index.putAll(tx, records))).stream().map(Put::recordId).toList();
  }

  private static List<SourceRecord> callers(int from, int to, String phone) {
    return IntStream.range(from, to).mapToObj(i -> caller("anew-desk", i, phone, 0)).toList();
  }

  /** The phone of a desk, on most of whose cards it was corrected: of the others it tells again. */
  @Test
  void whoCameIntoAFullBlockIsDecidedOnAnewOnceItIsFullNoMore() {
    String phone = "15411179001";
    List<Id> early = put(callers(0, 61, phone));
    List<Id> late = put(callers(61, 65, phone));
    Id card = put(List.of(caller("anew-other", 62, phone, 1))).get(0);
    Reevaluation before = settled();
    assertThat(with(card)).as("everybody's phone says nothing").containsExactly(card);
    assertThat(members("phone", card)).isEqualTo(66);
    assertThat(isFull("phone", card)).isTrue();
    withdraw(early.subList(0, 35));
    assertThat(noted()).as("31 are too many yet").isZero();
    withdraw(early.subList(35, 36));
    assertThat(noted()).isEqualTo(30);
    assertThat(isFull("phone", card)).isFalse();
    Reevaluation after = run(job, before.version());
    assertThat(after.records() - before.records()).as("nobody else").isEqualTo(30);
    assertThat(after.status()).isEqualTo(Status.DONE);
    assertThat(noted()).isZero();
    assertThat(with(card)).containsExactlyInAnyOrder(card, late.get(1));
  }

  /** As of a time when nobody was kept: once all have been let in, who wants it is known. */
  @Test
  void whoWantsAFullBlockIsKnownOnceAllWereGoneThrough() {
    Reevaluation before = settled();
    Id card = put(callers(100, 161, "15411179201")).get(0);
    assertThat(isFull("phone", card)).isTrue();
    assertThat(isIncomplete(card)).isFalse();
    assertThat(
            TestDatabase.update(
                "update index_block k set incomplete = true from index_record r"
                    + " where r.id = ? and k.key = any(r.blocks) and k.kind = 'phone'",
                card.uuid()))
        .isOne();
    done(database.tx(tx -> rows.begin(tx, before.version(), ENGINE, false)));
    assertThat(done(before.version()).status()).isEqualTo(Status.DONE);
    assertThat(isIncomplete(card)).isFalse();
  }

  private static boolean isIncomplete(Id record) {
    return TestDatabase.number(
            "select count(*) from index_block k join index_record r on k.key = any(r.blocks)"
                + " where r.id = ? and k.kind = 'phone' and k.is_full and k.incomplete",
            record.uuid())
        > 0;
  }

  private static long members(String kind, Id record) {
    return TestDatabase.number(
        "select max(k.members) from index_block k join index_record r on k.key = any(r.blocks)"
            + " where r.id = ? and k.kind = ?",
        record.uuid(),
        kind);
  }

  private static boolean isFull(String kind, Id record) {
    return TestDatabase.number(
            "select count(*) from index_block k join index_record r on k.key = any(r.blocks)"
                + " where r.id = ? and k.kind = ? and k.is_full",
            record.uuid(),
            kind)
        > 0;
  }

  private static long noted() {
    return TestDatabase.number("select count(*) from index_freed");
  }

  /** One that is noted and does not read is passed by and counted; the next is weighed. */
  @Test
  void aNotedRecordThatDoesNotReadHoldsUpNoOther() throws SQLException {
    Reevaluation before = settled();
    Id broken = put("anew-p", "濮阳持竿", "15411179101");
    Id one = put("anew-p", "濮阳垂纶", "15411179102");
    byte[] kept = exchange(broken, new byte[] {1, 2, 3});
    for (Id record : List.of(broken, one)) {
      TestDatabase.update(
          "insert into index_freed (bucket, id, record_id) values (?, ?, ?)",
          record.bucket(),
          record.uuid(),
          record.uuid());
    }
    Reevaluation after = run(job, before.version());
    assertThat(exchange(broken, kept)).hasSize(3);
    assertThat(after.skipped() - before.skipped()).isOne();
    assertThat(after.records() - before.records()).isOne();
    assertThat(noted()).isZero();
  }

  @Test
  void itGoesOnBehindTheLastRecordAndAnotherVersionSupersedesIt() {
    assertThat(done(inUse(City.weights().thresholds())).status()).isEqualTo(Status.DONE);
    Id one = put("anew-c", "濮阳望岳", "15411170003");
    Id other = put("anew-d", "濮阳望岳", "15411170003");
    Reevaluating slow = job.of(1, 1);
    String strict = inUse(STRICT);
    Reevaluation first = run(slow, strict);
    assertThat(first.status()).isEqualTo(Status.RUNNING);
    assertThat(first.records()).isEqualTo(1);
    // A block that is freed meanwhile costs nothing of what is done: all begins again at the end.
    TestDatabase.update("insert into index_freed (bucket, id) values (0, ?)", UUID.randomUUID());
    Reevaluation second = run(slow, strict);
    assertThat(second.records()).isEqualTo(2);
    assertThat(second.last()).isNotEqualTo(first.last());

    String back = inUse(City.weights().thresholds());
    Reevaluation all = done(back);
    assertThat(await(rows.find(database::query, strict)).orElseThrow().status())
        .isEqualTo(Status.SUPERSEDED);
    assertThat(all.status()).isEqualTo(Status.DONE);
    assertThat(with(one)).containsExactlyInAnyOrder(one, other);
  }

  /** What has only another name is not gone through; and to go through it all changes nothing. */
  @Test
  void theSameNumbersChangeNothing() {
    assertThat(done(inUse(City.weights().thresholds())).status()).isEqualTo(Status.DONE);
    Id one = put("anew-e", "濮阳知秋", "15411170004");
    Id other = put("anew-f", "濮阳知秋", "15411170004");
    assertThat(put("anew-e", "濮阳知秋", "15411170005")).isNotNull();
    Reevaluation renamed = done(inUse(City.weights().thresholds()));
    assertThat(renamed.status()).isEqualTo(Status.DONE);
    assertThat(renamed.records()).isZero();

    done(database.tx(tx -> rows.begin(tx, renamed.version(), ENGINE, false)));
    long asked = asked();
    Reevaluation through = done(renamed.version());
    assertThat(through.records()).isPositive();
    assertThat(List.of(through.moved(), through.linked(), through.unlinked()))
        .containsExactly(0, 0, 0);
    assertThat(asked()).isEqualTo(asked);
    assertThat(with(one)).contains(one, other);
  }

  /** A pair that was found before all that the two have in common was on too many records. */
  @Test
  void whatWasFoundBeforeABlockWasFullIsWeighedToo() throws SQLException {
    assertThat(done(inUse(City.weights().thresholds())).status()).isEqualTo(Status.DONE);
    Id one = addressed("anew-i");
    Id other = addressed("anew-j");
    assertThat(with(one)).containsExactlyInAnyOrder(one, other);
    fill(one);
    String again = inUse(City.weights().thresholds());
    done(database.tx(tx -> rows.begin(tx, again, ENGINE, false)));
    Reevaluation through = done(again);
    assertThat(through.records()).isPositive();
    assertThat(List.of(through.moved(), through.unlinked())).containsExactly(0, 0);
    assertThat(with(one)).containsExactlyInAnyOrder(one, other);
    assertThat(done(inUse(STRICT)).unlinked()).isPositive();
    assertThat(with(one)).as("by the new weights it is none").containsExactly(one);
    assertThat(done(inUse(City.weights().thresholds())).status()).isEqualTo(Status.DONE);
  }

  private Id addressed(String domain) {
    SourceRecord record =
        new SourceRecord(
            domain,
            UUID.randomUUID().toString(),
            "濮阳扶苏",
            Optional.empty(),
            false,
            Optional.of(LocalDate.of(1937, 2, 11)),
            Optional.of(Sex.MALE),
            Optional.empty(),
            Optional.of("西城区扶苏胡同137号"));
    return await(database.tx(tx -> index.put(tx, record)));
  }

  /** As if more records than are looked at had come into the blocks of this one. */
  private static void fill(Id record) throws SQLException {
    try (Connection owner = SchemaOwner.connect();
        PreparedStatement statement =
            owner.prepareStatement(
                "update index_block set is_full = true where ? = any(records)")) {
      statement.setObject(1, record.uuid());
      assertThat(statement.executeUpdate()).isPositive();
    }
  }

  @Test
  void aRecordThatDoesNotReadHoldsUpNoOther() throws SQLException {
    assertThat(done(inUse(City.weights().thresholds())).status()).isEqualTo(Status.DONE);
    Id broken = put("anew-g", "濮阳折桂", "15411170006");
    Id one = put("anew-g", "濮阳攀月", "15411170007");
    Id other = put("anew-h", "濮阳攀月", "15411170007");
    Id near = put("anew-h", "濮阳折桂", "15411170006");
    Id beside = put("anew-k", "濮阳折桂", "15411170006");
    assertThat(with(near)).contains(broken, beside);
    byte[] kept = exchange(broken, new byte[] {1, 2, 3});
    Reevaluation strict = done(inUse(STRICT));
    assertThat(strict.status()).isEqualTo(Status.DONE);
    assertThat(strict.skipped()).isOne();
    assertThat(with(one)).containsExactly(one);
    assertThat(exchange(broken, kept)).hasSize(3);
    assertThat(with(near)).as("who stands beside it is weighed").doesNotContain(beside);
    assertThat(done(inUse(City.weights().thresholds())).status()).isEqualTo(Status.DONE);
    assertThat(with(one)).containsExactlyInAnyOrder(one, other);
    assertThat(with(near)).contains(broken, beside);
  }

  /** By the numbers that are in use, not by those of the day on which it was raised. */
  @Test
  void aDoubtThatWaitsIsExplainedAnewAndShownNoMoreOnceTheTwoAreOnePerson() {
    double link = City.weights().thresholds().link();
    assertThat(done(inUse(City.weights().thresholds())).status()).isEqualTo(Status.DONE);
    Id one = put("anew-m", "濮阳采薇", "15411170008");
    Id other = put("anew-n", "濮阳采薇", "15411170008");
    String first = inUse(new Thresholds(90, link, -8));
    assertThat(done(first).status()).isEqualTo(Status.DONE);
    assertThat(with(one)).containsExactly(one);
    assertThat(weighedBy(one, other)).isEqualTo(first);
    String second = inUse(new Thresholds(91, link, -8));
    assertThat(done(second).status()).isEqualTo(Status.DONE);
    assertThat(weighedBy(one, other)).isEqualTo(second);
    assertThat(waits(one)).isTrue();
    assertThat(done(inUse(City.weights().thresholds())).status()).isEqualTo(Status.DONE);
    assertThat(with(one)).containsExactlyInAnyOrder(one, other);
    assertThat(waits(one)).isFalse();
  }

  private String weighedBy(Id one, Id other) {
    return await(
        database
            .query(
                "select weights from index_match where record_id = any($1::uuid[])"
                    + " and other_id = any($1::uuid[])",
                (Object) new UUID[] {one.uuid(), other.uuid()})
            .map(found -> found.iterator().next().getString("weights")));
  }

  private static boolean waits(Id record) {
    return !ReviewDesk.doubts(record).isEmpty();
  }

  /** Puts other bytes where a record's content rests; answers those that were there. */
  private static byte[] exchange(Id record, byte[] content) throws SQLException {
    try (Connection owner = SchemaOwner.connect();
        PreparedStatement statement =
            owner.prepareStatement(
                "update index_record n set content_enc = ? from index_record o"
                    + " where n.id = ? and o.id = n.id and o.bucket = n.bucket"
                    + " returning o.content_enc")) {
      statement.setBytes(1, content);
      statement.setObject(2, record.uuid());
      try (ResultSet before = statement.executeQuery()) {
        assertThat(before.next()).isTrue();
        return before.getBytes(1);
      }
    }
  }

  private long asked() {
    return await(
        database
            .query("select count(*) as n from index_match")
            .map(found -> found.iterator().next().getLong("n")));
  }
}
