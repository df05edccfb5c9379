package org.yima.gateway.wechat;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yima.gateway.Yuan;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.StatementLine;

/** Where which column stands, by its heading, and how a line is read. */
final class TradeBillColumns {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final Map<String, Integer> places;
  private final int width;
  private final String subMchid;

  private TradeBillColumns(Map<String, Integer> places, int width, String subMchid) {
    this.places = places;
    this.width = width;
    this.subMchid = subMchid;
  }

  static TradeBillColumns of(String header, String subMchid) {
    if (header == null) {
      throw new UnreadableAnswer("header");
    }
    String[] names = withoutMark(header).split(",", -1);
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      places.put(names[i].strip(), i);
    }
    return new TradeBillColumns(places, names.length, subMchid);
  }

  private static String withoutMark(String header) {
    return header.startsWith("\uFEFF") ? header.substring(1) : header;
  }

  static boolean isData(String line) {
    return line.startsWith("`");
  }

  /**
   * The cells of a line; only a backtick begins a cell, so a comma within one does not split it.
   */
  static List<String> cells(String line) {
    return Arrays.stream(line.substring(1).split(",`", -1)).map(String::strip).toList();
  }

  StatementLine read(String line) {
    List<String> cells = cells(line);
    if (cells.size() != width || !cell(cells, "特约商户号").equals(subMchid)) {
      throw new UnreadableAnswer("line");
    }
    String state = cell(cells, "交易状态");
    return switch (state) {
      case "SUCCESS" -> charge(cells);
      case "REFUND", "REVOKED" -> refund(cells);
      default -> throw new UnreadableAnswer("交易状态");
    };
  }

  private StatementLine charge(List<String> cells) {
    return new StatementLine.ChargeLine(
        subMchid,
        cell(cells, "商户订单号"),
        cell(cells, "微信订单号"),
        time(cells),
        fen(cells, "订单金额"),
        cell(cells, "手续费"));
  }

  private StatementLine refund(List<String> cells) {
    return new StatementLine.RefundLine(
        subMchid,
        cell(cells, "商户订单号"),
        cell(cells, "微信订单号"),
        time(cells),
        cell(cells, "商户退款单号"),
        cell(cells, "微信退款单号"),
        fen(cells, "申请退款金额"),
        refundState(cell(cells, "退款状态")));
  }

  private static Refund.State refundState(String text) {
    return switch (text) {
      case "SUCCESS" -> Refund.State.SUCCEEDED;
      case "PROCESSING" -> Refund.State.PROCESSING;
      case "CLOSED", "REFUNDCLOSE" -> Refund.State.CLOSED;
      case "CHANGE", "ABNORMAL" -> Refund.State.ABNORMAL;
      default -> throw new UnreadableAnswer("退款状态");
    };
  }

  private LocalDateTime time(List<String> cells) {
    try {
      return LocalDateTime.parse(cell(cells, "交易时间"), TIME);
    } catch (DateTimeException malformed) {
      throw new UnreadableAnswer("交易时间");
    }
  }

  private long fen(List<String> cells, String column) {
    return Yuan.toFen(cell(cells, column));
  }

  private String cell(List<String> cells, String column) {
    Integer place = places.get(column);
    if (place == null) {
      throw new UnreadableAnswer(column);
    }
    return cells.get(place);
  }
}
