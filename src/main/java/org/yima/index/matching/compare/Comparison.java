package org.yima.index.matching.compare;

import java.util.List;
import org.yima.index.matching.column.Table;

/**
 * How far two records agree in one thing. Symmetric: the order of the two makes no difference.
 * Levels are numbered from 1, the best agreement, in the order of {@link #levels}; the last is
 * disagreement. {@link #MISSING} says that one of the two does not know.
 */
public interface Comparison {
  /** One or both values are missing. */
  int MISSING = 0;

  /** The names of the levels, best first, at most 15. */
  List<String> levels();

  /** The columns that it reads. */
  List<String> columns();

  /** The comparison over one table's values. */
  Compared over(Table table);

  /** Compares rows of one table. May be used by several threads while the table does not change. */
  @FunctionalInterface
  interface Compared {
    /**
     * The level of two rows, each given by the page that it lies in and where it begins there.
     *
     * @return a number from 1, or {@link #MISSING}
     */
    int level(int[] left, int leftAt, int[] right, int rightAt);
  }
}
