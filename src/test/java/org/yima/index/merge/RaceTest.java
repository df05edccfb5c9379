package org.yima.index.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.IndexRecord;
import org.yima.index.PersonIndex;
import org.yima.index.SampleDocuments;
import org.yima.index.SourceRecord;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.Problem;
import org.yima.platform.Role;

/** What is put, taken back and merged at the same time, on a real database. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RaceTest {
  private static final long SEED = 20261121;
  private static final int ROUNDS = 2 * Integer.getInteger("yima.scale", 1);
  private static final int TURNS = 5;
  private static final int AT_ONCE = 4;
  private static final int CARDS = 10;

  @Inject PersonIndex index;
  @Inject Proposals proposals;
  @Inject Database database;
  @Inject Ids ids;

  private Caller reviewer() {
    return new Caller(
        Role.REVIEWER, Optional.of(ids.founding(IdType.STAFF)), Optional.empty(), Optional.empty());
  }

  private static SourceRecord record(
      String domain, String number, String name, String document, String birth, String phone) {
    return new SourceRecord(
        domain,
        number,
        name,
        DocumentKey.of("RESIDENT_ID", document),
        false,
        Optional.of(birth).filter(b -> !b.isEmpty()).map(LocalDate::parse),
        birth.isEmpty() ? Optional.empty() : Optional.of(Sex.MALE),
        Optional.of(phone).filter(p -> !p.isEmpty()),
        Optional.empty());
  }

  private Uni<Id> put(SourceRecord record) {
    return database.tx(tx -> index.put(tx, record));
  }

  private Id putNow(SourceRecord record) {
    return Reactive.await(() -> put(record));
  }

  private Id personOf(Id record) {
    return Reactive.await(() -> index.get(record)).orElseThrow().personId();
  }

  /** How many wait for a person that somebody else holds. */
  private long waiting() {
    return Reactive.await(
        () ->
            database
                .query(
                    """
                    select count(*) as n from pg_stat_activity
                    where wait_event_type = 'Lock' and query like '%join index_person p%'
                    """)
                .map(rows -> rows.iterator().next().getLong("n")));
  }

  /**
   * A newcomer that is like a record of the one person is compared with it, then waits for the
   * person, which people are merging into another at that moment. What it read of the record before
   * it waited is old by then.
   */
  @Test
  void whoWaitedForAMergeDoesNotUndoWhatItMadeCertain() {
    String document = SampleDocuments.fresh();
    Id lone = putNow(record("race-a", key(), "欧冶清川", "", "1947-04-09", "15411180001"));
    Id proven = putNow(record("race-b", key(), "百里长风", document, "", ""));
    Id again = putNow(record("race-c", key(), "百里长风", document, "", ""));
    Id person = personOf(lone);
    Id target = personOf(proven);
    Id merge = Reactive.await(() -> proposals.propose(reviewer(), person, target, "papers"));
    CompletableFuture<Void> held = new CompletableFuture<>();
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    CompletableFuture<Boolean> holder =
        Reactive.start(
            () ->
                database
                    .tx(
                        tx ->
                            tx.query(
                                    "select id from index_person where bucket = $1 and id = $2"
                                        + " for update",
                                    person.bucket(),
                                    person.uuid())
                                .chain(() -> Reactive.pause(held, goOn)))
                    .replaceWith(true));
    held.join();
    CompletableFuture<Boolean> merging =
        Reactive.start(() -> proposals.approve(reviewer(), merge, "seen").replaceWith(true));
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> waiting() == 1);
    CompletableFuture<Id> newcomer =
        Reactive.start(() -> put(record("race-d", key(), "欧冶清川", "", "1947-04-09", "15411180001")));
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> waiting() == 2);
    goOn.complete(null);
    assertThat(Reactive.await(holder)).isTrue();
    assertThat(Reactive.await(merging)).isTrue();
    Id came = Reactive.await(newcomer);
    assertThat(Reactive.await(() -> index.linked(came)))
        .as("no score joins what people made of two; they are asked")
        .hasSize(1);
    assertThat(Reactive.await(() -> index.samePerson(lone)))
        .as("people said so")
        .extracting(IndexRecord::id)
        .containsExactlyInAnyOrder(lone, proven, again);
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  /** Somebody in a few spellings, with and without papers. */
  private static SourceRecord any(Random random, String domain, List<String> documents) {
    int who = random.nextInt(3);
    return record(
        domain,
        "card " + random.nextInt(CARDS),
        List.of("公冶无忌", "公冶无极", "公冶远山", "").get(random.nextInt(4)),
        random.nextInt(3) == 0 ? "" : documents.get(who),
        List.of("1946-02-03", "1946-02-03", "1971-11-05", "").get(random.nextInt(4)),
        List.of("15411180011", "15411180012", "").get(random.nextInt(3)));
  }

  @Test
  void whateverHappensAtOnceTheRowsAgreeWithEachOther() {
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(SEED + round);
      String domain = "race-" + UUID.randomUUID();
      List<String> documents =
          List.of(SampleDocuments.fresh(), SampleDocuments.fresh(), SampleDocuments.fresh());
      List<Id> known = new ArrayList<>();
      for (int turn = 0; turn < TURNS; turn++) {
        List<CompletableFuture<Id>> started = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
          started.add(Reactive.start(act(random, any(random, domain, documents), known)));
        }
        started.forEach(act -> outcome(act).ifPresent(known::add));
      }
      mustAgree("round " + round, domain);
    }
  }

  private Supplier<Uni<Id>> act(Random random, SourceRecord record, List<Id> known) {
    int what = known.size() < 4 ? 9 : random.nextInt(10);
    if (what == 0) {
      Id gone = known.get(random.nextInt(known.size()));
      return () -> database.tx(tx -> index.withdraw(tx, List.of(gone), "race")).replaceWith(gone);
    }
    if (what <= 2) {
      Id one = known.get(random.nextInt(known.size()));
      Id other = known.get(random.nextInt(known.size()));
      return () ->
          index
              .get(one)
              .chain(
                  a ->
                      index
                          .get(other)
                          .chain(
                              b ->
                                  a.isEmpty()
                                          || b.isEmpty()
                                          || a.get().personId().equals(b.get().personId())
                                      ? Uni.createFrom().item(one)
                                      : merged(a.get().personId(), b.get().personId())
                                          .replaceWith(one)));
    }
    return () -> put(record);
  }

  private Uni<Void> merged(Id source, Id target) {
    return proposals
        .propose(reviewer(), source, target, "race")
        .chain(merge -> proposals.approve(reviewer(), merge, "race").replaceWithVoid());
  }

  /** People may be told that it has changed meanwhile; nothing else may go wrong. */
  private static Optional<Id> outcome(CompletableFuture<Id> act) {
    try {
      return Optional.of(Reactive.await(act));
    } catch (Problem told) {
      return Optional.empty();
    } catch (CompletionException other) {
      throw new AssertionError(other.getCause());
    }
  }

  private void mustAgree(String when, String domain) {
    assertThat(
            count(
                """
                select count(*) as n from index_record r where r.domain = $1 and (
                  select count(*) from index_person_record p where p.record_id = r.id) <> 1
                """,
                domain))
        .as("%s: records in none or two persons", when)
        .isZero();
    assertThat(
            count(
                """
                select count(*) as n from index_record r
                join index_person_record p on p.record_id = r.id
                where r.domain = $1 and p.person_id <> r.person_id
                """,
                domain))
        .as("%s: records whose person is another one's", when)
        .isZero();
    assertThat(
            count(
                """
                select count(*) as n from index_record r
                join lateral (select l.step, l.to_person from index_link l
                  where l.record_id = r.id order by l.step desc limit 1) l on true
                where r.domain = $1 and (l.step <> r.links or l.to_person <> r.person_id)
                """,
                domain))
        .as("%s: records whose history says otherwise", when)
        .isZero();
    assertThat(
            count(
                """
                select count(*) as n from index_edge e
                join index_record r on r.id = e.record_id
                join index_record o on o.id = e.other_id
                where r.domain = $1 and e.by_document and r.person_id = o.person_id
                  and r.certain_id is distinct from o.certain_id
                """,
                domain))
        .as("%s: one document, one person, and not for certain", when)
        .isZero();
    assertThat(
            count(
                """
                select count(*) as n from index_block k where not k.is_full
                  and k.records && (select array_agg(r.id) from index_record r where r.domain = $1)
                  and k.members <> cardinality(k.records)
                """,
                domain))
        .as("%s: blocks that have lost count", when)
        .isZero();
    assertThat(
            count(
                """
                select count(*) as n from index_edge e
                join index_record r on r.id = e.record_id where r.domain = $1
                  and (r.status = 'WITHDRAWN' or not exists (
                    select 1 from index_edge o
                    where o.record_id = e.other_id and o.other_id = e.record_id))
                """,
                domain))
        .as("%s: links of who is gone, or with one end", when)
        .isZero();
  }

  private long count(String sql, String domain) {
    return Reactive.await(
        () -> database.query(sql, domain).map(rows -> rows.iterator().next().getLong("n")));
  }
}
