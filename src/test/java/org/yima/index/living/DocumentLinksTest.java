package org.yima.index.living;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yima.healthcard.identity.IdType;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.SampleDocuments;
import org.yima.index.SourceRecord;
import org.yima.index.matching.Difference;
import org.yima.index.matching.Identity;
import org.yima.index.matching.Verdict;
import org.yima.platform.Id;
import org.yima.platform.Ids;

/** What holds for an equal document, above all weights. */
class DocumentLinksTest {
  private static final Ids IDS =
      new Ids(Clock.fixed(Instant.EPOCH.plusSeconds(1), ZoneOffset.UTC), new SecureRandom());

  /** {@code ./verify --full} runs more. */
  private static final int SCALE = Integer.getInteger("yima.scale", 1);

  /** Born 1990-03-07, a woman; the second: born 2001-11-20, a man. */
  private static final DocumentKey HERS = key("99010119900307002");

  private static final DocumentKey HIS = key("99010120011120003");
  private static final LocalDate HER_BIRTH = LocalDate.of(1990, 3, 7);
  private static final Weighing WEIGHING = Weighing.shipped();

  private static DocumentKey key(String body) {
    return DocumentKey.of(IdType.RESIDENT_ID, SampleDocuments.of(body)).orElseThrow();
  }

  private static SourceRecord record(
      DocumentKey document, String name, Optional<LocalDate> birth, Optional<Sex> sex) {
    return new SourceRecord(
        "documents",
        UUID.randomUUID().toString(),
        name,
        Optional.of(document),
        false,
        birth,
        sex,
        Optional.empty(),
        Optional.empty());
  }

  private static SourceRecord child(String domain, Optional<LocalDate> born) {
    return new SourceRecord(
        domain,
        "1",
        "李沐辰",
        Optional.of(HERS),
        false,
        born,
        Optional.of(Sex.MALE),
        Optional.of("15411130001"),
        Optional.empty());
  }

  private static SourceRecord record(DocumentKey document, String name) {
    return record(document, name, Optional.empty(), Optional.empty());
  }

  private static Judgement judge(SourceRecord one, SourceRecord other) {
    Bench bench = new Bench(WEIGHING, List.of(one, other));
    Judgement judgement = bench.judge(0, 1);
    assertThat(bench.judge(1, 0).kind()).isEqualTo(judgement.kind());
    return judgement;
  }

  @Test
  void anEqualDocumentAndNameLink() {
    Judgement judgement = judge(record(HERS, "张伟"), record(HERS, "张　伟\u200B"));
    assertThat(judgement.kind()).isEqualTo(Judgement.Finding.DOCUMENT);
  }

  @Test
  void anotherNameUnderTheSameDocumentIsAnImpersonation() {
    Judgement judgement = judge(record(HERS, "张伟"), record(HERS, "李娜"));
    assertThat(judgement.kind()).isEqualTo(Judgement.Finding.IMPERSONATION);
    assertThat(judgement.differs()).containsExactly(Difference.NAME);
    assertThat(judgement.explanation().orElseThrow().rule()).contains(Bench.TWO_PEOPLE);
  }

  /** Sisters: one's card was lent, and the desk copied birth and sex from it. */
  @Test
  void anotherGivenNameUnderTheSameDocumentIsAnImpersonationWhateverTheDates() {
    Judgement judgement =
        judge(
            record(HERS, "王小红", Optional.of(HER_BIRTH), Optional.of(Sex.FEMALE)),
            record(HERS, "王丽华", Optional.of(HER_BIRTH), Optional.of(Sex.FEMALE)));
    assertThat(judgement.kind()).isEqualTo(Judgement.Finding.IMPERSONATION);
    assertThat(judgement.differs()).containsExactly(Difference.NAME);
  }

  @Test
  void aChildUnderTheNumberOfAParentIsNeverTheParentEvenOfEqualName() {
    Judgement judgement =
        judge(
            record(HERS, "张伟"),
            record(HERS, "张伟", Optional.of(LocalDate.of(2020, 1, 1)), Optional.empty()));
    assertThat(judgement.kind()).isEqualTo(Judgement.Finding.IMPERSONATION);
    assertThat(judgement.differs()).contains(Difference.BIRTH_DATE);
  }

  @Test
  void peopleAreAskedWhenThereIsNoNameToAgreeOn() {
    Judgement judgement = judge(record(HERS, "张伟"), record(HERS, ""));
    assertThat(judgement.kind()).isEqualTo(Judgement.Finding.REVIEW);
    assertThat(judgement.explanation().orElseThrow().rule()).contains(Bench.NO_NAME);
  }

  @Test
  void peopleAreAskedWhenTwoPersonsWouldFit() {
    List<SourceRecord> records =
        List.of(
            record(HERS, "张伟", Optional.empty(), Optional.of(Sex.FEMALE)),
            record(HERS, "张伟", Optional.of(HER_BIRTH), Optional.of(Sex.FEMALE)),
            record(HERS, "张伟"));
    Grouping grouping = grouping(records, Map.of(0, Map.of(1, Verdict.DIFFERENT)));
    assertThat(grouping.same(0, 1)).isFalse();
    assertThat(grouping.same(0, 2)).isFalse();
    assertThat(grouping.same(1, 2)).isFalse();
  }

  @Test
  void whatPeopleDecidedOutweighsTheRule() {
    List<SourceRecord> equal = List.of(record(HERS, "张伟"), record(HERS, "张伟"));
    List<SourceRecord> other = List.of(record(HERS, "张伟"), record(HERS, "李娜"));
    assertThat(grouping(equal, Map.of()).same(0, 1)).isTrue();
    assertThat(grouping(equal, Map.of(0, Map.of(1, Verdict.DIFFERENT))).same(0, 1)).isFalse();
    assertThat(grouping(other, Map.of()).same(0, 1)).isFalse();
    assertThat(grouping(other, Map.of(1, Map.of(0, Verdict.SAME))).same(0, 1)).isTrue();
  }

  /** A name that sounds the same, a day that is one digit off: one person, but no proof of it. */
  @Test
  void whatIsWrittenOtherwiseUnderTheSameDocumentLinksByScoreAndIsNotCertain() {
    List<SourceRecord> records =
        List.of(
            record(HERS, "张伟", Optional.of(HER_BIRTH), Optional.of(Sex.FEMALE)),
            record(HERS, "张玮", Optional.of(HER_BIRTH), Optional.of(Sex.FEMALE)),
            record(HERS, "张伟", Optional.of(HER_BIRTH.plusDays(1)), Optional.of(Sex.FEMALE)));
    assertThat(judge(records.get(0), records.get(1)).kind()).isEqualTo(Judgement.Finding.SCORE);
    assertThat(judge(records.get(0), records.get(2)).kind()).isEqualTo(Judgement.Finding.SCORE);
    Grouping grouping = grouping(records, Map.of());
    assertThat(grouping.same(0, 1)).isTrue();
    assertThat(grouping.same(0, 2)).isTrue();
    assertThat(grouping.certain()).isEmpty();
  }

  /** Both rows give the child's birth, and the mother's number says nothing against either. */
  @Test
  void aChildOfTwoHospitalsUnderItsMothersNumberIsOneAndNotItsMother() {
    Optional<LocalDate> born = Optional.of(LocalDate.of(2020, 1, 1));
    List<SourceRecord> records =
        List.of(
            child("one", born),
            child("other", born),
            record(HERS, "张伟", Optional.of(HER_BIRTH), Optional.of(Sex.FEMALE)));
    Grouping grouping = grouping(records, Map.of());
    assertThat(grouping.same(0, 1)).isTrue();
    assertThat(grouping.same(0, 2)).isFalse();
    assertThat(grouping.certain()).isEmpty();
    assertThat(judge(records.get(0), records.get(2)).kind())
        .isEqualTo(Judgement.Finding.IMPERSONATION);
  }

  /**
   * Random records under two numbers, with gaps and contradictions: whoever shares a person
   * contradicts nobody in it by the table, is certainly one only with whom it agrees, and the order
   * changes nothing.
   */
  @Test
  void noPersonEverHoldsAContradiction() {
    long seed = Long.getLong("yima.seed", 12);
    Random random = new Random(seed);
    for (int round = 0; round < 100 * SCALE; round++) {
      List<SourceRecord> records = draw(random);
      String told = "seed %d, round %d".formatted(seed, round);
      Grouping grouping = grouping(records, Map.of());
      for (int a = 0; a < records.size(); a++) {
        for (int b = 0; b < a; b++) {
          if (grouping.same(a, b)) {
            assertThat(judge(records.get(a), records.get(b)).asks()).as(told).isFalse();
          }
        }
      }
      for (Persons.Link pair : grouping.certain()) {
        Identity one = Identity.of(records.get(pair.one()));
        assertThat(agree(one, Identity.of(records.get(pair.other())))).as(told).isTrue();
      }
      List<SourceRecord> shuffled = new ArrayList<>(records);
      Collections.shuffle(shuffled, random);
      assertThat(groups(shuffled)).as(told).isEqualTo(groups(records));
      assertThat(holds(shuffled)).as(told).isEqualTo(holds(records));
    }
  }

  /** Of each record by what it is held in its person: who reads the history is told of it. */
  private static Map<String, List<Object>> holds(List<SourceRecord> records) {
    List<Member> members = members(records);
    List<Id> ids = members.stream().map(Member::id).toList();
    Grouping grouping = grouping(members, records, Map.of());
    Map<String, List<Object>> holds = new HashMap<>();
    for (int i = 0; i < records.size(); i++) {
      int at = i;
      grouping
          .strongest(at)
          .ifPresent(
              link -> {
                SourceRecord other = records.get(ids.indexOf(link.end(ids.get(at))));
                holds.put(
                    records.get(at).number(),
                    List.of(link.score(), other.name(), other.birthDate(), other.sex()));
              });
    }
    return holds;
  }

  /** The same document and name, and nothing on either side that contradicts. */
  private static boolean agree(Identity one, Identity other) {
    return one.document().isPresent()
        && one.document().equals(other.document())
        && !one.nameKey().isEmpty()
        && one.nameKey().equals(other.nameKey())
        && one.contradictions(other).isEmpty()
        && one.contradictionsWithDocument().isEmpty()
        && other.contradictionsWithDocument().isEmpty();
  }

  private static Set<Set<String>> groups(List<SourceRecord> records) {
    Grouping grouping = grouping(records, Map.of());
    return grouping.groups().stream()
        .map(group -> group.stream().map(i -> records.get(i).number()).collect(Collectors.toSet()))
        .collect(Collectors.toSet());
  }

  private static List<SourceRecord> draw(Random random) {
    List<SourceRecord> records = new ArrayList<>();
    int count = 2 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      records.add(
          record(
              random.nextInt(4) == 0 ? HIS : HERS,
              random.nextInt(6) == 0 ? "" : random.nextBoolean() ? "张伟" : "李娜",
              random.nextBoolean()
                  ? Optional.empty()
                  : Optional.of(HER_BIRTH.plusDays(random.nextInt(3) == 0 ? 1 : 0)),
              random.nextBoolean()
                  ? Optional.empty()
                  : Optional.of(random.nextBoolean() ? Sex.MALE : Sex.FEMALE)));
    }
    return records;
  }

  /** All of them arrive at once, every pair is judged. */
  private static Grouping grouping(
      List<SourceRecord> records, Map<Integer, Map<Integer, Verdict>> said) {
    return grouping(members(records), records, said);
  }

  private static List<Member> members(List<SourceRecord> records) {
    List<Member> members = new ArrayList<>();
    for (SourceRecord record : records) {
      members.add(
          new Member(
              IDS.founding(org.yima.platform.IdType.RECORD),
              record,
              IDS.founding(org.yima.platform.IdType.PERSON),
              true,
              false,
              true,
              Optional.empty()));
    }
    return members;
  }

  private static Grouping grouping(
      List<Member> members, List<SourceRecord> records, Map<Integer, Map<Integer, Verdict>> said) {
    Bench bench = new Bench(WEIGHING, records);
    List<Scene.Pair> judged =
        IntStream.range(0, records.size())
            .boxed()
            .flatMap(
                a -> IntStream.range(0, a).mapToObj(b -> new Scene.Pair(a, b, bench.judge(a, b))))
            .toList();
    Map<Id, Map<Id, Verdict>> verdicts = new HashMap<>();
    said.forEach(
        (one, others) ->
            others.forEach(
                (other, verdict) -> {
                  note(verdicts, members, one, other, verdict);
                  note(verdicts, members, other, one, verdict);
                }));
    return new Grouping(
        new Scene(members, members.size(), Set.of(), Set.of(), judged, verdicts, Set.of(), bench));
  }

  private static void note(
      Map<Id, Map<Id, Verdict>> verdicts,
      List<Member> members,
      int one,
      int other,
      Verdict verdict) {
    verdicts
        .computeIfAbsent(members.get(one).id(), id -> new HashMap<>())
        .put(members.get(other).id(), verdict);
  }
}
