package org.yima.index.matching.chinese;

import java.time.LocalDate;
import java.util.List;
import org.yima.index.matching.column.Dictionary;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.compare.Comparison;
import org.yima.index.matching.compare.Day;

/**
 * Two dates of birth: as {@link Day}, but a year too early or too late is a slip whatever digits it
 * changes, for desks ask for the age; and "by the moon" for a date that is as much earlier as the
 * traditional calendar's, which people of the country give.
 */
public record BirthComparison(String column) implements Comparison {
  private static final int SLIP = 3;
  private static final int MOON = 4;
  private static final int SHORTEST_LAG = 17;
  private static final int LONGEST_LAG = 54;

  @Override
  public List<String> levels() {
    return List.of("exact", "day and month", "one slip", "by the moon", "one part", "differs");
  }

  @Override
  public List<String> columns() {
    return List.of(column);
  }

  @Override
  public Compared over(Table table) {
    Compared day = new Day(column).over(table);
    int at = table.column(column);
    Dictionary values = table.dictionary(at);
    return (left, leftAt, right, rightAt) -> {
      int level = day.level(left, leftAt, right, rightAt);
      if (level < MOON) {
        return level;
      }
      String a = values.value(left[leftAt + at]);
      String b = values.value(right[rightAt + at]);
      if (isAYearOff(a, b)) {
        return SLIP;
      }
      return isByTheMoon(a, b) ? MOON : level + 1;
    };
  }

  private static boolean isAYearOff(String a, String b) {
    return Math.abs(year(a) - year(b)) == 1 && a.regionMatches(4, b, 4, 4);
  }

  /** Whether one date is the other in the traditional calendar, as far as the lag tells. */
  static boolean isByTheMoon(String a, String b) {
    // Two months apart at most, so most pairs never become dates.
    int months = (year(a) - year(b)) * 12 + month(a) - month(b);
    if (Math.abs(months) > 2) {
      return false;
    }
    long lag = Math.abs(date(a).toEpochDay() - date(b).toEpochDay());
    return lag >= SHORTEST_LAG && lag <= LONGEST_LAG;
  }

  private static int year(String day) {
    return digits(day, 0, 4);
  }

  private static int month(String day) {
    return digits(day, 4, 6);
  }

  private static LocalDate date(String day) {
    return LocalDate.of(year(day), month(day), digits(day, 6, 8));
  }

  /** Days are digits alone, and this is asked of most pairs. */
  private static int digits(String day, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = 10 * number + day.charAt(i) - '0';
    }
    return number;
  }
}
