package org.yima.index.matching.compare;

import java.util.List;
import org.yima.index.matching.column.Table;

/** Equal or not. */
public record Equal(String column) implements Comparison {
  @Override
  public List<String> levels() {
    return List.of("exact", "differs");
  }

  @Override
  public List<String> columns() {
    return List.of(column);
  }

  @Override
  public Compared over(Table table) {
    int at = table.column(column);
    return (left, leftAt, right, rightAt) -> {
      int a = left[leftAt + at];
      int b = right[rightAt + at];
      return a == 0 || b == 0 ? MISSING : a == b ? 1 : 2;
    };
  }
}
