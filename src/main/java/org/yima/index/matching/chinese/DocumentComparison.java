package org.yima.index.matching.chinese;

import java.util.List;
import org.yima.index.matching.column.Dictionary;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.compare.Comparison;
import org.yima.index.matching.compare.Slip;

/**
 * Two document numbers of {@link Documents}: equal; one slip of the hand apart, which two valid
 * numbers of one kind never are by accident of typing; the number that one gives as another's is
 * the other's own; numbers that one person may well have both, of two kinds or of a kind that is
 * given anew; or different.
 *
 * @param borrowed a column of the same dictionary: the number of a row that tells of somebody else
 */
public record DocumentComparison(String column, String borrowed) implements Comparison {
  private static final int EXACT = 1;
  private static final int ONE_SLIP = 2;
  private static final int BORROWED = 3;
  private static final int OTHER_KIND = 4;
  private static final int DIFFERS = 5;

  @Override
  public List<String> levels() {
    return List.of("exact", "one slip", "borrowed", "other kind", "differs");
  }

  @Override
  public List<String> columns() {
    return List.of(column, borrowed);
  }

  @Override
  public Compared over(Table table) {
    int at = table.column(column);
    int borrowedAt = table.column(borrowed);
    Dictionary values = table.dictionary(at);
    return (left, leftAt, right, rightAt) -> {
      int a = left[leftAt + at];
      int b = right[rightAt + at];
      if (a == b && a != 0) {
        return EXACT;
      }
      if ((a != 0 && a == right[rightAt + borrowedAt])
          || (b != 0 && b == left[leftAt + borrowedAt])) {
        return BORROWED;
      }
      return a == 0 || b == 0 ? MISSING : level(values.value(a), values.value(b));
    };
  }

  private static int level(String a, String b) {
    boolean broken = a.charAt(0) == Documents.BROKEN || b.charAt(0) == Documents.BROKEN;
    if (broken) {
      boolean slip = Slip.between(a.substring(1), b.substring(1)) != Slip.MORE;
      return slip ? ONE_SLIP : DIFFERS;
    }
    boolean forLife =
        a.charAt(0) == b.charAt(0) && Documents.isForLife(a) && Documents.isForLife(b);
    return forLife ? DIFFERS : OTHER_KIND;
  }
}
