package org.yima.resident;

/** Personal data as a screen shows it that others can see. */
public final class Masks {
  private Masks() {}

  /** The last character of a name, the others hidden: {@code **三}. */
  public static String name(String name) {
    int characters = name.codePointCount(0, name.length());
    if (characters < 2) {
      return "*";
    }
    return "*".repeat(characters - 1) + name.substring(name.offsetByCodePoints(0, characters - 1));
  }

  /** {@code 138****1234}; shorter texts show nothing. */
  public static String phone(String phone) {
    return phone.length() == 11
        ? phone.substring(0, 3) + "****" + phone.substring(7)
        : "*".repeat(phone.length());
  }

  /** The first three and the last two characters of a long number, else the last one. */
  public static String document(String number) {
    int head = number.length() >= 10 ? 3 : 0;
    int tail = number.length() >= 10 ? 2 : Math.min(1, number.length());
    return number.substring(0, head)
        + "*".repeat(number.length() - head - tail)
        + number.substring(number.length() - tail);
  }

  /** The last four characters of an institution's number, at most half of it; the rest hidden. */
  public static String number(String number) {
    int shown = Math.min(4, number.length() / 2);
    return "*".repeat(number.length() - shown) + number.substring(number.length() - shown);
  }
}
