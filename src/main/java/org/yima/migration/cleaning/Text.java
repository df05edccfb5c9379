package org.yima.migration.cleaning;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** What rules share about text. */
final class Text {
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cc}\\u00AD\\u200B-\\u200F\\u2028-\\u202E\\u2060-\\u2064\\uFEFF]");
  private static final Pattern SCIENTIFIC =
      Pattern.compile("[+-]?\\d+(?:\\.\\d+)?[Ee][+-]?\\d{1,3}");

  private Text() {}

  /** Half width, without invisible characters, without blanks at the ends. */
  static String clean(String raw) {
    String narrow = Normalizer.normalize(raw, Normalizer.Form.NFKC);
    return INVISIBLE.matcher(narrow).replaceAll("").strip();
  }

  static boolean isScientific(String text) {
    return SCIENTIFIC.matcher(text).matches();
  }

  static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The same character again and again, as in a dummy number. */
  static boolean isOneCharacter(String text) {
    return text.length() > 3 && text.chars().distinct().count() == 1;
  }
}
