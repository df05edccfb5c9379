package org.yima.index.matching.chinese;

import java.util.Arrays;
import java.util.List;
import org.yima.index.matching.column.Dictionary;
import org.yima.index.matching.column.Feature;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.compare.Comparison;

/**
 * Two addresses: equal; nearly all pairs of neighbouring characters in common; half of them; the
 * same area; different.
 *
 * @param rest what stands after the area
 */
public record AddressComparison(String rest, String area) implements Comparison {
  private static final int CLOSE = 80;
  private static final int SIMILAR = 50;

  @Override
  public List<String> levels() {
    return List.of("exact", "close", "similar", "area", "differs");
  }

  @Override
  public List<String> columns() {
    return List.of(rest, area);
  }

  @Override
  public Compared over(Table table) {
    int at = table.column(rest);
    int areaAt = table.column(area);
    Dictionary values = table.dictionary(at);
    Bigrams bigrams = values.feature(Bigrams.class, Bigrams::new);
    return (left, leftAt, right, rightAt) -> {
      int a = left[leftAt + at];
      int b = right[rightAt + at];
      int areaA = left[leftAt + areaAt];
      int areaB = right[rightAt + areaAt];
      boolean elsewhere = areaA != 0 && areaB != 0 && areaA != areaB;
      if (a == 0 || b == 0) {
        return areaA == 0 || areaB == 0 ? MISSING : elsewhere ? 5 : 4;
      }
      if (elsewhere) {
        return 5;
      }
      int percent = a == b ? 100 : bigrams.percent(a, b);
      if (percent >= SIMILAR) {
        return a == b ? 1 : percent >= CLOSE ? 2 : 3;
      }
      return areaA != 0 && areaA == areaB ? 4 : 5;
    };
  }

  /** The pairs of neighbouring characters of every value, sorted, all in one long row. */
  static final class Bigrams implements Feature {
    private int[] starts = new int[1024];
    private int[] pairs = new int[16384];
    private int filled;

    @Override
    public void added(int code, String value) {
      int count = Math.max(0, value.length() - 1);
      if (code + 2 > starts.length) {
        starts = Arrays.copyOf(starts, starts.length + (starts.length >> 1));
      }
      if (filled + count > pairs.length) {
        pairs = Arrays.copyOf(pairs, pairs.length + (pairs.length >> 1) + count);
      }
      starts[code] = filled;
      for (int i = 0; i < count; i++) {
        pairs[filled++] = value.charAt(i) << 16 | value.charAt(i + 1);
      }
      Arrays.sort(pairs, starts[code], filled);
      starts[code + 1] = filled;
    }

    /** Twice the common pairs by all pairs, in hundredths: Dice's coefficient. */
    int percent(int a, int b) {
      int i = starts[a];
      int j = starts[b];
      int endA = starts[a + 1];
      int endB = starts[b + 1];
      int all = endA - i + endB - j;
      int common = 0;
      while (i < endA && j < endB) {
        if (pairs[i] == pairs[j]) {
          common++;
          i++;
          j++;
        } else if (pairs[i] < pairs[j]) {
          i++;
        } else {
          j++;
        }
      }
      return all == 0 ? 0 : common * 200 / all;
    }
  }
}
