package org.yima.sandbox.unionpay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.yima.sandbox.books.Transaction;

/**
 * The day's file: a ZIP, deflated once more and in Base64, with {@code ZM} (what succeeded) and
 * {@code ZME} (what was in error, always empty here). Lines have 42 fields of fixed width in GBK, a
 * blank between them.
 */
final class AcpFiles {
  private static final Charset GBK = Charset.forName("GBK");
  private static final int[] WIDTHS = {
    3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21,
    15, 1, 15, 32, 13, 13, 8, 32, 13, 13, 12, 2, 1, 32, 98
  };

  private AcpFiles() {}

  static AcpMessage answer(AcpRequest request, Transaction tx) {
    if (!request.required("fileType", "\\d{2}").equals("00")) {
      throw Acp.refuse(AcpCode.MALFORMED, "报文格式错误[fileType]");
    }
    String date = request.required("settleDate", "\\d{4}");
    LocalDate day = day(date, Acp.settleDay(tx.now()));
    List<AcpOrder> done =
        tx.owned(AcpOrder.class, request.merId()).stream()
            .filter(order -> order.state() == AcpOrder.State.DONE)
            .filter(order -> Acp.settleDay(order.doneAt()).equals(day))
            .sorted(Comparator.comparing(AcpOrder::doneAt).thenComparing(AcpOrder::traceNo))
            .toList();
    if (done.isEmpty()) {
      throw Acp.refuse(AcpCode.NO_FILE, "文件不存在");
    }
    String stem = "INN" + DateTimeFormatter.ofPattern("yyMMdd").format(day) + "88";
    byte[] zip =
        zip(
            stem + "ZM_" + request.merId(),
            lines(done, tx),
            stem + "ZME_" + request.merId(),
            new byte[0]);
    return AcpDoor.answer(request.message(), AcpCode.DONE, "成功[0000000]")
        .put("fileType", "00")
        .put("settleDate", date)
        .put(
            "fileName",
            request.merId() + "_" + DateTimeFormatter.BASIC_ISO_DATE.format(day) + ".zip")
        .put("fileContent", Base64.getEncoder().encodeToString(deflated(zip)));
  }

  /** The latest day with this month and day that is not in the future. */
  private static LocalDate day(String monthDay, LocalDate today) {
    try {
      MonthDay wanted =
          MonthDay.of(
              Integer.parseInt(monthDay.substring(0, 2)), Integer.parseInt(monthDay.substring(2)));
      LocalDate thisYear = wanted.atYear(today.getYear());
      return thisYear.isAfter(today) ? wanted.atYear(today.getYear() - 1) : thisYear;
    } catch (DateTimeException malformed) {
      throw Acp.refuse(AcpCode.MALFORMED, "报文格式错误[settleDate]");
    }
  }

  private static byte[] lines(List<AcpOrder> orders, Transaction tx) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (AcpOrder order : orders) {
      out.writeBytes(line(order, tx));
    }
    return out.toByteArray();
  }

  private static byte[] line(AcpOrder order, Transaction tx) {
    boolean back = !order.kind().isPayment();
    AcpOrder original = back ? tx.find(AcpOrder.class, order.original()).orElseThrow() : order;
    String[] cells = new String[WIDTHS.length];
    Arrays.fill(cells, "");
    cells[0] = back ? "S30" : "S22";
    cells[1] = "00010000";
    cells[2] = "00010000";
    cells[3] = order.traceNo();
    cells[4] = traceTime(order.doneAt());
    cells[6] = "%012d".formatted(order.amount());
    cells[7] = "8062";
    cells[8] = "08";
    cells[9] = order.queryId();
    cells[11] = order.orderId();
    cells[13] = back ? original.traceNo() : "000000";
    cells[14] = back ? traceTime(original.doneAt()) : "0000000000";
    cells[15] = "D%012d".formatted(0);
    cells[16] = (back ? "D" : "C") + "%012d".formatted(order.amount());
    cells[17] = "0001";
    cells[19] = order.txnType();
    cells[20] = order.txnSubType();
    cells[21] = order.bizType();
    cells[26] = back ? original.queryId() : "";
    cells[27] = order.merId();
    cells[32] = cells[16];
    cells[34] = order.reqReserved();
    cells[40] = back ? original.orderId() : "";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < cells.length; i++) {
      out.writeBytes(cell(cells[i], WIDTHS[i]));
      out.writeBytes((i + 1 < cells.length ? " " : "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
    return out.toByteArray();
  }

  private static String traceTime(Instant at) {
    return Acp.TRACE_TIME.format(at);
  }

  private static byte[] cell(String text, int width) {
    byte[] cell = new byte[width];
    Arrays.fill(cell, (byte) ' ');
    byte[] encoded = text.getBytes(GBK);
    System.arraycopy(encoded, 0, cell, 0, Math.min(width, encoded.length));
    return cell;
  }

  private static byte[] zip(String first, byte[] content, String second, byte[] other) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(first));
      zip.write(content);
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry(second));
      zip.write(other);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] deflated(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
