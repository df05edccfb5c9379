package org.yima.samples;

/** Text as an input method writes it that was left in full width. */
public final class FullWidth {
  private FullWidth() {}

  /** Every printable ASCII character in its full-width form; all others stay. */
  public static String of(String text) {
    return text.codePoints()
        .map(c -> c > 0x20 && c < 0x7F ? c + 0xFEE0 : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
