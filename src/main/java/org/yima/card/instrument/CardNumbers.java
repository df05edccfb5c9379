package org.yima.card.instrument;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Finds bank cards' own numbers (PAN, ISO/IEC 7812-1: 12 to 19 digits, the last a Luhn check digit)
 * in what people type: also in groups, in full-width digits and inside other words.
 *
 * <p>How hard it looks depends on the field. In an opaque token digits inside a longer word of
 * letters and digits are part of that word. In words that somebody has chosen, letters hide
 * nothing, and whatever is neither letter nor digit is a separator.
 */
final class CardNumbers {
  /** Digits, each after at most one blank or hyphen. */
  private static final Pattern RUN =
      Pattern.compile("(?<![0-9A-Za-z])[0-9](?:[ -]?[0-9]){11,18}(?![ -]?[0-9]|[A-Za-z])");

  /** Groups of digits with nothing but separators between them. */
  private static final Pattern GROUPS = Pattern.compile("[0-9]+(?:[^0-9\\p{L}]+[0-9]+)*");

  private static final Pattern SEPARATORS = Pattern.compile("[^0-9]+");

  /**
   * First digits and lengths that networks have given out; other numbers are other things. Visa;
   * Mastercard; American Express; Diners Club; JCB; Discover; UnionPay.
   */
  private static final Pattern NETWORK =
      Pattern.compile(
          "4(?:[0-9]{12}|[0-9]{15}|[0-9]{18})"
              + "|(?:5[1-5][0-9]{2}|222[1-9]|22[3-9][0-9]|2[3-6][0-9]{2}|27[01][0-9]|2720)[0-9]{12}"
              + "|3[47][0-9]{13}"
              + "|3(?:0[0-59]|[689][0-9])[0-9]{11,16}"
              + "|35(?:2[89]|[3-8][0-9])[0-9]{12,15}"
              + "|6(?:011|4[4-9][0-9]|5[0-9]{2})[0-9]{12,15}"
              + "|62[0-9]{14,17}");

  private static final int SHORTEST = 12;
  private static final int LONGEST = 19;

  private CardNumbers() {}

  /** Whether an opaque token is, or is said beside, a card number. */
  static boolean in(String text) {
    if (text == null) {
      return false;
    }
    Matcher runs = RUN.matcher(plain(text));
    while (runs.find()) {
      if (luhn(runs.group().replaceAll("[ -]", ""))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a card number stands anywhere in words that somebody chose, also with other digits on
   * either side of it.
   */
  static boolean anywhere(String text) {
    return in(text) || found(text, true);
  }

  /**
   * As {@link #anywhere}, for a text that is a number of its own right: only what begins and ends
   * where groups of its digits do. A policy's number of twenty digits has a card's somewhere in it
   * by chance once in five times; one as long as a card's and with its first digits (62 and 36 are
   * provinces too) is taken for one in ten.
   */
  static boolean whole(String text) {
    return found(text, false);
  }

  private static boolean found(String text, boolean everywhere) {
    if (text == null) {
      return false;
    }
    Matcher runs = GROUPS.matcher(plain(text));
    while (runs.find()) {
      String digits = SEPARATORS.matcher(runs.group()).replaceAll("");
      BitSet borders = borders(runs.group(), everywhere);
      if (borders.stream().anyMatch(start -> stands(digits, start, borders))) {
        return true;
      }
    }
    return false;
  }

  /** Where a number may begin or end, counted in digits. */
  private static BitSet borders(String run, boolean everywhere) {
    BitSet borders = new BitSet();
    int digits = 0;
    for (int i = 0; i < run.length(); i++) {
      if (!isDigit(run.charAt(i))) {
        continue;
      }
      if (everywhere || i == 0 || !isDigit(run.charAt(i - 1))) {
        borders.set(digits);
      }
      digits++;
    }
    borders.set(digits);
    return borders;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean stands(String digits, int start, BitSet borders) {
    int longest = Math.min(LONGEST, digits.length() - start);
    return IntStream.rangeClosed(SHORTEST, longest)
        .filter(length -> borders.get(start + length))
        .mapToObj(length -> digits.substring(start, start + length))
        .anyMatch(number -> NETWORK.matcher(number).matches() && luhn(number));
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
