package org.yima.index.matching.chinese;

import org.yima.index.matching.normal.Text;

/** Phone numbers as digits alone: without the country's prefix, with the area's. */
public final class Phones {
  private static final int MOBILE = 11;
  private static final int SHORTEST = 7;
  private static final int LONGEST = 15;

  private Phones() {}

  /** The digits; empty for no number and for numbers that are typed to get on. */
  public static String normal(String raw) {
    if (raw == null || raw.isEmpty()) {
      return "";
    }
    String digits = withoutCountry(Text.digits(Text.nfkc(raw)));
    return digits.length() < SHORTEST || digits.length() > LONGEST || isDummy(digits) ? "" : digits;
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
  private static boolean isDummy(String digits) {
    String tail = digits.substring(Math.min(3, digits.length()));
    return Text.isOneCharacter(digits)
        || Text.isOneCharacter(tail)
        || Text.isRun(digits)
        || Text.isRun(tail)
        || digits.equals("13800138000")
        || digits.equals("13812345678");
  }
}
