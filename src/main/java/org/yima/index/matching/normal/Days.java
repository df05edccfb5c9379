package org.yima.index.matching.normal;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Dates, however they are written, as eight digits with the year first. */
public final class Days {
  private static final int FIRST_YEAR = 1800;
  private static final int LAST_YEAR = 2099;

  private Days() {}

  /**
   * Eight digits, or nothing for what is no day: separators of any kind, one-digit months and days,
   * and a time of day after it are understood; a date that does not exist is missing.
   */
  public static String normal(String raw) {
    String text = Text.nfkc(raw).strip();
    int[] parts = new int[3];
    int[] lengths = new int[3];
    int part = 0;
    for (int i = 0; i < text.length() && part < 3; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        if (lengths[part] == 8) {
          return "";
        }
        parts[part] = parts[part] * 10 + (c - '0');
        lengths[part]++;
        if (part == 0 && lengths[0] == 8) {
          break;
        }
      } else if (lengths[part] > 0) {
        part++;
      }
    }
    if (lengths[0] == 8) {
      return checked(parts[0] / 10000, parts[0] / 100 % 100, parts[0] % 100);
    }
    return lengths[0] == 4 && lengths[1] > 0 && lengths[1] < 3 && lengths[2] > 0 && lengths[2] < 3
        ? checked(parts[0], parts[1], parts[2])
        : "";
  }

  /** Eight digits of a day that exists, or nothing. */
  public static String checked(int year, int month, int day) {
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      return "";
    }
    try {
      LocalDate date = LocalDate.of(year, month, day);
      return digits(date);
    } catch (DateTimeException noSuchDay) {
      return "";
    }
  }

  /** The eight digits of a date. */
  public static String digits(LocalDate date) {
    int number = date.getYear() * 10000 + date.getMonthValue() * 100 + date.getDayOfMonth();
    return Integer.toString(number);
  }
}
