package org.yima.healthcard.identity;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.yima.healthcard.identity.DocumentCheck.Problem;

/**
 * The arithmetic of GB 11643: six digits of division, eight of birth date, three of sequence and a
 * check digit by ISO 7064 MOD 11-2. Residence permits of Hong Kong, Macao and Taiwan residents and
 * the 2023 permanent residence card use the same arithmetic.
 */
final class ResidentNumber {
  static final int LENGTH = 18;
  static final int OLD_LENGTH = 15;

  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECK_DIGITS = "10X98765432";

  private ResidentNumber() {}

  /** Seventeen digits and a digit or X. */
  static boolean isShaped(String number) {
    return number.length() == LENGTH
        && areDigits(number, 17)
        && (isDigit(number.charAt(17)) || number.charAt(17) == 'X');
  }

  static boolean isOldShaped(String number) {
    return number.length() == OLD_LENGTH && areDigits(number, OLD_LENGTH);
  }

  /** The first rule that the 18 characters break. */
  static Optional<Problem> problem(IdType type, String number) {
    if (!isShaped(number)) {
      return Optional.of(Problem.WRONG_CHARACTERS);
    }
    if (!Division.belongsTo(type, number)) {
      return Optional.of(Problem.WRONG_DIVISION);
    }
    if (birthDate(number).isEmpty()) {
      return Optional.of(Problem.IMPOSSIBLE_DATE);
    }
    return checkDigit(number) == number.charAt(17)
        ? Optional.empty()
        : Optional.of(Problem.WRONG_CHECK_DIGIT);
  }

  /**
   * The 18-digit form of a 15-digit number. The century is the 1900s, but for the sequences 996 to
   * 999, which were given to people already past a hundred.
   */
  static String upgrade(String old) {
    String century = old.compareTo(old.substring(0, 12) + "996") >= 0 ? "18" : "19";
    String body = old.substring(0, 6) + century + old.substring(6);
    return body + checkDigit(body);
  }

  static Optional<LocalDate> birthDate(String number) {
    int year = Integer.parseInt(number, 6, 10, 10);
    if (year < 1800 || year >= 2100) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDate.of(
              year, Integer.parseInt(number, 10, 12, 10), Integer.parseInt(number, 12, 14, 10)));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static char checkDigit(String number) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += WEIGHTS[i] * (number.charAt(i) - '0');
    }
    return CHECK_DIGITS.charAt(sum % 11);
  }

  private static boolean areDigits(String text, int first) {
    for (int i = 0; i < first; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
