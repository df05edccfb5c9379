package org.yima.samples.population;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * The date of the lunar calendar as it is written into a field for solar dates. Reckoned with the
 * mean moon and the mean sun, so a day beside the almanac now and then; a slip need not be exact.
 */
final class Lunar {
  private static final double MONTH = 29.530588;
  private static final double YEAR = 365.2422;

  /** A day of new moon, and the spring equinox of the same year. */
  private static final LocalDate NEW_MOON = LocalDate.of(2000, 1, 6);

  private static final LocalDate EQUINOX = LocalDate.of(2000, 3, 20);

  private Lunar() {}

  /** Day and month of the moon; a day that the solar month does not have becomes its last. */
  static LocalDate of(LocalDate solar) {
    double moon = mod((double) ChronoUnit.DAYS.between(NEW_MOON, solar), MONTH);
    // The month in which the sun reaches a multiple of 30 degrees is named after it: 0 is the
    // second.
    double end = ChronoUnit.DAYS.between(EQUINOX, solar) - moon + MONTH;
    int month = (int) (mod(end, YEAR) / YEAR * 12) + 2;
    int turned = month > 12 ? month - 12 : month;
    int year = turned > solar.getMonthValue() ? solar.getYear() - 1 : solar.getYear();
    LocalDate first = LocalDate.of(year, turned, 1);
    return first.withDayOfMonth(Math.min((int) moon + 1, first.lengthOfMonth()));
  }

  private static double mod(double value, double by) {
    return value - Math.floor(value / by) * by;
  }
}
