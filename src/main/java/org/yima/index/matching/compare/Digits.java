package org.yima.index.matching.compare;

import java.util.List;
import org.yima.index.matching.column.Dictionary;
import org.yima.index.matching.column.Table;

/** A number that is copied digit by digit: equal, one slip of the hand apart, or different. */
public record Digits(String column) implements Comparison {
  @Override
  public List<String> levels() {
    return List.of("exact", "one slip", "differs");
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
      return a == b ? 1 : Slip.between(values.value(a), values.value(b)).isOne() ? 2 : 3;
    };
  }
}
