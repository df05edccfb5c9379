package org.yima.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.healthcard.identity.IdType;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.TestDatabase;

/** The index over real tables. Every test uses documents of its own. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PersonIndexTest {
  private static final String HOSPITAL = "test-card";

  @Inject PersonIndex index;
  @Inject Database database;

  @Test
  void cardsOfAProvenDocumentAreFoundAndNobodyElses() {
    String document = SampleDocuments.fresh();
    Id card = put(record(HOSPITAL, unique(), "张伟", document, false));
    Id child =
        put(
            new SourceRecord(
                HOSPITAL,
                unique(),
                "张小宝",
                DocumentKey.of(IdType.RESIDENT_ID, document),
                false,
                Optional.of(LocalDate.of(2020, 2, 2)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    await(database.tx(tx -> index.addPatient(tx, HOSPITAL, "00001234", card)));
    assertThat(await(index.visitCards("RESIDENT_ID", document))).isEmpty();

    Id resident = put(record(SourceRecord.YIMA, unique(), "张伟", document, true));
    List<VisitCard> cards = await(index.visitCards("RESIDENT_ID", document));
    assertThat(cards).extracting(VisitCard::recordId).containsExactly(card);
    assertThat(cards.get(0).patientIds()).containsExactly("00001234");
    assertThat(await(index.patientIds(resident, HOSPITAL))).containsExactly("00001234");
    assertThat(await(index.samePerson(resident)))
        .extracting(IndexRecord::id)
        .containsExactlyInAnyOrder(card, resident);
    assertThat(await(index.byPatient(HOSPITAL, "00001234")))
        .extracting(IndexRecord::id)
        .containsExactly(card);
    assertThat(await(index.get(child)).orElseThrow().personId())
        .isNotEqualTo(await(index.get(card)).orElseThrow().personId());
    assertThat(reviews(child)).isEqualTo(1);
  }

  @Test
  void puttingTheSameTwiceChangesNothing() {
    String number = unique();
    SourceRecord record = record(HOSPITAL, number, "李娜", SampleDocuments.fresh(), false);
    Id first = put(record);
    assertThat(putAll(List.of(record)).get(0))
        .isEqualTo(new Put(first, Put.Outcome.UNCHANGED, false, false));
    assertThat(versions(first)).isEqualTo(1);
    assertThat(await(index.byVisitCard(HOSPITAL, number)).orElseThrow().source()).isEqualTo(record);
  }

  /** What few know of a resident stays; a guardian does not outlast childhood. */
  @Test
  void aGuardianStaysUntilTheChildIsGrown() {
    for (int years : List.of(5, 40)) {
      SourceRecord record =
          new SourceRecord(
              "renew-card",
              unique(),
              "闻人小满",
              Optional.empty(),
              false,
              Optional.of(LocalDate.now(ZoneOffset.UTC).minusYears(years)),
              Optional.empty(),
              Optional.of("15411450001"),
              Optional.empty(),
              new Further(
                  Optional.of("闻人大满"),
                  Optional.empty(),
                  Optional.empty(),
                  Guardian.of("闻人谷雨", Optional.empty())));
      Id id = put(record);
      Id renewed = await(database.tx(tx -> index.renew(tx, record.with(Further.NONE))));
      assertThat(renewed).isEqualTo(id);
      Further now = await(index.get(id)).orElseThrow().further();
      assertThat(now.previousName()).contains("闻人大满");
      assertThat(now.guardian().isPresent()).isEqualTo(years < 18);
    }
  }

  @Test
  void aNewPhoneIsANewVersionAndANewNameLeavesThePerson() {
    String document = SampleDocuments.fresh();
    String number = unique();
    SourceRecord record = record(HOSPITAL, number, "王芳", document, false);
    Id other = put(record("other-card", unique(), "王芳", document, false));
    Id id = put(record);
    Id person = await(index.get(other)).orElseThrow().personId();
    assertThat(await(index.get(id)).orElseThrow().personId()).isEqualTo(person);

    SourceRecord phoned =
        new SourceRecord(
            record.domain(),
            number,
            record.name(),
            record.document(),
            false,
            record.birthDate(),
            record.sex(),
            Optional.of("19900000001"),
            Optional.empty());
    assertThat(putAll(List.of(phoned)).get(0).outcome()).isEqualTo(Put.Outcome.UPDATED);
    assertThat(await(index.get(id)).orElseThrow().personId()).isEqualTo(person);

    assertThat(putAll(List.of(record(HOSPITAL, number, "赵敏", document, false))).get(0))
        .isEqualTo(new Put(id, Put.Outcome.NEW, true, false));
    assertThat(await(index.get(id)).orElseThrow().personId()).isNotEqualTo(person);
    assertThat(versions(id)).isEqualTo(3);
    assertThat(await(index.samePerson(other))).hasSize(1);
  }

  @Test
  void aBatchLinksWithinItself() {
    String document = SampleDocuments.fresh();
    List<Put> puts =
        putAll(
            List.of(
                record(HOSPITAL, unique(), "周杰", document, false),
                record(HOSPITAL, unique(), "周 杰", document, false),
                record(HOSPITAL, unique(), "吴磊", document, false)));
    assertThat(puts)
        .extracting(Put::outcome)
        .containsExactly(Put.Outcome.NEW, Put.Outcome.LINKED, Put.Outcome.NEW);
    assertThat(puts).extracting(Put::review).containsExactly(false, false, true);
  }

  @Test
  void foreseeingSaysWhatPuttingDoesAndWritesNothing() {
    String document = SampleDocuments.fresh();
    SourceRecord first = record(HOSPITAL, unique(), "郑洁", document, false);
    SourceRecord second = record(HOSPITAL, unique(), "郑洁", document, false);
    assertThat(
            await(database.tx(tx -> index.foresee(tx, List.of(first), List.of(second))))
                .get(0)
                .outcome())
        .isEqualTo(Put.Outcome.LINKED);
    assertThat(await(index.ofDocument("RESIDENT_ID", document))).isEmpty();
    assertThat(
            await(database.tx(tx -> index.foresee(tx, List.of(), List.of(second))))
                .get(0)
                .outcome())
        .isEqualTo(Put.Outcome.NEW);
  }

  /**
   * A card's document is corrected while another card under the old document arrives. How: the
   * correction stops before it commits, until the newcomer waits for it or is through.
   */
  @Test
  void aRecordThatLeavesADocumentTakesNobodyWithIt() {
    String old = SampleDocuments.fresh();
    String number = unique();
    Id corrected = put(record(HOSPITAL, number, "何平", old, false));
    SourceRecord correction = record(HOSPITAL, number, "何平", SampleDocuments.fresh(), false);
    SourceRecord newcomer = record("other-card", unique(), "何平", old, false);
    CompletableFuture<Void> entered = new CompletableFuture<>();
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    CompletableFuture<Id> correcting =
        Reactive.start(
            () ->
                database.tx(
                    tx -> index.put(tx, correction).call(id -> Reactive.pause(entered, goOn))));
    Reactive.await(entered);
    CompletableFuture<Id> arriving =
        Reactive.start(() -> database.tx(tx -> index.put(tx, newcomer)));
    Awaitility.await().until(() -> arriving.isDone() || waiting("%index_block%") > 0);
    goOn.complete(null);

    assertThat(Reactive.await(correcting)).isEqualTo(corrected);
    assertThat(await(index.get(Reactive.await(arriving))).orElseThrow().personId())
        .isNotEqualTo(await(index.get(corrected)).orElseThrow().personId());
  }

  private static long waiting(String statement) {
    return TestDatabase.number(
        """
        select count(*) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like ?
        """,
        statement);
  }

  /** Twenty cards of one person arrive at the same moment, each in a transaction of its own. */
  @Test
  void oneDocumentIsOnePersonHoweverManyWriteAtOnce() {
    String document = SampleDocuments.fresh();
    List<Uni<Id>> puts =
        IntStream.range(0, 20)
            .mapToObj(i -> record(HOSPITAL, unique(), "孙莉", document, false))
            .map(r -> database.tx(tx -> index.put(tx, r)))
            .toList();
    List<Id> ids = await(Uni.join().all(puts).andFailFast());
    assertThat(await(index.samePerson(ids.get(0))))
        .extracting(IndexRecord::id)
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void whatIsWithdrawnIsFoundNoMoreAndComesBackWhenPutAgain() {
    String document = SampleDocuments.fresh();
    String number = unique();
    Id other = put(record("other-card", unique(), "钱进", document, false));
    Id id = put(record(HOSPITAL, number, "钱进", document, false));
    await(database.tx(tx -> index.addPatient(tx, HOSPITAL, "P-77", id)));
    await(database.tx(tx -> index.addPatient(tx, "other-card", "P-78", other)));
    assertThat(await(index.patientIds(other, HOSPITAL))).containsExactly("P-77");
    await(database.tx(tx -> index.withdraw(tx, List.of(id), "test")));
    assertThat(await(index.patientIds(other, HOSPITAL))).isEmpty();
    assertThat(await(index.patientIds(id, HOSPITAL))).isEmpty();
    assertThat(await(index.patientIds(other, "other-card"))).containsExactly("P-78");
    assertThat(await(index.byVisitCard(HOSPITAL, number))).isEmpty();
    assertThat(await(index.samePerson(other))).hasSize(1);
    assertThat(await(index.ofDocument("RESIDENT_ID", document))).hasSize(1);

    assertThat(put(record(HOSPITAL, number, "钱进", document, false))).isEqualTo(id);
    assertThat(await(index.samePerson(other))).hasSize(2);
  }

  /**
   * A migration hangs a patient number on one person while a counter wants it for another. How: the
   * migration is held before it commits, until the counter has an answer or waits for a lock.
   */
  @Test
  void aPatientNumberOfAMigrationIsNotClaimedForSomebodyElseBesideIt() {
    String number = "P-" + unique();
    Id migrated = put(record(HOSPITAL, unique(), "郑岚", SampleDocuments.fresh(), false));
    Id other = put(record(HOSPITAL, unique(), "吴桐", SampleDocuments.fresh(), false));
    CompletableFuture<Void> hung = new CompletableFuture<>();
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    CompletableFuture<Boolean> migration =
        Reactive.start(
            () ->
                database.tx(
                    tx ->
                        index
                            .addPatients(tx, List.of(new PatientNumber(migrated, HOSPITAL, number)))
                            .chain(() -> Reactive.pause(hung, goOn))
                            .replaceWith(true)));
    hung.join();
    CompletableFuture<Boolean> claim =
        Reactive.start(() -> database.tx(tx -> index.claimPatient(tx, HOSPITAL, number, other)));
    Awaitility.await().until(() -> claim.isDone() || waiting() > 0);
    goOn.complete(null);
    assertThat(Reactive.await(migration)).isTrue();
    assertThat(Reactive.await(claim)).isFalse();
    assertThat(await(index.byPatient(HOSPITAL, number)))
        .extracting(IndexRecord::id)
        .containsExactly(migrated);
  }

  private long waiting() {
    return await(
            database.query(
                """
                select count(*) from pg_stat_activity
                where wait_event_type = 'Lock' and query like '%index_block%'
                """))
        .iterator()
        .next()
        .getLong(0);
  }

  @Test
  void aRetiredCardStillAnswers() {
    String number = unique();
    Id id = put(record(HOSPITAL, number, "冯雪", SampleDocuments.fresh(), false));
    await(database.tx(tx -> index.retire(tx, List.of(id))));
    assertThat(await(index.byVisitCard(HOSPITAL, number)).orElseThrow().status())
        .isEqualTo(RecordStatus.RETIRED);
  }

  private static SourceRecord record(
      String domain, String number, String name, String document, boolean verified) {
    return new SourceRecord(
        domain,
        number,
        name,
        DocumentKey.of(IdType.RESIDENT_ID, document),
        verified,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Id put(SourceRecord record) {
    return await(database.tx(tx -> index.put(tx, record)));
  }

  private List<Put> putAll(List<SourceRecord> records) {
    return await(database.tx(tx -> index.putAll(tx, records)));
  }

  private long versions(Id record) {
    return count("select count(*) from index_record_version where record_id = $1", record);
  }

  private long reviews(Id record) {
    return count("select count(*) from index_match where $1 in (record_id, other_id)", record);
  }

  private long count(String sql, Id record) {
    return await(database.query(sql, record.uuid())).iterator().next().getLong(0);
  }

  private static String unique() {
    return UUID.randomUUID().toString();
  }

  private static <T> T await(Uni<T> uni) {
    return uni.await().indefinitely();
  }
}
