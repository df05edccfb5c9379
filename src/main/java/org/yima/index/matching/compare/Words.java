package org.yima.index.matching.compare;

import java.util.List;
import java.util.Optional;
import org.yima.index.matching.column.Dictionary;
import org.yima.index.matching.column.Table;

/**
 * A name or a line of an address in an alphabet: equal; standing in the place of another column and
 * the other in its; one slip of the hand or very similar; similar; different.
 *
 * @param other the column it may be exchanged with, of the same dictionary
 * @param close the least similarity of Jaro and Winkler for "close"
 * @param similar the least for "similar"
 */
public record Words(String column, Optional<String> other, double close, double similar)
    implements Comparison {
  @Override
  public List<String> levels() {
    return List.of("exact", "exchanged", "close", "similar", "differs");
  }

  @Override
  public List<String> columns() {
    return other.map(o -> List.of(column, o)).orElse(List.of(column));
  }

  @Override
  public Compared over(Table table) {
    int at = table.column(column);
    int otherAt = other.map(table::column).orElse(-1);
    Dictionary values = table.dictionary(at);
    return (left, leftAt, right, rightAt) -> {
      int a = left[leftAt + at];
      int b = right[rightAt + at];
      if (a == b && a != 0) {
        return 1;
      }
      if (otherAt >= 0) {
        int otherA = left[leftAt + otherAt];
        int otherB = right[rightAt + otherAt];
        if ((a != 0 && a == otherB && (otherA == b || otherA == 0 || b == 0))
            || (b != 0 && b == otherA && (otherB == a || otherB == 0 || a == 0))) {
          return 2;
        }
      }
      return a == 0 || b == 0 ? MISSING : level(values.value(a), values.value(b));
    };
  }

  /** The level of two different texts. */
  int level(String a, String b) {
    if (Slip.between(a, b).isOne() && Math.min(a.length(), b.length()) > 2) {
      return 3;
    }
    double similarity = Similarity.jaroWinkler(a, b);
    return similarity >= close ? 3 : similarity >= similar ? 4 : 5;
  }
}
