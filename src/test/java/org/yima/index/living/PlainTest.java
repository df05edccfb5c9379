package org.yima.index.living;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yima.healthcard.identity.Sex;
import org.yima.index.SourceRecord;
import org.yima.index.matching.column.Workers;
import org.yima.index.store.Links;
import org.yima.index.store.Placement;
import org.yima.platform.IdType;
import org.yima.platform.Ids;

/** The short way of a founding load makes the persons that the long way makes, or steps aside. */
class PlainTest {
  private static final int ROUNDS = 150 * Integer.getInteger("yima.scale", 1);
  private static final Ids IDS =
      new Ids(Clock.fixed(Instant.EPOCH.plusSeconds(1), ZoneOffset.UTC), new SecureRandom());

  private static SourceRecord record(
      String domain, String card, String name, String birth, String phone, String address) {
    return new SourceRecord(
        domain,
        card,
        name,
        Optional.empty(),
        false,
        Optional.of(birth).filter(b -> !b.isEmpty()).map(LocalDate::parse),
        Optional.of(Sex.FEMALE),
        Optional.of(phone).filter(p -> !p.isEmpty()),
        Optional.of(address).filter(a -> !a.isEmpty()));
  }

  private static Census.Settling settling(List<SourceRecord> records) {
    Census census = new Census(Weighing.shipped(), null);
    census.add(records.stream().map(r -> census.prepared(r, false)).toList(), Workers.alone());
    return census.settling(census.look(Workers.alone()));
  }

  /** What a group becomes by the long way. */
  private static Arrangement settled(
      Census.Settling settling, int group, List<SourceRecord> records) {
    List<Placement> batch = new ArrayList<>();
    for (int place : settling.members(group)) {
      batch.add(
          new Placement(
              records.get(place),
              IDS.founding(IdType.RECORD),
              IDS.founding(IdType.PERSON),
              1,
              0,
              Optional.empty()));
    }
    return settling.settle(group, batch, () -> IDS.founding(IdType.PERSON));
  }

  private static int persons(Arrangement arrangement) {
    return arrangement.moves().stream().map(Links.Move::to).collect(Collectors.toSet()).size();
  }

  /**
   * Two cards of one hospital have a name in common and no more, too little to be found as a pair;
   * a card of another hospital links with both.
   */
  @Test
  void twoCardsOfOneInstitutionWithLittleInCommonAreNotJoinedByAThird() {
    List<SourceRecord> records =
        List.of(
            record("h1", "c1", "李红", "1990-03-07", "", "西城区人民路12号"),
            record("h1", "c2", "李红", "", "13911112222", ""),
            record("h2", "c1", "李红", "1990-03-07", "13911112222", "西城区人民路12号"));
    Census.Settling settling = settling(records);
    assertThat(settling.groups()).isOne();
    assertThat(settling.members(0)).hasSize(3);
    assertThat(persons(settled(settling, 0, records))).isGreaterThan(1);
    assertThat(settling.plain().holds(0)).isFalse();
  }

  /** Else the long way would be taken always, and the test above would hold of itself. */
  @Test
  void aLinkOfTwoInstitutionsNeedsNoLongWay() {
    List<SourceRecord> records =
        List.of(
            record("h1", "c1", "李红", "1990-03-07", "13911112222", "西城区人民路12号"),
            record("h2", "c1", "李红", "1990-03-07", "13911112222", "西城区人民路12号"));
    Census.Settling settling = settling(records);
    assertThat(settling.plain().holds(0)).isTrue();
    assertThat(persons(settled(settling, 0, records))).isOne();
  }

  private static String pick(Random chance, String... of) {
    return of[chance.nextInt(of.length)];
  }

  /** A few records that share most of what they have. */
  private static List<SourceRecord> household(Random chance) {
    List<SourceRecord> records = new ArrayList<>();
    for (int card = 2 + chance.nextInt(4); card > 0; card--) {
      records.add(
          record(
              pick(chance, "h1", "h1", "h2", "h3"),
              "c" + card,
              pick(chance, "李红", "李红", "李红", "欧阳见月"),
              pick(chance, "1990-03-07", "1990-03-07", "1990-03-08", ""),
              pick(chance, "13911112222", "13911112222", "13911112223", ""),
              pick(chance, "西城区人民路12号", "西城区人民路12号", "东城区学院街9号", "")));
    }
    return records;
  }

  @Test
  void whereTheShortWayHoldsTheLongWayMakesOnePersonAndAsksNobody() {
    Random chance = new Random(Long.getLong("yima.seed", 23));
    int held = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<SourceRecord> records = household(chance);
      Census.Settling settling = settling(records);
      Plain plain = settling.plain();
      for (int group = 0; group < settling.groups(); group++) {
        if (plain.holds(group)) {
          held++;
          Arrangement arrangement = settled(settling, group, records);
          assertThat(persons(arrangement)).as("round %d: %s", round, records).isOne();
          assertThat(arrangement.doubts()).as("round %d: %s", round, records).isEmpty();
        }
      }
    }
    assertThat(held).isGreaterThan(ROUNDS / 20);
  }
}
