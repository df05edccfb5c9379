package org.yima.samples.population;

import java.util.ArrayList;
import java.util.List;

/** Slips on a keyboard of digits. */
final class Digits {
  private Digits() {}

  /**
   * Another digit in one place from {@code first} on, so that what says whose range it is stays.
   */
  static String oneWrong(Dice dice, String digits, int first) {
    int place = first + dice.below(digits.length() - first);
    char old = digits.charAt(place);
    char wrong = (char) ('0' + dice.below(10));
    if (wrong == old) {
      wrong = wrong == '9' ? '0' : (char) (wrong + 1);
    }
    return digits.substring(0, place) + wrong + digits.substring(place + 1);
  }

  /** Whether two different neighbours stand in {@code digits} from {@code first} on. */
  static boolean canTranspose(String digits, int first) {
    for (int i = first; i + 1 < digits.length(); i++) {
      if (digits.charAt(i) != digits.charAt(i + 1)) {
        return true;
      }
    }
    return false;
  }

  /** Two neighbours that differ change places. */
  static String transposed(Dice dice, String digits, int first) {
    List<Integer> places = new ArrayList<>();
    for (int i = first; i + 1 < digits.length(); i++) {
      if (digits.charAt(i) != digits.charAt(i + 1)) {
        places.add(i);
      }
    }
    int place = dice.pick(places);
    return digits.substring(0, place)
        + digits.charAt(place + 1)
        + digits.charAt(place)
        + digits.substring(place + 2);
  }
}
