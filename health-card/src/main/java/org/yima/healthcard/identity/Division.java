package org.yima.healthcard.identity;

import java.util.Set;

/**
 * What the first six digits of an 18-digit number say. Divisions come and go, a table of all of
 * them is never complete, and people keep the number of a division long dissolved: so the plan of
 * GB/T 2260 tells which codes can have been assigned, and that is a fact about a number and no
 * reason to refuse it.
 */
final class Division {
  /** The provinces of GB/T 2260, by their first two digits. */
  private static final Set<String> PROVINCES =
      Set.of(
          "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37",
          "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64",
          "65", "71");

  /** Cities directly under the government: 01 for districts, 02 for counties, 03 for cities. */
  private static final Set<String> MUNICIPALITIES = Set.of("11", "12", "31", "50");

  private static final Set<String> RESIDENCE = Set.of("810000", "820000", "830000");
  private static final int LAST_CITY = 70;
  private static final int DIRECT = 90;

  private Division() {}

  /** True when a number with this beginning can be one of that kind of document. */
  static boolean belongsTo(IdType type, String number) {
    boolean residence = RESIDENCE.contains(number.substring(0, 6));
    // 9, the province that gave the card, and three digits for the country of origin.
    boolean permanent = number.charAt(0) == '9' && PROVINCES.contains(number.substring(1, 3));
    return switch (type) {
      case HMT_RESIDENCE -> residence;
      case FOREIGNER_PR -> number.charAt(0) == '9';
      default -> !residence && !permanent;
    };
  }

  /**
   * True when the plan of GB/T 2260 has room for the division: a province, then a city or
   * prefecture (01 to 70) or the counties directly under the province (90). Taiwan's are not
   * planned further.
   */
  static boolean isAssigned(String number) {
    String province = number.substring(0, 2);
    int city = Integer.parseInt(number, 2, 4, 10);
    if (MUNICIPALITIES.contains(province)) {
      return city >= 1 && city <= 3;
    }
    return PROVINCES.contains(province)
        && (province.equals("71") || city == DIRECT || (city >= 1 && city <= LAST_CITY));
  }
}
