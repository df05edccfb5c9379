package org.yima.samples;

import java.time.LocalDate;

/**
 * Resident identity numbers of GB 11643-1999 for people who do not exist: the form and the check
 * character are right, the area code starts with 99. GB/T 2260 assigns its first two digits from 11
 * to 82, so no such number was ever issued to anyone.
 */
public final class ResidentIdNumber {
  /** The districts of the synthetic city; 99 is not assigned in GB/T 2260. */
  static final int[] AREA_CODES = {990101, 990102, 990103, 990104, 990121, 990181};

  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECK = "10X98765432";

  private ResidentIdNumber() {}

  /**
   * The number with its check character.
   *
   * @param sequence 0 to 999; odd for a man, even for a woman
   */
  public static String of(int areaCode, LocalDate birthDate, int sequence) {
    // Digits from one number: a population of millions has no time for formats.
    long body =
        ((areaCode * 10_000L + birthDate.getYear()) * 100 + birthDate.getMonthValue()) * 100
            + birthDate.getDayOfMonth();
    String digits = Long.toString(body * 1_000 + sequence);
    return digits + check(digits);
  }

  /**
   * Whether the eighteenth character is the one that GB 11643 computes from the first seventeen.
   */
  public static boolean valid(String number) {
    return number.length() == 18
        && number.chars().limit(17).allMatch(c -> c >= '0' && c <= '9')
        && number.charAt(17) == check(number.substring(0, 17));
  }

  /** The fifteen-character form that was issued until 1999: no century, no check character. */
  public static String fifteen(String number) {
    return number.substring(0, 6) + number.substring(8, 17);
  }

  private static char check(String body) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += (body.charAt(i) - '0') * WEIGHTS[i];
    }
    return CHECK.charAt(sum % 11);
  }
}
