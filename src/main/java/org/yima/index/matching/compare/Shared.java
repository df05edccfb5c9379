package org.yima.index.matching.compare;

import java.util.List;
import org.yima.index.matching.column.Dictionary;
import org.yima.index.matching.column.Table;

/**
 * Numbers of which a record may have several, such as phones: one in common, two that are one slip
 * of the hand apart, or nothing in common.
 *
 * @param columns of one dictionary
 */
public record Shared(List<String> columns) implements Comparison {
  public Shared {
    columns = List.copyOf(columns);
  }

  @Override
  public List<String> levels() {
    return List.of("exact", "one slip", "differs");
  }

  @Override
  public Compared over(Table table) {
    int[] places = columns.stream().mapToInt(table::column).toArray();
    Dictionary values = table.dictionary(places[0]);
    return (left, leftAt, right, rightAt) -> {
      boolean known = false;
      boolean slipped = false;
      for (int i : places) {
        int a = left[leftAt + i];
        for (int j : places) {
          int b = right[rightAt + j];
          if (a != 0 && b != 0) {
            if (a == b) {
              return 1;
            }
            known = true;
            slipped = slipped || Slip.between(values.value(a), values.value(b)).isOne();
          }
        }
      }
      return slipped ? 2 : known ? 3 : MISSING;
    };
  }
}
