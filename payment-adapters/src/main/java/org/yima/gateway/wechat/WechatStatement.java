package org.yima.gateway.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.yima.gateway.wallet.Merchant;
import org.yima.gateway.wallet.Statement;
import org.yima.gateway.wallet.StatementLine;

/**
 * A downloaded trade bill: UTF-8 with a byte-order mark, a header line, lines whose cells begin
 * with a backtick, then a header and one line of totals.
 */
final class WechatStatement implements Statement {

  private final Path copy;
  private final LocalDate day;
  private final TradeBillColumns columns;
  private final long count;

  private WechatStatement(Path copy, LocalDate day, TradeBillColumns columns, long count) {
    this.copy = copy;
    this.day = day;
    this.columns = columns;
    this.count = count;
  }

  /** Reads the whole bill once and believes it when it agrees with its own totals. */
  static Statement checked(Path copy, Merchant merchant, LocalDate day) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(copy, UTF_8)) {
      TradeBillColumns columns = TradeBillColumns.of(reader.readLine(), merchant.account());
      TradeBillTotals totals = new TradeBillTotals();
      String line = reader.readLine();
      while (line != null && TradeBillColumns.isData(line)) {
        totals.add(columns.read(line));
        line = reader.readLine();
      }
      totals.mustAgree(line, reader.readLine());
      return new WechatStatement(copy, day, columns, totals.count());
    }
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
      return Files.lines(copy, UTF_8)
          .skip(1)
          .takeWhile(TradeBillColumns::isData)
          .map(columns::read);
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
