package org.yima.healthcard.code;

/** The limits that hold for any text a scanner may deliver, whatever it means. */
public final class ScannedText {
  /** What is longer, in bytes of UTF-8, is not looked at: no QR code holds more. */
  public static final int MAX_BYTES = 4096;

  private static final int MAX_UTF8_PER_UNIT = 3;

  private ScannedText() {}

  /** True when the text is longer than {@link #MAX_BYTES}. Looks at no more of it than that. */
  public static boolean isOversized(String text) {
    if (text.length() <= MAX_BYTES / MAX_UTF8_PER_UNIT) {
      return false;
    }
    int bytes = 0;
    for (int at = 0; at < text.length() && bytes <= MAX_BYTES; at++) {
      bytes += utf8(text.charAt(at));
    }
    return bytes > MAX_BYTES;
  }

  /** True when a control character (U+0000 to U+001F, U+007F to U+009F) stands in it. */
  public static boolean hasControlCharacters(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (Character.isISOControl(text.charAt(at))) {
        return true;
      }
    }
    return false;
  }

  /** The bytes of one UTF-16 unit; the two of a surrogate pair make four together. */
  private static int utf8(char unit) {
    if (unit < 0x80) {
      return 1;
    }
    return unit < 0x800 || Character.isSurrogate(unit) ? 2 : MAX_UTF8_PER_UNIT;
  }
}
