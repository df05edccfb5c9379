package org.yima.samples.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yima.samples.ResidentIdNumber;

/** One population of a seed, with its errors and without. */
final class PopulationTest {
  private static final long SEED = 7;
  private static final int PERSONS = 40_000 * Integer.getInteger("yima.scale", 1);
  private static final int DOMAINS = 4;

  private static final ErrorRates RATES = ErrorRates.shipped();
  private static final Population POPULATION = new Population(SEED, PERSONS, DOMAINS, RATES);

  private static final List<Registration> SPOILED = POPULATION.registrations().toList();
  private static final List<Registration> CLEAN =
      new Population(SEED, PERSONS, DOMAINS, RATES.without()).registrations().toList();

  /** What each group of kinds may change. */
  private static final Map<String, Set<Field>> TOUCHES =
      Map.ofEntries(
          Map.entry(
              "newborn",
              Set.of(
                  Field.NAME,
                  Field.DOCUMENT_TYPE,
                  Field.DOCUMENT_NUMBER,
                  Field.INSURANCE_NUMBER,
                  Field.PREVIOUS_NAME,
                  Field.GUARDIAN_NAME,
                  Field.GUARDIAN_DOCUMENT)),
          Map.entry("name", Set.of(Field.NAME, Field.PREVIOUS_NAME)),
          Map.entry("document", Set.of(Field.DOCUMENT_TYPE, Field.DOCUMENT_NUMBER)),
          Map.entry("birth", Set.of(Field.BIRTH_DATE)),
          Map.entry("sex", Set.of(Field.SEX)),
          Map.entry("phone", Set.of(Field.PHONE)),
          Map.entry("address", Set.of(Field.ADDRESS)),
          Map.entry("guardian", Set.of(Field.GUARDIAN_NAME, Field.GUARDIAN_DOCUMENT)),
          Map.entry("insurance", Set.of(Field.INSURANCE_NUMBER)),
          Map.entry("text", Set.of(Field.NAME, Field.DOCUMENT_NUMBER, Field.PHONE)),
          Map.entry(
              "record", Set.of(Field.STATUS, Field.PATIENT, Field.PHONE, Field.DOCUMENT_NUMBER)));

  @Test
  void anotherSeedGivesOtherPeople() {
    Population other = new Population(SEED + 1, PERSONS, DOMAINS, RATES.without());
    assertThat(other.block(0).registrations().get(0).get(Field.NAME))
        .isNotEqualTo(CLEAN.get(0).get(Field.NAME));
  }

  /**
   * The rate is a share of the registrations that a kind could have met. 3.29 deviations hold 99.9
   * of 100 such counts, and there are some fifty kinds; with the seed fixed it is a test all the
   * same.
   */
  @Test
  void everyKindHappensAsOftenAsItsRateSays() {
    Tally tally = tally();
    for (String kind : ErrorRates.kinds()) {
      double rate = RATES.of(kind);
      long possible = tally.possible(kind);
      double deviation = Math.sqrt(possible * rate * (1 - rate));
      assertThat((double) tally.applied(kind))
          .as(kind + " of " + possible)
          .isBetween(
              possible * rate - 3.29 * deviation - 1, possible * rate + 3.29 * deviation + 1);
    }
  }

  @Test
  void everyKindIsSeen() {
    Set<String> seen =
        SPOILED.stream().flatMap(row -> row.errors().stream()).collect(Collectors.toSet());
    assertThat(seen).containsExactlyInAnyOrderElementsOf(ErrorRates.kinds());
  }

  /** Beside the same row without errors: what is named was changed, and nothing else was. */
  @Test
  void everyErrorChangesItsFieldsAndNoOther() {
    Map<String, Registration> clean = new HashMap<>();
    CLEAN.forEach(row -> clean.put(key(row), row));
    for (Registration row : SPOILED) {
      if (row.person().isPresent()) {
        Registration before = clean.remove(key(row));
        Set<Field> allowed = new HashSet<>();
        for (String kind : row.errors()) {
          Set<Field> touched = TOUCHES.get(kind.substring(0, kind.indexOf('.')));
          allowed.addAll(touched);
          // A card made at birth names the mother; a slip after that may lead back to the clean
          // row.
          // A card without a name has no number, nor has a child with none: no paper is noted.
          if (!kind.startsWith("guardian.") || !isUnnamed(row)) {
            assertThat(touched).as(kind + " of " + key(row)).anyMatch(f -> differs(row, before, f));
          }
        }
        for (Field field : Field.values()) {
          assertThat(allowed.contains(field) || !differs(row, before, field))
              .as(field + " of " + key(row) + " " + row.errors())
              .isTrue();
        }
      }
    }
    assertThat(clean).as("registrations that the errors lost").isEmpty();
  }

  @Test
  void nobodyIsReal() {
    Map<String, String> owners = new HashMap<>();
    for (Registration row : CLEAN) {
      String number = row.get(Field.DOCUMENT_NUMBER);
      if (row.get(Field.DOCUMENT_TYPE).equals("RESIDENT_ID")) {
        assertThat(ResidentIdNumber.valid(number)).as(number).isTrue();
        assertThat(number.substring(6, 14)).isEqualTo(row.get(Field.BIRTH_DATE).replace("-", ""));
        assertThat(number.charAt(16) % 2 == 1).isEqualTo(row.get(Field.SEX).equals("MALE"));
      }
      if (!number.isEmpty()) {
        String person = row.person().orElseThrow();
        assertThat(owners.putIfAbsent(number, person)).as(number).isIn(null, person);
      }
    }
    for (Registration row : SPOILED) {
      String number = row.get(Field.DOCUMENT_NUMBER);
      if (row.errors().stream().noneMatch(PopulationTest::spoilsDocument)) {
        assertThat(row.get(Field.DOCUMENT_TYPE).equals("RESIDENT_ID"))
            .isEqualTo(ResidentIdNumber.valid(number));
      }
      boolean phone = row.errors().contains("record.swapped-fields");
      if (number.matches("\\d{17}[\\dXx]|\\d{15}") && row.person().isPresent() && !phone) {
        // 00 to 10 and 83 to 99 are no provinces, save 91 for foreigners; dummies are 11 or 12.
        assertThat(number).matches("99.*|(1{18}|0{18}|123456789012345678)");
      }
      assertThat(row.get(Field.PHONE).replaceAll("\\D", ""))
          .as("a number that a carrier could have given")
          .doesNotMatch("(0086|86|0)?1(?!54|79)[3-9]\\d(?!0{8}$)\\d{8}");
    }
  }

  @Test
  void everyCardStandsOnceInTheTruth() {
    Set<String> keys = new HashSet<>();
    Set<String> persons = new TreeSet<>();
    for (Registration row : SPOILED) {
      assertThat(keys.add(key(row))).as(key(row)).isTrue();
      assertThat(row.person().isEmpty()).isEqualTo(row.errors().contains("test.row"));
      row.person().ifPresent(persons::add);
    }
    assertThat(persons).allMatch(person -> person.matches("P\\d{9}"));
    assertThat(persons.size()).isBetween(PERSONS * 8 / 10, PERSONS);
    Map<String, Set<String>> domains = new HashMap<>();
    SPOILED.forEach(
        row ->
            row.person()
                .ifPresent(
                    p -> domains.computeIfAbsent(p, any -> new HashSet<>()).add(row.domain())));
    assertThat(domains.values().stream().map(Set::size).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(1, 2, 3, 4);
  }

  @Test
  void familiesShareWhatFamiliesShare() {
    Map<String, Set<String>> byPhone = people(CLEAN, Field.PHONE);
    assertThat(byPhone.values().stream().filter(people -> people.size() > 1).count())
        .as("phones of several people")
        .isGreaterThan(PERSONS / 50L);
    Map<String, Set<String>> byName = people(CLEAN, Field.NAME);
    assertThat(byName.values().stream().mapToInt(Set::size).max().orElseThrow())
        .as("strangers of one name")
        .isGreaterThan(5);
  }

  @Test
  void twinsAreAlike() {
    List<Household> households = households(new Dice(SEED), 2_000);
    List<List<Citizen>> pairs =
        households.stream()
            .map(h -> h.members().stream().filter(c -> c.birth().twin() > 0).toList())
            .filter(twins -> twins.size() == 2)
            .toList();
    assertThat(pairs).hasSizeGreaterThan(5);
    for (List<Citizen> twins : pairs) {
      Citizen elder = twins.get(0);
      Citizen younger = twins.get(1);
      assertThat(younger.birth().date()).isEqualTo(elder.birth().date());
      assertThat(younger.name().family()).isEqualTo(elder.name().family());
      assertThat(younger.name()).isNotEqualTo(elder.name());
      if (elder.document().isResidentId() && younger.document().isResidentId()) {
        assertThat(younger.document().number().substring(0, 14))
            .isEqualTo(elder.document().number().substring(0, 14));
        assertThat(sequence(younger) - sequence(elder)).isIn(1, 2, 3, 4, -996, -997, -998, -999);
      }
    }
  }

  @Test
  void newbornsHaveTheirMothersName() {
    assertThat(SPOILED)
        .filteredOn(row -> row.errors().contains("newborn.unnamed"))
        .filteredOn(row -> row.errors().stream().noneMatch(kind -> kind.startsWith("name.")))
        .hasSizeGreaterThan(100)
        .allMatch(
            row ->
                row.get(Field.NAME)
                    .strip()
                    .matches(".+(之.+|[女儿次]?[子儿女婴]|双.*|双胎.|BB|bb|宝宝|[)）])[\\u200B-\\uFEFF]?"));
  }

  @Test
  void blocksAreDrawnAloneInAnyOrder() {
    Block last = POPULATION.block(POPULATION.blocks() - 1);
    List<String> again = new ArrayList<>();
    last.registrations().forEach(row -> again.add(key(row)));
    List<String> streamed = SPOILED.stream().map(PopulationTest::key).toList();
    assertThat(again).isEqualTo(streamed.subList(streamed.size() - again.size(), streamed.size()));
  }

  /** Shares of groups of five years as the census has them, within 3.29 deviations of the draws. */
  @Test
  void agesAreThoseOfTheCensus() {
    Dice dice = new Dice(SEED);
    int draws = 50_000;
    Map<Integer, Long> groups =
        IntStream.range(0, draws)
            .boxed()
            .collect(
                Collectors.groupingBy(any -> Ages.draw(dice, 0, 99) / 5, Collectors.counting()));
    Map.of(0, 0.055, 6, 0.088, 10, 0.086, 16, 0.014)
        .forEach(
            (group, share) -> {
              // The shares of the table are rounded and make 99.8 of a hundred.
              double expected = draws * share / 0.998;
              assertThat((double) groups.get(group))
                  .as("ages from " + 5 * group)
                  .isCloseTo(expected, within(3.29 * Math.sqrt(expected)));
            });
  }

  @Test
  void ageIsAPyramidAndNobodyIsFromTheFuture() {
    Map<Integer, Long> ages =
        households(new Dice(1), 3_000).stream()
            .flatMap(h -> h.members().stream())
            .collect(Collectors.groupingBy(c -> c.age() / 20, Collectors.counting()));
    assertThat(ages.get(0)).isGreaterThan(ages.get(3));
    assertThat(ages.get(1)).isGreaterThan(ages.get(3));
    assertThat(ages.get(2)).isGreaterThan(ages.get(4));
    assertThat(CLEAN)
        .allMatch(row -> !LocalDate.parse(row.get(Field.BIRTH_DATE)).isAfter(Population.AS_OF));
  }

  @Test
  void sizesOutOfBoundsAreRefused() {
    assertThatThrownBy(() -> new Population(1, 0, 2, RATES))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Population(1, 10, 100, RATES))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Tally tally() {
    Tally tally = new Tally();
    for (int i = 0; i < POPULATION.blocks(); i++) {
      tally.add(POPULATION.block(i).tally());
    }
    return tally;
  }

  private static List<Household> households(Dice dice, int count) {
    Families families = new Families(dice, new Numbers(0, 1, dice), 0, Integer.MAX_VALUE);
    List<Household> households = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      households.add(families.draw());
    }
    return households;
  }

  private static Map<String, Set<String>> people(List<Registration> rows, Field field) {
    Map<String, Set<String>> people = new HashMap<>();
    for (Registration row : rows) {
      if (!row.get(field).isEmpty()) {
        people
            .computeIfAbsent(row.get(field), any -> new HashSet<>())
            .add(row.person().orElseThrow());
      }
    }
    return people;
  }

  private static boolean spoilsDocument(String kind) {
    return kind.startsWith("document.")
        || kind.startsWith("text.")
        || kind.startsWith("newborn.")
        || kind.equals("record.swapped-fields")
        || kind.equals("test.row");
  }

  private static boolean isUnnamed(Registration row) {
    return row.errors().stream().anyMatch(kind -> kind.startsWith("newborn."));
  }

  private static boolean differs(Registration row, Registration before, Field field) {
    return !row.get(field).equals(before.get(field));
  }

  private static int sequence(Citizen citizen) {
    return Integer.parseInt(citizen.document().number().substring(14, 17));
  }

  private static String key(Registration row) {
    return row.domain() + " " + row.get(Field.CARD);
  }
}
