package org.yima.samples.population;

import static org.yima.samples.population.ErrorKind.any;
import static org.yima.samples.population.ErrorKind.typed;

import java.time.LocalDate;
import java.util.List;

/** What goes wrong with dates of birth. */
final class BirthErrors {
  static final List<ErrorKind> KINDS =
      List.of(
          typed("birth.missing", BirthErrors::isGiven, draft -> draft.set(Field.BIRTH_DATE, "")),
          any("birth.default", BirthErrors::isGiven, BirthErrors::byDefault),
          typed("birth.month-day", BirthErrors::canTurn, draft -> set(draft, turned(draft))),
          typed("birth.year", BirthErrors::isGiven, BirthErrors::anotherYear),
          typed(
              "birth.lunar",
              draft -> draft.bornBefore(1980, 1) && !Lunar.of(date(draft)).equals(date(draft)),
              draft -> set(draft, Lunar.of(date(draft)))));

  private static final List<String> DEFAULTS =
      List.of("1900-01-01", "1900-01-01", "1900-01-01", "1970-01-01", "0001-01-01");

  private BirthErrors() {}

  private static boolean isGiven(Draft draft) {
    return draft.has(Field.BIRTH_DATE);
  }

  private static LocalDate date(Draft draft) {
    return draft.citizen().birth().date();
  }

  private static void set(Draft draft, LocalDate date) {
    draft.set(Field.BIRTH_DATE, date.toString());
  }

  private static void byDefault(Draft draft) {
    String value = draft.dice().pick(DEFAULTS);
    draft.set(Field.BIRTH_DATE, value.equals(draft.get(Field.BIRTH_DATE)) ? "0001-01-01" : value);
  }

  private static boolean canTurn(Draft draft) {
    LocalDate date = date(draft);
    return date.getDayOfMonth() <= 12 && date.getDayOfMonth() != date.getMonthValue();
  }

  private static LocalDate turned(Draft draft) {
    LocalDate date = date(draft);
    return LocalDate.of(date.getYear(), date.getDayOfMonth(), date.getMonthValue());
  }

  private static void anotherYear(Draft draft) {
    set(draft, date(draft).plusYears(draft.dice().chance(0.5) ? 1 : -1));
  }
}
