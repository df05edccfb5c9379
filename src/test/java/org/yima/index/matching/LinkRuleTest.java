package org.yima.index.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yima.healthcard.identity.IdType;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.platform.Id;
import org.yima.platform.Ids;

class LinkRuleTest {
  /** {@code ./verify --full} runs more. */
  private static final int SCALE = Integer.getInteger("yima.scale", 1);

  /** Born 1990-03-07, a woman; the second: born 2001-11-20, a man. */
  private static final DocumentKey HERS =
      DocumentKey.of(IdType.RESIDENT_ID, number("99010119900307002")).orElseThrow();

  private static final DocumentKey HIS =
      DocumentKey.of(IdType.RESIDENT_ID, number("99010120011120003")).orElseThrow();

  private static final LocalDate HER_BIRTH = LocalDate.of(1990, 3, 7);

  private final Ids ids =
      new Ids(Clock.fixed(Instant.EPOCH.plusSeconds(1), ZoneOffset.UTC), new SecureRandom());

  @Test
  void joinsThePersonWhoseDocumentAndNameAreEqual() {
    Candidate known = candidate(identity(HERS, "张伟"));
    Linking linking = decide(identity(HERS, "张　伟\u200B"), known);
    assertThat(linking.joins()).contains(known.personId());
    assertThat(linking.doubts()).isEmpty();
  }

  @Test
  void neverJoinsAnotherNameUnderTheSameDocument() {
    Candidate known = candidate(identity(HERS, "张伟"));
    Linking linking = decide(identity(HERS, "李娜"), known);
    assertThat(linking.joins()).isEmpty();
    assertThat(linking.doubts())
        .containsExactly(
            new Doubt(known.recordId(), Doubt.Kind.IMPERSONATION, Set.of(Difference.NAME)));
  }

  @Test
  void neverJoinsAChildUnderTheNumberOfAParentEvenOfEqualName() {
    Candidate parent = candidate(identity(HERS, "张伟"));
    Identity child =
        new Identity(Optional.of(HERS), "张伟", Optional.of(LocalDate.of(2020, 1, 1)), Sex.UNKNOWN);
    Linking linking = decide(child, parent);
    assertThat(linking.joins()).isEmpty();
    assertThat(linking.doubts().get(0).differs()).contains(Difference.BIRTH_DATE);
  }

  @Test
  void asksPeopleWhenThereIsNoNameToAgreeOn() {
    Candidate known = candidate(identity(HERS, "张伟"));
    Linking linking = decide(identity(HERS, ""), known);
    assertThat(linking.joins()).isEmpty();
    assertThat(linking.doubts())
        .containsExactly(new Doubt(known.recordId(), Doubt.Kind.DOUBT, Set.of()));
  }

  @Test
  void asksPeopleWhenTwoPersonsWouldFit() {
    Candidate one = candidate(identity(HERS, "张伟"));
    Candidate two = candidate(identity(HERS, "张伟"));
    Linking linking = decide(identity(HERS, "张伟"), one, two);
    assertThat(linking.joins()).isEmpty();
    assertThat(linking.doubts()).extracting(Doubt::kind).containsOnly(Doubt.Kind.DOUBT).hasSize(2);
  }

  @Test
  void oneContradictingRecordKeepsItOutOfThePerson() {
    Id person = ids.founding(org.yima.platform.IdType.PERSON);
    Candidate agreeing = new Candidate(record(), person, identity(HERS, "张伟"));
    Candidate contradicting = new Candidate(record(), person, identity(HERS, "李娜"));
    assertThat(decide(identity(HERS, "张伟"), agreeing, contradicting).joins()).isEmpty();
  }

  @Test
  void whatPeopleDecidedOutweighsTheRule() {
    Candidate known = candidate(identity(HERS, "张伟"));
    Identity equal = identity(HERS, "张伟");
    Identity other = identity(HERS, "李娜");
    Map<Id, Verdict> different = Map.of(known.recordId(), Verdict.DIFFERENT);
    Map<Id, Verdict> same = Map.of(known.recordId(), Verdict.SAME);
    assertThat(LinkRule.decide(equal, List.of(known), different))
        .isEqualTo(new Linking(Optional.empty(), List.of()));
    assertThat(LinkRule.decide(other, List.of(known), same).joins()).contains(known.personId());
  }

  /**
   * Random records under two numbers, with gaps and contradictions, decided one after the other:
   * whoever shares a person shares document and name and contradicts nobody in it, and whoever was
   * kept apart for a contradiction has raised a doubt.
   */
  @Test
  void noPersonEverHoldsAContradiction() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 500 * SCALE; round++) {
      List<Identity> records = draw(random, true);
      Map<Integer, Id> persons = sit(records);
      for (int a = 0; a < records.size(); a++) {
        for (int b = 0; b < a; b++) {
          if (persons.get(a).equals(persons.get(b))) {
            assertThat(records.get(a).agrees(records.get(b)))
                .as("seed %s, round %s", seed, round)
                .isTrue();
          }
        }
      }
    }
  }

  /** With nothing missing, the persons are the same whatever the order of arrival. */
  @Test
  void theOrderOfArrivalDoesNotMatterWhenNothingIsMissing() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300 * SCALE; round++) {
      List<Identity> records = draw(random, false);
      List<Identity> shuffled = new ArrayList<>(records);
      Collections.shuffle(shuffled, random);
      assertThat(groups(shuffled)).as("seed %s, round %s", seed, round).isEqualTo(groups(records));
    }
  }

  /** The identities of each person, as a bag of bags that does not know order. */
  private Map<Map<Identity, Integer>, Integer> groups(List<Identity> records) {
    Map<Id, Map<Identity, Integer>> byPerson = new HashMap<>();
    sit(records)
        .forEach(
            (i, person) ->
                byPerson
                    .computeIfAbsent(person, p -> new HashMap<>())
                    .merge(records.get(i), 1, Integer::sum));
    Map<Map<Identity, Integer>, Integer> groups = new HashMap<>();
    byPerson.values().forEach(group -> groups.merge(group, 1, Integer::sum));
    return groups;
  }

  private Map<Integer, Id> sit(List<Identity> records) {
    Sitting sitting = new Sitting(List.of());
    Map<Integer, Id> persons = new HashMap<>();
    Set<Id> founded = new HashSet<>();
    for (int i = 0; i < records.size(); i++) {
      Id own = ids.founding(org.yima.platform.IdType.PERSON);
      founded.add(own);
      Linking linking = sitting.decide(record(), own, records.get(i), Map.of());
      persons.put(i, linking.joins().orElse(own));
      assertThat(founded).contains(persons.get(i));
    }
    return persons;
  }

  private static List<Identity> draw(Random random, boolean gaps) {
    List<Identity> records = new ArrayList<>();
    int count = 2 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      DocumentKey document = random.nextInt(4) == 0 ? HIS : HERS;
      String name = gaps && random.nextInt(6) == 0 ? "" : random.nextBoolean() ? "张伟" : "李娜";
      Optional<LocalDate> birth =
          gaps && random.nextBoolean()
              ? Optional.empty()
              : Optional.of(HER_BIRTH.plusDays(random.nextInt(3) == 0 ? 1 : 0));
      Sex sex =
          gaps && random.nextBoolean() ? Sex.UNKNOWN : random.nextBoolean() ? Sex.MALE : Sex.FEMALE;
      records.add(new Identity(Optional.of(document), name, birth, sex));
    }
    return records;
  }

  private static Linking decide(Identity self, Candidate... known) {
    return LinkRule.decide(self, List.of(known), Map.of());
  }

  private Candidate candidate(Identity identity) {
    return new Candidate(record(), ids.founding(org.yima.platform.IdType.PERSON), identity);
  }

  private Id record() {
    return ids.founding(org.yima.platform.IdType.RECORD);
  }

  private static Identity identity(DocumentKey document, String name) {
    return new Identity(
        Optional.of(document), Identity.nameKey(name), Optional.empty(), Sex.UNKNOWN);
  }

  /** The 18 characters of GB 11643 for the first 17. */
  private static String number(String body) {
    int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += weights[i] * (body.charAt(i) - '0');
    }
    return body + "10X98765432".charAt(sum % 11);
  }
}
