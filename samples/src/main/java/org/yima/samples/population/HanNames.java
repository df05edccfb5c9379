package org.yima.samples.population;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.yima.samples.Sex;

/** Names as Han families give them: surnames by their frequency, given names by year and sex. */
final class HanNames {
  private static final Weighted<String> SURNAMES = surnames();
  private static final NavigableMap<Integer, Map<Sex, Weighted<String>>> GIVEN = given();
  private static final List<String> RARE = Characters.RARE.keySet().stream().sorted().toList();

  /** The share of given names of one character, by the last year of birth it holds for. */
  private static final NavigableMap<Integer, Double> SHORT =
      new TreeMap<>(Map.of(1949, 0.22, 1969, 0.25, 1984, 0.45, 1999, 0.35, 2099, 0.10));

  private static final double DOUBLED = 0.02;

  private HanNames() {}

  static String surname(Dice dice) {
    return SURNAMES.draw(dice);
  }

  static String given(Dice dice, int year, Sex sex) {
    String last = last(dice, year, sex);
    return dice.chance(SHORT.ceilingEntry(year).getValue()) ? last : given(dice, year, sex, last);
  }

  /** A given name of two characters whose first is that of a brother or sister. */
  static String sharing(Dice dice, String siblings, int year, Sex sex) {
    String first = Tables.characters(siblings).get(0);
    String last = last(dice, year, sex);
    return first + (last.equals(first) ? character(dice, year, sex) : last);
  }

  private static String given(Dice dice, int year, Sex sex, String last) {
    if (dice.chance(DOUBLED)) {
      return last + last;
    }
    return character(dice, year, sex) + last;
  }

  private static String last(Dice dice, int year, Sex sex) {
    return dice.chance(year < 1970 ? 0.001 : 0.012) ? dice.pick(RARE) : character(dice, year, sex);
  }

  private static String character(Dice dice, int year, Sex sex) {
    return GIVEN.ceilingEntry(year).getValue().get(sex).draw(dice);
  }

  private static Weighted<String> surnames() {
    List<String> names = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (List<String> line : Tables.lines("surnames.txt")) {
      for (String surname : line.subList(1, line.size())) {
        names.add(surname);
        weights.add(Double.valueOf(line.get(0)));
      }
    }
    return new Weighted<>(names, weights.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static NavigableMap<Integer, Map<Sex, Weighted<String>>> given() {
    NavigableMap<Integer, Map<Sex, Weighted<String>>> given = new TreeMap<>();
    for (List<String> line : Tables.lines("given.txt")) {
      given
          .computeIfAbsent(Integer.valueOf(line.get(0)), year -> new EnumMap<>(Sex.class))
          .put(Sex.valueOf(line.get(1)), Weighted.byRank(Tables.characters(line.get(2)), 5));
    }
    return given;
  }
}
