package org.yima.gateway.unionpay;

import java.util.List;

/**
 * The fields of a line of the {@code ZM} file: fixed widths in bytes (GBK), a blank between two.
 * Numbers of columns begin with 1, as in UnionPay's table.
 *
 * @param widths of the columns up to the last one that is read; what follows is not looked at
 */
public record ZmLayout(
    List<Integer> widths,
    int traceTime,
    int amount,
    int queryId,
    int orderId,
    int fee,
    int txnType,
    int originalQueryId,
    int merId,
    int originalOrderId) {

  private static final List<Integer> USUAL =
      List.of(
          3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1,
          21, 15, 1, 15, 32, 13, 13, 8, 32, 13, 13, 12, 2, 1, 32);

  public ZmLayout {
    widths = List.copyOf(widths);
    for (int column :
        List.of(
            traceTime,
            amount,
            queryId,
            orderId,
            fee,
            txnType,
            originalQueryId,
            merId,
            originalOrderId)) {
      if (column < 1 || column > widths.size()) {
        throw new IllegalArgumentException("no such column");
      }
    }
  }

  /** The table as merchants' programs read it. */
  public static ZmLayout usual() {
    return new ZmLayout(USUAL, 5, 7, 10, 12, 16, 20, 27, 28, 41);
  }

  /** How long a line is at least. */
  int length() {
    return end(widths.size());
  }

  /** Where a column ends. */
  private int end(int column) {
    return widths.subList(0, column).stream().mapToInt(Integer::intValue).sum() + column - 1;
  }

  /** The cell of a line whose characters are bytes. */
  String cell(String line, int column) {
    int end = end(column);
    return line.substring(end - widths.get(column - 1), end).strip();
  }

  /** Whether blanks stand where columns are parted. */
  boolean fits(String line) {
    if (line.length() < length()) {
      return false;
    }
    for (int column = 1; column < widths.size(); column++) {
      if (line.charAt(end(column)) != ' ') {
        return false;
      }
    }
    return true;
  }
}
