package org.yima.index.living;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
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
import org.yima.index.store.ReevaluationRows;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.ManualJobs;

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

  /** As many as a family has made, of other mothers on other days. */
  private static List<SourceRecord> others(String phone) {
    List<SourceRecord> others = new ArrayList<>();
    for (int i = 0; i < City.NEWBORNS; i++) {
      others.add(child("ward-c", MOTHERS.get(i) + "之子", DAY.minusDays(30 + i), phone));
    }
    return others;
  }

  private List<Id> put(List<SourceRecord> records) {
    return records.stream().map(r -> await(database.tx(tx -> index.put(tx, r)))).toList();
  }

  private List<Id> with(Id record) {
    return await(index.linked(record)).stream().map(IndexRecord::id).toList();
  }

  private void weighAnew() {
    do {
      assertThat(await(job.run().replaceWith(true))).isTrue();
    } while (await(reevaluations.newest(database::query)).orElseThrow().status()
        == ReevaluationRows.Status.RUNNING);
  }

  @Test
  void aFamilysPhoneTellsWhoseChildItIs() {
    List<Id> both = put(two("15411990001"));
    assertThat(with(both.get(0))).containsExactlyInAnyOrderElementsOf(both);
  }

  @Test
  void aWardsPhoneTellsNothing() {
    assertThat(put(others("15411990002"))).hasSize(City.NEWBORNS);
    List<Id> both = put(two("15411990002"));
    assertThat(with(both.get(0))).containsExactly(both.get(0));
    assertThat(with(both.get(1))).containsExactly(both.get(1));
  }

  /** Written otherwise, and as the second number, it is the same. */
  @Test
  void howeverItIsWritten() {
    assertThat(put(others("154-1199-0003"))).hasSize(City.NEWBORNS);
    List<Id> both = put(two("+86 15411990003"));
    assertThat(with(both.get(0))).containsExactly(both.get(0));
  }

  private static List<SourceRecord> asSecond(List<SourceRecord> records) {
    return records.stream().map(WardPhonesTest::asSecond).toList();
  }

  /** The same with its phone as the second number, and no first. */
  private static SourceRecord asSecond(SourceRecord record) {
    return new SourceRecord(
        record.domain(),
        record.number(),
        record.name(),
        record.document(),
        record.documentVerified(),
        record.birthDate(),
        record.sex(),
        Optional.empty(),
        record.address(),
        new Further(Optional.empty(), record.phone(), Optional.empty(), Optional.empty()));
  }

  @Test
  void asASecondNumberAloneItIsTheSame() {
    List<Id> familys = put(asSecond(two("15411990011")));
    assertThat(with(familys.get(0))).containsExactlyInAnyOrderElementsOf(familys);
    assertThat(put(others("15411990012"))).hasSize(City.NEWBORNS);
    List<Id> both = put(asSecond(two("15411990012")));
    assertThat(with(both.get(0))).as("who asks").containsExactly(both.get(0));
    assertThat(put(asSecond(others("15411990013")))).hasSize(City.NEWBORNS);
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

  /** The first two of a ward are taken for one, until it is known for a ward. */
  @Test
  void whatWasLinkedByItBeforeItWasKnownIsTakenApart() {
    weighAnew();
    List<Id> both = put(two("15411990004"));
    assertThat(with(both.get(0))).containsExactlyInAnyOrderElementsOf(both);
    assertThat(put(others("15411990004"))).hasSize(City.NEWBORNS);
    weighAnew();
    assertThat(with(both.get(0))).containsExactly(both.get(0));
  }

  @Test
  void aFoundingLoadThinksTheSame() {
    assertThat(groups(two("15411990005"))).isOne();
    List<SourceRecord> ward = new ArrayList<>(two("15411990005"));
    ward.addAll(others("15411990005"));
    assertThat(groups(ward)).isZero();
  }

  /** How many groups hang together. */
  private static int groups(List<SourceRecord> records) {
    Census census = new Census(Weighing.shipped(), null);
    census.add(records.stream().map(r -> census.prepared(r, false)).toList(), Workers.alone());
    return census.settling(census.look(Workers.alone())).groups();
  }
}
