package org.yima.index.matching.compare;

import java.util.List;
import org.yima.index.matching.column.Dictionary;
import org.yima.index.matching.column.Table;

/**
 * A date of eight digits, year first: equal, day and month exchanged, one slip of the hand apart,
 * one of day, month or year differing, or different.
 */
public record Day(String column) implements Comparison {
  @Override
  public List<String> levels() {
    return List.of("exact", "day and month", "one slip", "one part", "differs");
  }

  @Override
  public List<String> columns() {
    return List.of(column);
  }

  @Override
  public Compared over(Table table) {
    int at = table.column(column);
    Dictionary values = table.dictionary(at);
    return (left, leftAt, right, rightAt) -> {
      int a = left[leftAt + at];
      int b = right[rightAt + at];
      if (a == 0 || b == 0) {
        return MISSING;
      }
      return a == b ? 1 : level(values.value(a), values.value(b));
    };
  }

  /** Whether two dates have nothing in common: the last level. */
  public static boolean differ(String a, String b) {
    return level(a, b) == 5;
  }

  /** The level of two different dates. */
  static int level(String a, String b) {
    if (a.length() != 8 || b.length() != 8) {
      return Slip.between(a, b).isOne() ? 3 : 5;
    }
    boolean year = a.regionMatches(0, b, 0, 4);
    if (year && a.regionMatches(4, b, 6, 2) && a.regionMatches(6, b, 4, 2)) {
      return 2;
    }
    if (Slip.between(a, b).isOne()) {
      return 3;
    }
    boolean month = a.regionMatches(4, b, 4, 2);
    boolean day = a.regionMatches(6, b, 6, 2);
    int same = (year ? 1 : 0) + (month ? 1 : 0) + (day ? 1 : 0);
    return same == 2 ? 4 : 5;
  }
}
