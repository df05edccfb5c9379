package org.yima.index.living;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.Reactive;
import org.yima.healthcard.identity.Sex;
import org.yima.index.Further;
import org.yima.index.IndexRecord;
import org.yima.index.PersonIndex;
import org.yima.index.SourceRecord;
import org.yima.index.matching.chinese.City;
import org.yima.index.matching.column.Workers;
import org.yima.index.matching.explain.Explanation;
import org.yima.index.store.BlockRows;
import org.yima.index.store.ReevaluationRows;
import org.yima.platform.BlindIndex;
import org.yima.platform.Bucket;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.ManualJobs;
import org.yima.platform.TestDatabase;

/**
 * A desk at birth writes down the ward's phone: then a day of birth, a sex and a phone tell of no
 * child, since all that were born there that day have them.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ManualJobs.class)
class WardPhonesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 8, 3);
  private static final List<String> MOTHERS = List.of("赵春风", "钱夏雨", "孙秋月", "李冬雪", "周晨光");

  @Inject PersonIndex index;
  @Inject Reevaluating job;
  @Inject ReevaluationRows reevaluations;
  @Inject Candidates candidates;
  @Inject BlockRows blocks;
  @Inject BlindIndex hashes;
  @Inject Database database;

  private static <T> T await(Uni<T> uni) {
    return Reactive.await(() -> uni);
  }

  private static SourceRecord child(String domain, String name, LocalDate born, String phone) {
    return new SourceRecord(
        domain,
        UUID.randomUUID().toString(),
        name,
        Optional.empty(),
        false,
        Optional.of(born),
        Optional.of(Sex.MALE),
        Optional.of(phone),
        Optional.empty());
  }

  /** The child of a mother who is named, and one of whom nothing is told. */
  private static List<SourceRecord> two(String phone) {
    return List.of(child("ward-a", "王芳之子", DAY, phone), child("ward-b", "男婴", DAY, phone));
  }

  /** As many as a family has made at one hospital, of other mothers on other days. */
  private static List<SourceRecord> others(String phone) {
    List<SourceRecord> others = new ArrayList<>();
    for (int i = 0; i < City.NEWBORNS_OF_ONE; i++) {
      others.add(child("ward-a", MOTHERS.get(i) + "之子", DAY.minusDays(30 + i), phone));
    }
    return others;
  }

  /** As many as a family has made in all, each at another hospital. */
  private static List<SourceRecord> elsewhere(String phone) {
    List<SourceRecord> others = new ArrayList<>();
    for (int i = 0; i < City.NEWBORNS; i++) {
      String mother = MOTHERS.get(i % MOTHERS.size());
      others.add(child("ward-of-" + i, mother + "之子", DAY.minusDays(100 + i), phone));
    }
    return others;
  }

  /** One child of a mother who is named once, as five more hospitals know it. */
  private static List<SourceRecord> sick(String phone) {
    List<SourceRecord> cards = new ArrayList<>(two(phone));
    for (int i = 0; i < City.NEWBORNS_OF_ONE; i++) {
      cards.add(child("clinic-" + i, "男婴", DAY, phone));
    }
    return cards;
  }

  private static SourceRecord bySecondNumber(SourceRecord record) {
    return new SourceRecord(
        record.domain(),
        record.number(),
        record.name(),
        Optional.empty(),
        false,
        record.birthDate(),
        record.sex(),
        Optional.empty(),
        Optional.empty(),
        new Further(Optional.empty(), record.phone(), Optional.empty(), Optional.empty()));
  }

  private List<Id> put(List<SourceRecord> records) {
    return records.stream().map(r -> await(database.tx(tx -> index.put(tx, r)))).toList();
  }

  private List<Id> with(Id record) {
    return await(index.linked(record)).stream().map(IndexRecord::id).toList();
  }

  /** Until nothing is left to be weighed; answers how many were in all. */
  private int weighAnew() {
    do {
      assertThat(await(job.run().replaceWith(true))).isTrue();
    } while (newest().status() == ReevaluationRows.Status.RUNNING
        || TestDatabase.number("select count(*) from index_freed") > 0);
    return newest().records();
  }

  private ReevaluationRows.Reevaluation newest() {
    return await(reevaluations.newest(database::query)).orElseThrow();
  }

  @Test
  void aFamilysPhoneTellsWhoseChildItIs() {
    List<Id> both = put(two("15411990001"));
    assertThat(with(both.get(0))).containsExactlyInAnyOrderElementsOf(both);
  }

  @Test
  void aWardsPhoneTellsNothing() {
    assertThat(put(others("15411990002"))).hasSize(City.NEWBORNS_OF_ONE);
    List<Id> both = put(two("15411990002"));
    assertThat(with(both.get(0))).containsExactly(both.get(0));
    assertThat(with(both.get(1))).containsExactly(both.get(1));
  }

  /** Those whom a ward sends on give its phone, too, a card each, wherever they come to. */
  @Test
  void norDoesOneThatManyHospitalsHave() {
    assertThat(put(elsewhere("15411990006"))).hasSize(City.NEWBORNS);
    List<Id> both = put(two("15411990006"));
    assertThat(with(both.get(0))).containsExactly(both.get(0));
    assertThat(with(both.get(1))).containsExactly(both.get(1));
  }

  /** The records that would be linked with a child of whom a hospital says no more. */
  private List<Id> matched(String phone) {
    SourceRecord asked = child("", "男婴", DAY, phone);
    return await(candidates.match(database::query, asked, 20)).stream()
        .filter(found -> found.outcome() == Explanation.Decision.LINK)
        .map(Scored::recordId)
        .toList();
  }

  /** Whoever asks is of no hospital, so its own card tells nothing of whose phone it is. */
  @Test
  void norIsAnybodyFoundByAWardsPhone() {
    Id familys = put(two("15411990016")).get(0);
    assertThat(matched("15411990016")).contains(familys);
    assertThat(put(others("15411990017"))).hasSize(City.NEWBORNS_OF_ONE);
    Id wards = put(two("15411990017")).get(0);
    assertThat(matched("15411990017")).doesNotContain(wards);
  }

  /** In an index of the time when five cards of all hospitals told a ward. */
  @Test
  void whatFourCardsFilledSaysNothing() {
    byte[] former = Arrays.copyOf(hashes.of("index-block-1", "phone of newborns\n15411990018"), 16);
    int inserted =
        TestDatabase.update(
            "insert into index_block (bucket, key, kind, members, is_full)"
                + " values (?, ?, 'phone of newborns', 5, true)",
            Bucket.ofHash(former),
            former);
    assertThat(inserted).isOne();
    List<Id> cards = put(sick("15411990018"));
    assertThat(with(cards.get(0))).containsExactlyInAnyOrderElementsOf(cards);
    assertThat(await(blocks.countFull(database::query))).doesNotContainKey("phone of newborns");
    Optional<String> name = Optional.of("phone of newborns");
    assertThat(await(blocks.full(database::query, name, Optional.empty(), 1))).isEmpty();
  }

  /** What is many is cards of one desk, not desks: a child that has no name yet is one child. */
  @Test
  void aChildThatManyHospitalsSeeKeepsItsMothersPhone() {
    List<Id> cards = put(sick("15411990007"));
    assertThat(cards).hasSizeGreaterThan(City.NEWBORNS_OF_ONE + 1);
    for (Id card : cards) {
      assertThat(with(card)).containsExactlyInAnyOrderElementsOf(cards);
    }
  }

  /** Written otherwise, and as the second number, it is the same. */
  @Test
  void howeverItIsWritten() {
    assertThat(put(others("154-1199-0003"))).hasSize(City.NEWBORNS_OF_ONE);
    List<Id> both = put(two("+86 15411990003"));
    assertThat(with(both.get(0))).containsExactly(both.get(0));
    List<Id> second = put(two("15411990003").stream().map(WardPhonesTest::bySecondNumber).toList());
    assertThat(with(second.get(0))).containsExactly(second.get(0));
    List<Id> familys =
        put(two("15411990008").stream().map(WardPhonesTest::bySecondNumber).toList());
    assertThat(with(familys.get(0))).containsExactlyInAnyOrderElementsOf(familys);
  }

  private static List<SourceRecord> asSecond(List<SourceRecord> records) {
    return records.stream().map(WardPhonesTest::bySecondNumber).toList();
  }

  @Test
  void asASecondNumberAloneItIsTheSame() {
    List<Id> familys = put(asSecond(two("15411990011")));
    assertThat(with(familys.get(0))).containsExactlyInAnyOrderElementsOf(familys);
    assertThat(put(others("15411990012"))).hasSize(City.NEWBORNS_OF_ONE);
    List<Id> both = put(asSecond(two("15411990012")));
    assertThat(with(both.get(0))).as("who asks").containsExactly(both.get(0));
    assertThat(put(asSecond(others("15411990013")))).hasSize(City.NEWBORNS_OF_ONE);
    List<Id> counted = put(two("15411990013"));
    assertThat(with(counted.get(0))).as("who is counted").containsExactly(counted.get(0));
  }

  @Test
  void aFoundingLoadThinksTheSameOfASecondNumber() {
    assertThat(groups(asSecond(two("15411990014")))).isOne();
    List<SourceRecord> asking = new ArrayList<>(asSecond(two("15411990014")));
    asking.addAll(others("15411990014"));
    assertThat(groups(asking)).isZero();
    List<SourceRecord> counted = new ArrayList<>(two("15411990014"));
    counted.addAll(asSecond(others("15411990014")));
    assertThat(groups(counted)).isZero();
  }

  /**
   * The first two of a ward are taken for one, until it is known for a ward. Then its own are
   * weighed anew, and nobody else; the other of the two is of another hospital.
   */
  @Test
  void whatWasLinkedByItBeforeItWasKnownIsTakenApart() {
    List<Id> both = put(two("15411990004"));
    int before = weighAnew();
    assertThat(with(both.get(0))).containsExactlyInAnyOrderElementsOf(both);
    assertThat(put(others("15411990004"))).hasSize(City.NEWBORNS_OF_ONE);
    assertThat(with(both.get(1))).containsExactlyInAnyOrderElementsOf(both);
    assertThat(weighAnew() - before).isEqualTo(City.NEWBORNS_OF_ONE + 1);
    assertThat(with(both.get(0))).containsExactly(both.get(0));
    assertThat(with(both.get(1))).containsExactly(both.get(1));
  }

  /** Once they have names it is the family's again that stayed; nobody else is weighed. */
  @Test
  void aPhoneThatIsAWardsNoMoreTellsAgain() {
    List<SourceRecord> ward = others("15411990009");
    assertThat(put(ward)).hasSize(City.NEWBORNS_OF_ONE);
    List<Id> both = put(two("15411990009"));
    int before = weighAnew();
    assertThat(with(both.get(0))).containsExactly(both.get(0));
    for (SourceRecord card : ward) {
      assertThat(put(List.of(named(card)))).hasSize(1);
    }
    assertThat(weighAnew() - before).as("half of them, then").isEqualTo(2);
    assertThat(with(both.get(0))).containsExactlyInAnyOrderElementsOf(both);
  }

  private static SourceRecord named(SourceRecord card) {
    return new SourceRecord(
        card.domain(),
        card.number(),
        card.name().replace("之子", "安"),
        Optional.empty(),
        false,
        card.birthDate(),
        card.sex(),
        card.phone(),
        Optional.empty());
  }

  @Test
  void aFoundingLoadThinksTheSame() {
    assertThat(groups(two("15411990005"))).isOne();
    assertThat(groups(sick("15411990005"))).isOne();
    List<SourceRecord> ward = new ArrayList<>(two("15411990005"));
    ward.addAll(others("15411990005"));
    assertThat(groups(ward)).isZero();
    List<SourceRecord> copied = new ArrayList<>(two("15411990005"));
    copied.addAll(elsewhere("15411990005"));
    assertThat(groups(copied)).isZero();
  }

  /** How many groups hang together. */
  private static int groups(List<SourceRecord> records) {
    Census census = new Census(Weighing.shipped(), null);
    census.add(records.stream().map(r -> census.prepared(r, false)).toList(), Workers.alone());
    return census.settling(census.look(Workers.alone())).groups();
  }
}
