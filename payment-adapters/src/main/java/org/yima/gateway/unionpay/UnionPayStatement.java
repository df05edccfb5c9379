package org.yima.gateway.unionpay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.stream.Stream;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.wallet.Refund;
import org.yima.gateway.wallet.Statement;
import org.yima.gateway.wallet.StatementLine;

/** A downloaded {@code ZM} file, every line of which was read once. */
final class UnionPayStatement implements Statement {
  private final Path copy;
  private final ZmLayout layout;
  private final String merId;
  private final LocalDate day;
  private final long count;

  private UnionPayStatement(Path copy, ZmLayout layout, String merId, LocalDate day, long count) {
    this.copy = copy;
    this.layout = layout;
    this.merId = merId;
    this.day = day;
    this.count = count;
  }

  static Statement checked(Path copy, ZmLayout layout, String merId, LocalDate day) {
    UnionPayStatement uncounted = new UnionPayStatement(copy, layout, merId, day, 0);
    try (Stream<StatementLine> lines = uncounted.lines()) {
      // Each line is read for its errors; only their number is kept.
      long count = lines.mapToLong(line -> line.at() == null ? 0 : 1).sum();
      return new UnionPayStatement(copy, layout, merId, day, count);
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
      // One character is one byte then, which is what the widths count.
      return Files.lines(copy, ISO_8859_1).filter(line -> !line.isBlank()).map(this::read);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private StatementLine read(String line) {
    if (!layout.fits(line) || !layout.cell(line, layout.merId()).equals(merId)) {
      throw new UnreadableAnswer("line");
    }
    String type = layout.cell(line, layout.txnType());
    return switch (type) {
      case "01" -> isEmpty(line, layout.orderId()) ? other(line) : charge(line);
      case "04", "31" ->
          isEmpty(line, layout.orderId())
                  || isEmpty(line, layout.originalOrderId())
                  || isEmpty(line, layout.originalQueryId())
              ? other(line)
              : refund(line);
      // What the institution's own tills do under its number: nothing that was ordered by us.
      default -> other(line);
    };
  }

  private StatementLine charge(String line) {
    return new StatementLine.ChargeLine(
        merId,
        present(line, layout.orderId()),
        present(line, layout.queryId()),
        at(line),
        fen(line),
        layout.cell(line, layout.fee()));
  }

  private StatementLine refund(String line) {
    String order = present(line, layout.originalOrderId());
    String number = present(line, layout.orderId());
    if (number.equals(order)) {
      // Somebody's numbers were too long for the file and are cut: whose refund it is, is lost.
      return other(line);
    }
    return new StatementLine.RefundLine(
        merId,
        order,
        present(line, layout.originalQueryId()),
        at(line),
        AcpNumbers.own(number),
        present(line, layout.queryId()),
        fen(line),
        Refund.State.SUCCEEDED);
  }

  private StatementLine other(String line) {
    String type = layout.cell(line, layout.txnType());
    if (!type.matches("\\d{2}")) {
      throw new UnreadableAnswer("txnType");
    }
    return new StatementLine.OtherLine(
        merId,
        layout.cell(line, layout.orderId()),
        layout.cell(line, layout.queryId()),
        at(line),
        type,
        fen(line));
  }

  private boolean isEmpty(String line, int column) {
    return layout.cell(line, column).isEmpty();
  }

  private String present(String line, int column) {
    String cell = layout.cell(line, column);
    if (cell.isEmpty()) {
      throw new UnreadableAnswer("column");
    }
    return cell;
  }

  /**
   * {@code traceTime} has no year. A file tells of the past, so it is the latest such time that is
   * not after the day that follows the file's.
   */
  private LocalDateTime at(String line) {
    return AcpFields.doneBefore(
        layout.cell(line, layout.traceTime()), day.plusDays(2).atStartOfDay());
  }

  private long fen(String line) {
    return new AcpFields().with("txnAmt", layout.cell(line, layout.amount())).fen("txnAmt");
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
