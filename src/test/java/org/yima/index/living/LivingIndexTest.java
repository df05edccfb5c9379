package org.yima.index.living;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.healthcard.identity.IdType;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.IndexRecord;
import org.yima.index.PatientNumber;
import org.yima.index.PersonIndex;
import org.yima.index.Put;
import org.yima.index.SampleDocuments;
import org.yima.index.SourceRecord;
import org.yima.index.matching.Verdict;
import org.yima.index.store.Doubts;
import org.yima.platform.Database;
import org.yima.platform.Id;

/** Persons by weights over real tables: every test has names, phones and streets of its own. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class LivingIndexTest {
  @Inject PersonIndex index;
  @Inject Database database;
  @Inject Doubts doubts;
  @Inject ActiveWeighing weighing;

  /** A record under construction. */
  private record Draft(
      String domain,
      String name,
      String document,
      boolean verified,
      String birth,
      String phone,
      String address) {
    static Draft of(String domain, String name) {
      return new Draft(domain, name, "", false, "", "", "");
    }

    Draft document(String number) {
      return new Draft(domain, name, number, verified, birth, phone, address);
    }

    Draft proven() {
      return new Draft(domain, name, document, true, birth, phone, address);
    }

    Draft born(String day) {
      return new Draft(domain, name, document, verified, day, phone, address);
    }

    Draft phone(String number) {
      return new Draft(domain, name, document, verified, birth, number, address);
    }

    Draft lives(String where) {
      return new Draft(domain, name, document, verified, birth, phone, where);
    }

    SourceRecord record() {
      return record(UUID.randomUUID().toString());
    }

    SourceRecord record(String number) {
      return new SourceRecord(
          domain,
          number,
          name,
          DocumentKey.of(IdType.RESIDENT_ID, document),
          verified,
          Optional.of(birth).filter(b -> !b.isEmpty()).map(LocalDate::parse),
          Optional.of(Sex.FEMALE),
          Optional.of(phone).filter(p -> !p.isEmpty()),
          Optional.of(address).filter(a -> !a.isEmpty()));
    }
  }

  /** Other tests may switch other versions on, of the same numbers. */
  private String inUse() {
    return await(weighing.current(database::query)).weights().version();
  }

  private Put put(SourceRecord record) {
    return await(database.tx(tx -> index.putAll(tx, List.of(record)))).get(0);
  }

  private Id id(Draft draft) {
    return put(draft.record()).recordId();
  }

  private Set<Id> person(Id record) {
    return await(index.linked(record)).stream().map(IndexRecord::id).collect(Collectors.toSet());
  }

  private List<Row> rows(String sql, Object... parameters) {
    List<Row> rows = new ArrayList<>();
    await(database.query(sql, parameters)).forEach(rows::add);
    return rows;
  }

  private List<Row> matches(Id record) {
    return rows("select * from index_match where $1 in (record_id, other_id)", record.uuid());
  }

  private static <T> T await(Uni<T> uni) {
    return Reactive.await(() -> uni);
  }

  @Test
  void aRecordWithoutADocumentIsLinkedByAllThatSpeaksForIt() {
    Id one = id(Draft.of("liv-a", "诸葛映棠").born("1966-04-21").phone("15411110001"));
    Put other = put(Draft.of("liv-b", "诸葛映棠").born("1966-04-21").phone("15411110001").record());
    assertThat(other.outcome()).isEqualTo(Put.Outcome.LINKED);
    assertThat(person(one)).containsExactlyInAnyOrder(one, other.recordId());
    Row step =
        rows(
                """
                select l.reason, s.other_id, s.score, s.weights from index_link l
                join index_link_score s using (bucket, record_id, step)
                where l.record_id = $1
                """,
                other.recordId().uuid())
            .get(0);
    assertThat(step.getString("reason")).isEqualTo("SCORE");
    assertThat(step.getUUID("other_id")).isEqualTo(one.uuid());
    assertThat(step.getInteger("score")).isGreaterThan(10_000);
    assertThat(step.getString("weights")).isEqualTo(inUse());
  }

  /**
   * A resident has proved a document; a card of a hospital is linked to them by score alone. The
   * card, its patient number and everything that follows from it reach neither the app nor a
   * terminal, and the number cannot be claimed for the resident.
   */
  @Test
  void aLinkByScoreIsNoRight() {
    String document = SampleDocuments.fresh();
    Draft known = Draft.of("liv-r", "令狐素笺").born("1985-06-01").phone("15411110002");
    Id card = id(known);
    await(
        database.tx(tx -> index.addPatients(tx, List.of(new PatientNumber(card, "liv-r", "P-1")))));
    Id proven =
        id(Draft.of(SourceRecord.YIMA, "令狐素笺").document(document).proven().phone("15411110002"));
    assertThat(person(proven)).containsExactlyInAnyOrder(card, proven);

    assertThat(await(index.visitCards("RESIDENT_ID", document))).isEmpty();
    assertThat(await(index.patientIds(proven, "liv-r"))).isEmpty();
    assertThat(await(index.patientIds(card, "liv-r"))).containsExactly("P-1");
    assertThat(await(index.samePerson(proven))).extracting(IndexRecord::id).containsExactly(proven);
    boolean areOne = await(database.tx(tx -> index.areOne(tx, proven, card)));
    assertThat(areOne).isFalse();
    boolean claimed = await(database.tx(tx -> index.claimPatient(tx, "liv-r", "P-1", proven)));
    assertThat(claimed).isFalse();

    // Once the hospital's card carries the document too, it is theirs.
    Put withDocument =
        put(known.document(document).record(await(index.get(card)).orElseThrow().number()));
    assertThat(withDocument.recordId()).isEqualTo(card);
    assertThat(await(index.visitCards("RESIDENT_ID", document))).hasSize(1);
    assertThat(await(index.patientIds(proven, "liv-r"))).containsExactly("P-1");
  }

  /** A link by score between two of one's own becomes certain when people say so. */
  @Test
  void whatPeopleSayIsCertain() {
    Draft draft = Draft.of("liv-s", "澹台知秋").born("1977-09-13").phone("15411110003");
    Id one = id(draft);
    Id other = id(new Draft("liv-t", "澹台知秋", "", false, "1977-09-13", "15411110003", ""));
    assertThat(await(index.samePerson(one))).extracting(IndexRecord::id).containsExactly(one);
    await(database.tx(tx -> doubts.remember(tx, one, other, Verdict.SAME)));
    assertThat(await(index.samePerson(one)))
        .extracting(IndexRecord::id)
        .containsExactlyInAnyOrder(one, other);
  }

  /** Two women of one name and day of birth, with documents; a third record has none. */
  @Test
  void whoPassesWithTwoPersonsGoesToNeitherAndIsAskedAboutWithReasons() {
    Id one = id(Draft.of("liv-c", "东方既白").document(SampleDocuments.fresh()).born("1985-06-01"));
    Id two = id(Draft.of("liv-d", "东方既白").document(SampleDocuments.fresh()).born("1985-06-01"));
    Put third = put(Draft.of("liv-e", "东方既白").born("1985-06-01").record());
    assertThat(third.outcome()).isEqualTo(Put.Outcome.NEW);
    assertThat(third.review()).isTrue();
    assertThat(person(third.recordId())).hasSize(1);
    assertThat(person(one)).hasSize(1);
    List<Row> asked = matches(third.recordId());
    assertThat(asked)
        .extracting(row -> row.getUUID("other_id"))
        .containsExactlyInAnyOrder(one.uuid(), two.uuid());
    Row row = asked.get(0);
    assertThat(row.getString("rule")).isEqualTo("passes with two persons");
    assertThat(row.getInteger("score")).isGreaterThan(10_000);
    assertThat(row.getString("weights")).isEqualTo(inUse());
    assertThat(row.getString("explanation"))
        .contains("\"element\":\"name\"", "\"level\":\"exact\"")
        .doesNotContain("东方既白", "1985-06-01", "19850601");
  }

  /** A and B are one person only by way of R. When R says something else, all three part. */
  @Test
  void aRecordThatChangesLeavesItsPersonAndTakesItsBridgeAlong() {
    Id a = id(Draft.of("liv-f", "公孙听雨").phone("15411110004"));
    Id b = id(Draft.of("liv-g", "公孙听雨").lives("云溪区听雨巷88号"));
    String number = UUID.randomUUID().toString();
    Draft r = Draft.of("liv-h", "公孙听雨").phone("15411110004").lives("云溪区听雨巷88号");
    Id bridge = put(r.record(number)).recordId();
    assertThat(person(bridge)).containsExactlyInAnyOrder(a, b, bridge);
    Put changed = put(Draft.of("liv-h", "长孙无垢").born("1931-01-30").record(number));
    assertThat(changed.outcome()).isEqualTo(Put.Outcome.NEW);
    for (Id alone : List.of(a, b, bridge)) {
      assertThat(person(alone)).containsExactly(alone);
    }
    assertThat(put(r.record(number)).recordId()).isEqualTo(bridge);
    assertThat(person(a)).containsExactlyInAnyOrder(a, b, bridge);
    await(database.tx(tx -> index.withdraw(tx, List.of(bridge), "test")));
    assertThat(person(a)).containsExactly(a);
    assertThat(person(b)).containsExactly(b);
  }

  @Test
  void whatPeopleKeptApartStaysApartWhateverIsPut() {
    String number = UUID.randomUUID().toString();
    Draft draft = Draft.of("liv-i", "淳于漱石").born("1959-11-02").phone("15411110005");
    Id one = id(draft);
    Id other = put(Draft.of("liv-j", "淳于漱石").phone("15411110006").record(number)).recordId();
    await(database.tx(tx -> doubts.remember(tx, one, other, Verdict.DIFFERENT)));
    Put again =
        put(Draft.of("liv-j", "淳于漱石").born("1959-11-02").phone("15411110005").record(number));
    assertThat(again.review()).isFalse();
    assertThat(person(one)).containsExactly(one);
    assertThat(person(other)).containsExactly(other);
  }

  /**
   * A street of families with gaps, slips, shared phones, twins and borrowed documents, put in
   * three orders, by ones and in batches, each time twice. The persons are the same each time.
   */
  @Test
  void neitherOrderNorRepetitionChangesThePersons() {
    long seed = Long.getLong("yima.seed", 13);
    Random random = new Random(seed);
    List<SourceRecord> records = street(random);
    Set<Set<String>> first = null;
    for (int order = 0; order < 3; order++) {
      List<SourceRecord> now = new ArrayList<>(records);
      Collections.shuffle(now, random);
      List<Id> ids = putInParts(now, order == 0 ? now.size() : 1 + random.nextInt(4));
      Set<Set<String>> persons = persons(ids);
      assertThat(persons.stream().mapToInt(Set::size).sum()).isEqualTo(records.size());
      long steps = steps(ids);
      for (SourceRecord record : now) {
        assertThat(put(record).outcome()).isEqualTo(Put.Outcome.UNCHANGED);
      }
      assertThat(persons(ids)).as("seed %d, put twice", seed).isEqualTo(persons);
      assertThat(steps(ids)).isEqualTo(steps);
      first = first == null ? persons : first;
      assertThat(persons).as("seed %d, order %d", seed, order).isEqualTo(first);
      await(database.tx(tx -> index.withdraw(tx, ids, "test")));
    }
    assertThat(first.stream().mapToInt(Set::size).max().orElseThrow()).isGreaterThan(1);
  }

  private List<Id> putInParts(List<SourceRecord> records, int part) {
    List<Id> ids = new ArrayList<>();
    for (int from = 0; from < records.size(); from += part) {
      List<SourceRecord> batch = records.subList(from, Math.min(records.size(), from + part));
      await(database.tx(tx -> index.putAll(tx, batch))).forEach(put -> ids.add(put.recordId()));
    }
    return ids;
  }

  private Set<Set<String>> persons(List<Id> ids) {
    Set<Set<String>> persons = new HashSet<>();
    for (Id id : ids) {
      persons.add(
          await(index.linked(id)).stream().map(IndexRecord::number).collect(Collectors.toSet()));
    }
    return persons;
  }

  private long steps(List<Id> ids) {
    return rows(
            "select count(*) as n from index_link where record_id = any($1::uuid[])",
            (Object) ids.stream().map(Id::uuid).toArray(UUID[]::new))
        .get(0)
        .getLong("n");
  }

  private static List<SourceRecord> street(Random random) {
    List<SourceRecord> records = new ArrayList<>();
    String characters = "映棠素笺知秋漱石听雨无垢青禾既白";
    for (int family = 0; family < 6; family++) {
      String phone = "1541112%04d".formatted(random.nextInt(10_000));
      String address = "云溪区顺序街" + (family + 1) + "号";
      for (int child = 0; child < 2; child++) {
        String name =
            "鲜于" + characters.charAt(random.nextInt(16)) + characters.charAt(random.nextInt(16));
        String birth =
            "19%02d-%02d-11".formatted(60 + family, 1 + (random.nextInt(3) == 0 ? 0 : child));
        String document = SampleDocuments.fresh();
        int copies = 1 + random.nextInt(4);
        for (int copy = 0; copy < copies; copy++) {
          Draft draft = Draft.of("liv-o" + copy, spoiled(name, characters, random));
          draft = random.nextInt(3) == 0 ? draft : draft.born(birth);
          draft = random.nextInt(3) == 0 ? draft : draft.phone(phone);
          draft = random.nextInt(3) == 0 ? draft : draft.lives(address);
          draft =
              random.nextInt(3) == 0
                  ? new Draft(
                      draft.domain(), name, document, false, "", draft.phone(), draft.address())
                  : draft;
          records.add(draft.record());
        }
      }
    }
    return records;
  }

  private static String spoiled(String name, String characters, Random random) {
    return random.nextInt(4) == 0
        ? name.substring(0, 3) + characters.charAt(random.nextInt(16))
        : name;
  }
}
