package org.yima.gateway.alipay;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.Statement;
import org.yima.gateway.wallet.StatementLine;

/**
 * A downloaded detail file: four lines of what it is, the columns, the lines, a rule, and what it
 * adds up to. All but columns and lines begin with {@code #}.
 */
final class AlipayStatement implements Statement {
  private static final String REMARK = "#";
  private static final String END = "业务明细列表结束";
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年MM月dd日");

  private final Path copy;
  private final LocalDate day;
  private final BillColumns columns;
  private final long count;

  private AlipayStatement(Path copy, LocalDate day, BillColumns columns, long count) {
    this.copy = copy;
    this.day = day;
    this.columns = columns;
    this.count = count;
  }

  /** Reads the whole file once and believes it when it is ours and agrees with its own totals. */
  static Statement checked(Path copy, Merchant merchant, LocalDate day) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(copy, AlipayBills.GBK)) {
      String line = head(reader, merchant, day);
      BillColumns columns = BillColumns.of(line, merchant.account());
      BillTotals totals = new BillTotals();
      for (line = next(reader); !line.startsWith(REMARK); line = next(reader)) {
        totals.add(columns.read(line));
      }
      if (!line.contains(END)) {
        throw new UnreadableAnswer("end");
      }
      for (line = reader.readLine(); line != null; line = reader.readLine()) {
        totals.closing(line.strip());
      }
      totals.mustHaveAgreed();
      return new AlipayStatement(copy, day, columns, totals.count());
    }
  }

  /** Whose file it is and of which day; answers the line of columns. */
  private static String head(BufferedReader reader, Merchant merchant, LocalDate day)
      throws IOException {
    boolean ours = false;
    boolean thatDay = false;
    String line = next(reader);
    for (; line.startsWith(REMARK); line = next(reader)) {
      ours |= line.startsWith("#账号：[" + merchant.account());
      thatDay |= line.startsWith("#起始日期：[" + DAY.format(day) + " 00:00:00]");
    }
    if (!ours || !thatDay) {
      throw new UnreadableAnswer("account");
    }
    return line;
  }

  private static String next(BufferedReader reader) throws IOException {
    String line = reader.readLine();
    if (line == null) {
      throw new UnreadableAnswer("end");
    }
    return line;
  }

  @Override
  public LocalDate day() {
    return day;
  }

  @Override
  public long count() {
    return count;
  }

  @MustBeClosed
  @Override
  public Stream<StatementLine> lines() {
    try {
      return Files.lines(copy, AlipayBills.GBK)
          .dropWhile(line -> line.startsWith(REMARK))
          .skip(1)
          .takeWhile(line -> !line.startsWith(REMARK))
          .map(line -> columns.read(line).line());
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  @Override
  public void close() {
    try {
      boolean unused = Files.deleteIfExists(copy);
    } catch (IOException held) {
      throw new UncheckedIOException(held);
    }
  }
}
