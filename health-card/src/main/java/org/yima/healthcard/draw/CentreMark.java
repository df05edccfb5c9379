package org.yima.healthcard.draw;

import java.util.List;

/**
 * A small sign in the middle of a code, in the code's dark colour on a light field. How large the
 * field becomes follows from the code's error level, so a mark never makes it unreadable.
 *
 * @param rows a square of cells, 1 to 64 a side, from the top: {@code #} is dark and {@code .} is
 *     light
 */
public record CentreMark(List<String> rows) {
  private static final int MAX_CELLS = 64;

  /** Refuses what is no square of those two characters. */
  public CentreMark {
    rows = List.copyOf(rows);
    int side = rows.size();
    if (side < 1 || side > MAX_CELLS || rows.stream().anyMatch(row -> !isRow(row, side))) {
      throw new IllegalArgumentException("a mark is a square of # and ., 1 to 64 a side");
    }
  }

  private static boolean isRow(String row, int side) {
    return row.length() == side && row.chars().allMatch(c -> c == '#' || c == '.');
  }

  /** The upright cross of hospitals. */
  public static CentreMark cross() {
    return new CentreMark(List.of(".#.", "###", ".#."));
  }

  int cells() {
    return rows.size();
  }

  boolean isDark(int x, int y) {
    return rows.get(y).charAt(x) == '#';
  }
}
