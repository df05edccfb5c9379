package org.yima.samples.population;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where people live: blocks of flats in town, villages in the counties; of a city that is nowhere.
 */
final class Addresses {
  static final String CITY = "医码市";

  private static final Map<String, List<String>> WORDS =
      Tables.lines("places.txt").stream()
          .collect(
              Collectors.toMap(
                  line -> line.get(0), line -> List.copyOf(line.subList(1, line.size()))));

  private static final double VILLAGE = 0.2;

  private final Dice dice;
  private final String district;

  /**
   * @param district from 0
   */
  Addresses(Dice dice, int district) {
    this.dice = dice;
    this.district = CITY + name(district);
  }

  String draw() {
    return dice.chance(VILLAGE) ? village() : flat();
  }

  /** Seven digits under an area code that no place has. */
  String landline() {
    return "0400-" + dice.between(2_000_000, 8_999_999);
  }

  private String flat() {
    String road = word("ROAD_HEAD") + word("ROAD_TAIL");
    int gate = 1 + dice.below(300);
    // Behind one gate of one road there is one estate, whoever asks.
    Dice place = new Dice(31L * (district + road).hashCode() + gate);
    String estate = place.pick(WORDS.get("ESTATE_HEAD")) + place.pick(WORDS.get("ESTATE_TAIL"));
    return district
        + road
        + gate
        + "号"
        + (place.chance(0.7) ? estate : "")
        + (1 + dice.below(12))
        + "栋"
        + (1 + dice.below(4))
        + "单元"
        + (1 + dice.below(18))
        + "0"
        + (1 + dice.below(4))
        + "室";
  }

  private String village() {
    return district
        + word("TOWN")
        + word("VILLAGE")
        + (1 + dice.below(12))
        + "组"
        + (1 + dice.below(90))
        + "号";
  }

  private String word(String list) {
    return dice.pick(WORDS.get(list));
  }

  private static String name(int district) {
    List<String> known = WORDS.get("DISTRICT");
    if (district < known.size()) {
      return known.get(district);
    }
    List<String> heads = WORDS.get("DISTRICT_HEAD");
    List<String> tails = WORDS.get("DISTRICT_TAIL");
    int ordinal = district - known.size();
    String again = ordinal < heads.size() * tails.size() ? "" : "新";
    return again
        + heads.get(ordinal % heads.size())
        + tails.get(ordinal / heads.size() % tails.size());
  }
}
