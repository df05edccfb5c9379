package org.yima.index.matching.chinese;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.yima.index.matching.normal.Text;

/** Phone numbers as digits alone: without the country's prefix, with the area's. */
public final class Phones {
  private static final int MOBILE = 11;
  private static final int SHORTEST = 7;
  private static final int LONGEST = 15;

  /** What stands between two numbers in one cell. A plus begins a number. */
  private static final Pattern BETWEEN = Pattern.compile("[/,;、|\\\\&\n\r\t或和及]|(?=\\+)");

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /** A desk behind a switchboard. */
  private static final Pattern EXTENSION =
      Pattern.compile("(?i)(?:转|分机|ext\\.?|\\*|#)[^0-9]*[0-9]{1,6}[^0-9]*$");

  /**
   * A landline with the extension behind a dash. None begins with 1: that is a mobile in groups.
   */
  private static final Pattern DASHED =
      Pattern.compile("^((?:[(]?0[0-9]{2,3}[)]?[- ]?)?[2-9][0-9]{6,7})-[0-9]{1,6}$");

  /** Prefixes by which a call went over a cheaper network. */
  private static final Pattern NETWORK =
      Pattern.compile("^(?:179[0-9]{2}|12593|10193|11808)(?=(?:86)?1[0-9]{10}$|0[0-9]{9,11}$)");

  private Phones() {}

  /** The digits of the first number; empty for none and for numbers that are typed to get on. */
  public static String normal(String raw) {
    return nth(raw, 0);
  }

  /** The digits of the second number in one cell; mostly there is none. */
  public static String second(String raw) {
    return raw == null || raw.length() < 2 * SHORTEST ? "" : nth(raw, 1);
  }

  private static String nth(String raw, int place) {
    if (raw == null || raw.isEmpty()) {
      return "";
    }
    if (isPlain(raw)) {
      return place == 0 && !isDummy(raw) ? raw : "";
    }
    List<String> numbers = numbers(Text.nfkc(raw));
    return place < numbers.size() ? numbers.get(place) : "";
  }

  /** Most numbers: those of a mobile, and nothing else. */
  private static boolean isPlain(String raw) {
    if (raw.length() != MOBILE || raw.charAt(0) != '1') {
      return false;
    }
    for (int i = 1; i < MOBILE; i++) {
      if (raw.charAt(i) < '0' || raw.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** All numbers of a cell, in their order. */
  static List<String> numbers(String cell) {
    List<String> numbers = new ArrayList<>();
    for (String part : BETWEEN.split(cell, -1)) {
      String one = withoutExtension(part.strip());
      String digits = withoutPrefixes(Text.digits(one));
      if (digits.length() == 2 * MOBILE) {
        add(digits.substring(0, MOBILE), numbers);
        add(digits.substring(MOBILE), numbers);
      } else if (digits.length() > LONGEST) {
        for (String word : BLANKS.split(one, -1)) {
          add(withoutPrefixes(Text.digits(word)), numbers);
        }
      } else {
        add(digits, numbers);
      }
    }
    return numbers;
  }

  private static void add(String digits, List<String> to) {
    boolean number = digits.length() >= SHORTEST && digits.length() <= LONGEST && !isDummy(digits);
    if (number && !to.contains(digits)) {
      to.add(digits);
    }
  }

  /** Without what leads to a desk behind a switchboard. */
  public static String withoutExtension(String number) {
    String direct = EXTENSION.matcher(number).replaceFirst("");
    // A sign before a whole number is no extension's.
    String kept = Text.digits(direct).length() < SHORTEST ? number : direct;
    return DASHED.matcher(kept).replaceFirst("$1");
  }

  private static String withoutPrefixes(String digits) {
    String national = withoutCountry(digits);
    String direct = NETWORK.matcher(national).replaceFirst("");
    return direct.equals(national) ? national : withoutCountry(direct);
  }

  /** Without 86, +86, 0086 and a zero before a mobile number. */
  public static String withoutCountry(String digits) {
    String rest = digits;
    if (rest.startsWith("0086")) {
      rest = rest.substring(4);
    } else if (rest.startsWith("86") && rest.length() > MOBILE) {
      rest = rest.substring(2);
    }
    boolean zero = rest.length() == MOBILE + 1 && rest.startsWith("01") && rest.charAt(2) != '0';
    return zero ? rest.substring(1) : rest;
  }

  /** One digit after the prefix, a run, or the numbers that everybody thinks of first. */
  public static boolean isDummy(String digits) {
    String tail = digits.substring(Math.min(3, digits.length()));
    return Text.isOneCharacter(digits)
        || Text.isOneCharacter(tail)
        || Text.isRun(digits)
        || Text.isRun(tail)
        || digits.equals("13800138000")
        || digits.equals("13812345678");
  }
}
