package org.yima.index.matching.chinese;

import java.util.List;
import org.yima.index.matching.column.Dictionary;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.compare.Comparison;
import org.yima.index.matching.compare.Slip;

/**
 * Two document numbers of {@link Documents}: equal; one slip of the hand apart, which two valid
 * numbers of one kind never are by accident of typing; or different.
 */
public record DocumentComparison(String column) implements Comparison {
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
      return a == b ? 1 : level(values.value(a), values.value(b));
    };
  }

  private static int level(String a, String b) {
    boolean broken = a.charAt(0) == Documents.BROKEN || b.charAt(0) == Documents.BROKEN;
    return broken && !Slip.between(a.substring(1), b.substring(1)).equals(Slip.MORE) ? 2 : 3;
  }
}
