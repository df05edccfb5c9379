package org.yima.migration.running;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.yima.migration.cleaning.Mapping;
import org.yima.migration.cleaning.Row;
import org.yima.migration.extract.Header;
import org.yima.migration.extract.Line;
import org.yima.migration.extract.LineSplitter;
import org.yima.migration.extract.RowReader;
import org.yima.migration.files.Files;
import org.yima.migration.plan.Migration;

/**
 * The next rows of a file.
 *
 * @param next where the rows after these begin
 * @param missing a mapped column that the file lacks: then there are no rows
 */
record FileSlice(
    List<Row> rows,
    Migration.Cursor next,
    String encoding,
    Header header,
    Optional<Header.Missing> missing) {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int SAMPLE = 200;

  /**
   * Cuts rows off.
   *
   * @param bytes the file's from the cursor on
   * @param cursor a place in this file; at its beginning the header is read first
   * @param limit how many rows at most
   */
  static FileSlice cut(
      Files.Stored file, Mapping mapping, byte[] bytes, Migration.Cursor cursor, int limit) {
    boolean begins = cursor.offset() == 0;
    int mark = begins && startsWithMark(bytes) ? BYTE_ORDER_MARK.length : 0;
    byte[] text = Arrays.copyOfRange(bytes, mark, bytes.length);
    boolean last = cursor.offset() + bytes.length >= file.total();
    String encoding =
        mapping
            .encoding()
            .or(file::encoding)
            .orElseGet(() -> RowReader.recognise(new LineSplitter(text, 1, last).next(SAMPLE)));
    RowReader reader = new RowReader(encoding);
    LineSplitter splitter = new LineSplitter(text, begins ? 1 : cursor.line(), last);
    List<Header.Missing> missing = new ArrayList<>();
    Header header =
        begins
            ? header(splitter, reader, mapping, missing)
            : file.header().orElseThrow(() -> new IllegalStateException("no header read"));
    List<Row> rows =
        missing.isEmpty()
            ? lines(splitter, text, last, limit).stream()
                .map(line -> reader.read(file.name(), line, header))
                .toList()
            : List.of();
    long offset = cursor.offset() + mark + splitter.position();
    Migration.Cursor next = new Migration.Cursor(file.name(), offset, splitter.number());
    return new FileSlice(rows, next, encoding, header, missing.stream().findFirst());
  }

  private static Header header(
      LineSplitter splitter, RowReader reader, Mapping mapping, List<Header.Missing> missing) {
    List<Line> first = splitter.next(1);
    Line line = first.isEmpty() ? new Line(1, new byte[0], 0, false, false) : first.get(0);
    return reader.header(line, mapping, missing);
  }

  /** A row that does not end within the bytes is cut where they end: it is no row of a card. */
  private static List<Line> lines(LineSplitter splitter, byte[] text, boolean last, int limit) {
    int before = splitter.position();
    List<Line> lines = splitter.next(limit);
    boolean stuck = splitter.position() == before && before < text.length && !last;
    return stuck ? splitter.cut() : lines;
  }

  private static boolean startsWithMark(byte[] bytes) {
    return bytes.length >= BYTE_ORDER_MARK.length
        && Arrays.equals(
            bytes, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
  }
}
