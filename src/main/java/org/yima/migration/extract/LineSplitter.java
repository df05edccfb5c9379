package org.yima.migration.extract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts the bytes of a CSV file (RFC 4180) into rows, before they are decoded: so a place in the
 * file is a number of bytes, and a row that is spoiled spoils no other.
 *
 * <p>It works on bytes because in UTF-8 and in GB18030 alike no byte of a longer character is a
 * quote, a comma or a line end. A quote opens only at the beginning of a field; one that is not
 * closed within {@value #LONGEST} bytes ends its row at the next line end.
 */
public final class LineSplitter {
  static final int LONGEST = 64 * 1024;

  private final byte[] bytes;
  private final boolean last;
  private int position;
  private long number;

  /**
   * Begins at a row.
   *
   * @param number the physical line of the first byte
   * @param last whether the file ends with these bytes
   */
  public LineSplitter(byte[] bytes, long number, boolean last) {
    this.bytes = bytes;
    this.number = number;
    this.last = last;
  }

  /**
   * The next rows, at most {@code limit}; blank ones are left out. Without {@code last}, a row that
   * may go on beyond the bytes is not answered.
   */
  public List<Line> next(int limit) {
    List<Line> lines = new ArrayList<>();
    while (lines.size() < limit && position < bytes.length) {
      int end = endOfRow();
      boolean unclosed = end == -1;
      if (unclosed) {
        end = endOfLine(position);
      }
      if (end == bytes.length && !last) {
        break;
      }
      Line line = take(end, unclosed);
      if (line.bytes().length > 0) {
        lines.add(line);
      }
    }
    return lines;
  }

  /** What is left of the bytes, as one row: for a row that is longer than any. */
  public List<Line> cut() {
    return List.of(take(bytes.length, true));
  }

  /** Where the next row begins. */
  public int position() {
    return position;
  }

  /** The physical line of the next row. */
  public long number() {
    return number;
  }

  private Line take(int end, boolean unclosed) {
    int after = end < bytes.length ? end + 1 : end;
    int contentEnd = end > position && bytes[end - 1] == '\r' ? end - 1 : end;
    byte[] content = Arrays.copyOfRange(bytes, position, contentEnd);
    Line line = new Line(number, content, after, end < bytes.length, unclosed);
    for (int i = position; i < after; i++) {
      number += bytes[i] == '\n' ? 1 : 0;
    }
    position = after;
    return line;
  }

  /** The row's line end, the end of the bytes, or -1 for a quote that stays open too long. */
  private int endOfRow() {
    boolean quoted = false;
    boolean fieldBegins = true;
    int closedAt = -2;
    for (int i = position; i < bytes.length; i++) {
      byte b = bytes[i];
      if (quoted) {
        if (i - position > LONGEST) {
          return -1;
        }
        quoted = b != '"';
        closedAt = quoted ? closedAt : i;
        fieldBegins = false;
      } else if (b == '\n') {
        return i;
      } else {
        // A doubled quote inside quotes closes and opens again: the second one follows directly.
        quoted = b == '"' && (fieldBegins || closedAt == i - 1);
        fieldBegins = b == ',';
      }
    }
    return quoted && last ? -1 : bytes.length;
  }

  private int endOfLine(int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return bytes.length;
  }
}
