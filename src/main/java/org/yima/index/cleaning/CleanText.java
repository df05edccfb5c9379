package org.yima.index.cleaning;

import java.util.regex.Pattern;
import org.yima.index.matching.normal.Text;

/** What rules share about text. */
public final class CleanText {
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cc}\\u00AD\\u200B-\\u200F\\u2028-\\u202E\\u2060-\\u2064\\uFEFF]");
  private static final Pattern SCIENTIFIC =
      Pattern.compile("[+-]?\\d+(?:\\.\\d+)?[Ee][+-]?\\d{1,3}");

  private CleanText() {}

  /** Half width, without invisible characters, without blanks at the ends. */
  public static String clean(String raw) {
    if (isClean(raw)) {
      return raw;
    }
    return INVISIBLE.matcher(Text.nfkc(raw)).replaceAll("").strip();
  }

  /** ASCII and unified ideographs are their own normal form: nearly every cell. */
  private static boolean isClean(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= ' ' && c < 0x7F) && !(c >= 0x4E00 && c <= 0x9FFF)) {
        return false;
      }
    }
    return text.isEmpty() || (text.charAt(0) != ' ' && text.charAt(text.length() - 1) != ' ');
  }

  static boolean isScientific(String text) {
    return (text.indexOf('E') > 0 || text.indexOf('e') > 0) && SCIENTIFIC.matcher(text).matches();
  }

  static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  static boolean hasDigit(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isDigit(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** The same character again and again, as in a dummy number. */
  static boolean isOneCharacter(String text) {
    return text.length() > 3 && Text.isOneCharacter(text);
  }
}
