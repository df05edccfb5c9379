package org.yima.card.instrument;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds bank cards' own numbers (PAN, ISO/IEC 7812-1: 12 to 19 digits, the last a Luhn check digit)
 * in what people type: also in groups, in full-width digits and inside other words. Digits inside a
 * longer word of letters and digits are part of that word.
 */
final class CardNumbers {
  /** Digits, each after at most one blank or hyphen. */
  private static final Pattern RUN =
      Pattern.compile("(?<![0-9A-Za-z])[0-9](?:[ -]?[0-9]){11,18}(?![ -]?[0-9]|[A-Za-z])");

  /** First digits that networks have given out; other numbers of that length are other things. */
  private static final Pattern NETWORK = Pattern.compile("(?:62|4|5[1-5]|2[2-7]|3[4-7]|6[045]).*");

  private CardNumbers() {}

  /** Whether a text has a card number in it. */
  static boolean in(String text) {
    return found(text, false);
  }

  /**
   * As {@link #in}, for a text that is a number of its own right: one in ten of those has a Luhn
   * digit by chance, so only what a card network begins with counts.
   */
  static boolean amongNumbers(String text) {
    return found(text, true);
  }

  private static boolean found(String text, boolean networksOnly) {
    if (text == null) {
      return false;
    }
    Matcher runs = RUN.matcher(plain(text));
    while (runs.find()) {
      String digits = runs.group().replaceAll("[ -]", "");
      if (luhn(digits) && (!networksOnly || NETWORK.matcher(digits).matches())) {
        return true;
      }
    }
    return false;
  }

  /** Digits and blanks of every script as ASCII. */
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              int digit = Character.digit(c, 10);
              if (digit >= 0) {
                plain.append((char) ('0' + digit));
              } else if (Character.isSpaceChar(c) || Character.isWhitespace(c)) {
                plain.append(' ');
              } else if (Character.getType(c) == Character.DASH_PUNCTUATION) {
                plain.append('-');
              } else {
                plain.appendCodePoint(c);
              }
            });
    return plain.toString();
  }

  private static boolean luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit : 2 * digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
  }
}
