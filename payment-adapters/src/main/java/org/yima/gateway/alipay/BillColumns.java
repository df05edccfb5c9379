package org.yima.gateway.alipay;

import java.util.ArrayList;
import java.util.List;
import org.yima.gateway.Yuan;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.StatementLine;
import org.yima.gateway.wallet.StatementLine.ChargeLine;
import org.yima.gateway.wallet.StatementLine.RefundLine;

/**
 * The columns of a detail file, found by their names. Cells are separated by commas without quotes
 * and may end with tabs, which keep spreadsheets from reading numbers.
 */
final class BillColumns {
  private static final List<String> NAMES =
      List.of("支付宝交易号", "商户订单号", "业务类型", "完成时间", "订单金额（元）", "商家实收（元）", "退款批次号/请求号", "服务费（元）");

  private final String account;
  private final int width;
  private final int subject;
  private final int[] at;

  private BillColumns(String account, int width, int subject, int[] at) {
    this.account = account;
    this.width = width;
    this.subject = subject;
    this.at = at;
  }

  static BillColumns of(String head, String account) {
    List<String> names = cells(head);
    int[] at = NAMES.stream().mapToInt(names::indexOf).toArray();
    for (int place : at) {
      if (place < 0) {
        throw new UnreadableAnswer("columns");
      }
    }
    return new BillColumns(account, names.size(), names.indexOf("商品名称"), at);
  }

  private static List<String> cells(String line) {
    return List.of(line.split(",", -1)).stream().map(String::strip).toList();
  }

  /**
   * One line, read.
   *
   * @param receivedFen what the merchant really got, negative for a refund
   */
  record Read(StatementLine line, long receivedFen) {}

  Read read(String text) {
    List<String> cells = whole(cells(text));
    long ordered = fen(cells.get(at[4]));
    StatementLine line =
        switch (cells.get(at[2])) {
          case "交易" ->
              new ChargeLine(
                  account,
                  present(cells.get(at[1])),
                  present(cells.get(at[0])),
                  AlipayTime.local("完成时间", cells.get(at[3])),
                  positive(ordered),
                  cells.get(at[7]));
          case "退款" ->
              new RefundLine(
                  account,
                  present(cells.get(at[1])),
                  present(cells.get(at[0])),
                  AlipayTime.local("完成时间", cells.get(at[3])),
                  present(cells.get(at[6])),
                  "",
                  positive(-ordered),
                  Refund.State.SUCCEEDED);
          default -> throw new UnreadableAnswer("业务类型");
        };
    return new Read(line, fen(cells.get(at[5])));
  }

  /** Nothing is quoted, and a subject may hold commas: whatever is too much is of the subject. */
  private List<String> whole(List<String> cells) {
    int more = cells.size() - width;
    if (more < 0 || (more > 0 && subject < 0)) {
      throw new UnreadableAnswer("line");
    }
    List<String> whole = new ArrayList<>(cells.subList(0, subject + 1));
    whole.addAll(cells.subList(subject + 1 + more, cells.size()));
    return whole;
  }

  private static String present(String cell) {
    if (cell.isEmpty()) {
      throw new UnreadableAnswer("cell");
    }
    return cell;
  }

  private static long positive(long fen) {
    if (fen < 1) {
      throw new UnreadableAnswer("订单金额（元）");
    }
    return fen;
  }

  static long fen(String yuan) {
    try {
      return Yuan.toFen(yuan);
    } catch (ArithmeticException inexact) {
      throw new UnreadableAnswer("amount");
    }
  }
}
