package org.yima.migration.extract;

import java.util.Arrays;

/**
 * The bytes of one row, without its line end.
 *
 * @param number the physical line it starts on
 * @param end where the next row begins, counted from the bytes that were split
 * @param terminated whether a line end follows; only the last row of a file may lack it
 * @param unclosed whether a quote in it is never closed
 */
public record Line(long number, byte[] bytes, int end, boolean terminated, boolean unclosed) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Line that
        && number == that.number
        && end == that.end
        && terminated == that.terminated
        && unclosed == that.unclosed
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Only where it stands: its bytes are personal data and must not reach a log. */
  @Override
  public String toString() {
    return "Line[" + number + "]";
  }
}
