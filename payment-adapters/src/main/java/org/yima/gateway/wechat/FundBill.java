package org.yima.gateway.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.yima.gateway.Yuan;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.FundLine;

/**
 * The text of a fund-flow bill: a header, lines whose cells begin with a backtick, then a header
 * and one line of totals. Columns are found by their headings, written with brackets of either
 * width; a count may be written as {@code 20.0}, as WeChat's own sample does.
 */
final class FundBill {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final List<String> names;
  private final List<String> cells;

  private FundBill(List<String> names, String line) {
    if (!TradeBillColumns.isData(line)) {
      throw new UnreadableAnswer("line");
    }
    this.names = names;
    this.cells = TradeBillColumns.cells(line);
    if (cells.size() != names.size()) {
      throw new UnreadableAnswer("line");
    }
  }

  static List<FundLine> read(byte[] bill) {
    Iterator<String> lines = text(bill).lines().iterator();
    List<String> names = names(next(lines));
    List<FundLine> read = new ArrayList<>();
    String line = next(lines);
    while (TradeBillColumns.isData(line)) {
      read.add(new FundBill(names, line).movement());
      line = next(lines);
    }
    new FundBill(names(line), next(lines)).mustTotal(read);
    if (lines.hasNext()) {
      throw new UnreadableAnswer("end");
    }
    return read;
  }

  private static String text(byte[] bill) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bill)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException malformed) {
      throw new UnreadableAnswer("text");
    }
  }

  private static String next(Iterator<String> lines) {
    if (!lines.hasNext()) {
      throw new UnreadableAnswer("end");
    }
    return lines.next();
  }

  private static List<String> names(String header) {
    return Arrays.stream(header.replace('（', '(').replace('）', ')').split(",", -1))
        .map(String::strip)
        .toList();
  }

  private FundLine movement() {
    return new FundLine(
        time(),
        cell("微信支付业务单号"),
        cell("资金流水单号"),
        cell("业务名称"),
        cell("业务类型"),
        direction(),
        fen("收支金额(元)"),
        Yuan.toFen(cell("账户结余(元)")),
        cell("业务凭证号"));
  }

  private LocalDateTime time() {
    try {
      return LocalDateTime.parse(cell("记账时间"), TIME);
    } catch (DateTimeException malformed) {
      throw new UnreadableAnswer("记账时间");
    }
  }

  private FundLine.Direction direction() {
    return switch (cell("收支类型")) {
      case "收入" -> FundLine.Direction.IN;
      case "支出" -> FundLine.Direction.OUT;
      default -> throw new UnreadableAnswer("收支类型");
    };
  }

  /** A bill whose totals are not those of its lines was cut or changed. */
  private void mustTotal(List<FundLine> lines) {
    mustTotal("收入笔数", "收入金额", lines, FundLine.Direction.IN);
    mustTotal("支出笔数", "支出金额", lines, FundLine.Direction.OUT);
    if (count("资金流水总笔数") != lines.size()) {
      throw new UnreadableAnswer("资金流水总笔数");
    }
  }

  private void mustTotal(
      String count, String sum, List<FundLine> lines, FundLine.Direction direction) {
    List<FundLine> own = lines.stream().filter(line -> line.direction() == direction).toList();
    long fen = 0;
    for (FundLine line : own) {
      fen = Math.addExact(fen, line.fen());
    }
    if (count(count) != own.size() || fen(sum) != fen) {
      throw new UnreadableAnswer(count);
    }
  }

  private long count(String name) {
    String text = cell(name);
    if (!text.matches("\\d{1,12}(\\.0{1,2})?")) {
      throw new UnreadableAnswer(name);
    }
    return new BigDecimal(text).longValueExact();
  }

  private long fen(String name) {
    long fen = Yuan.toFen(cell(name));
    if (fen < 0) {
      throw new UnreadableAnswer(name);
    }
    return fen;
  }

  private String cell(String name) {
    int place = names.indexOf(name);
    if (place < 0) {
      throw new UnreadableAnswer(name);
    }
    return cells.get(place);
  }
}
