package org.yima.index.fhir;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/**
 * A FHIR date to search by: a prefix and a day, a month or a year.
 *
 * @param from the first day that fits
 * @param to the last day that fits
 */
record DateBounds(LocalDate from, LocalDate to) {
  static DateBounds of(String text) {
    boolean prefixed = text.length() > 2 && Character.isLetter(text.charAt(0));
    String prefix = prefixed ? text.substring(0, 2) : "eq";
    String date = prefixed ? text.substring(2) : text;
    try {
      return of(prefix, first(date), last(date));
    } catch (DateTimeException | NumberFormatException malformed) {
      throw FhirRefusal.invalid("birthdate is no date of FHIR");
    }
  }

  private static DateBounds of(String prefix, LocalDate first, LocalDate last) {
    return switch (prefix) {
      case "eq" -> new DateBounds(first, last);
      case "gt", "sa" -> new DateBounds(last.plusDays(1), LocalDate.MAX);
      case "ge" -> new DateBounds(first, LocalDate.MAX);
      case "lt", "eb" -> new DateBounds(LocalDate.MIN, first.minusDays(1));
      case "le" -> new DateBounds(LocalDate.MIN, last);
      default -> throw FhirRefusal.invalid("birthdate has a prefix that is not supported");
    };
  }

  private static LocalDate first(String date) {
    return switch (date.length()) {
      case 4 -> LocalDate.of(Integer.parseInt(date), 1, 1);
      case 7 -> YearMonth.parse(date).atDay(1);
      default -> LocalDate.parse(date);
    };
  }

  private static LocalDate last(String date) {
    return switch (date.length()) {
      case 4 -> LocalDate.of(Integer.parseInt(date), 12, 31);
      case 7 -> YearMonth.parse(date).atEndOfMonth();
      default -> LocalDate.parse(date);
    };
  }

  boolean holds(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(to);
  }

  /** The one day that fits, if it is one. */
  Optional<LocalDate> day() {
    return from.equals(to) ? Optional.of(from) : Optional.empty();
  }
}
