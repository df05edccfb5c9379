package org.yima.index.matching.normal;

import java.text.Normalizer;
import java.util.Locale;

/** Steps that hold for any language. Each leaves what it has no business with as it is. */
public final class Text {
  private Text() {}

  /** Unicode NFKC: full-width letters and digits become narrow, compatibility forms plain. */
  public static String nfkc(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // ASCII and the unified ideographs are their own normal form.
      if (c >= 0x80 && (c < 0x4E00 || c > 0x9FFF)) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
      }
    }
    return text;
  }

  /** Takes out blanks of all kinds, those without width and control characters among them. */
  public static String unspaced(String text) {
    int i = 0;
    while (i < text.length() && !isBlank(text.charAt(i))) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length()).append(text, 0, i);
    for (; i < text.length(); i++) {
      if (!isBlank(text.charAt(i))) {
        kept.append(text.charAt(i));
      }
    }
    return kept.toString();
  }

  /** Makes every run of blanks one space, with none at the ends. */
  public static String spacedOnce(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    boolean pending = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isBlank(c)) {
        pending = kept.length() > 0;
      } else {
        if (pending) {
          kept.append(' ');
          pending = false;
        }
        kept.append(c);
      }
    }
    return kept.length() == text.length() ? text : kept.toString();
  }

  private static boolean isBlank(char c) {
    return c <= ' '
        || c == 0x7F
        || c == 0xA0
        || c == 0x3000
        || (c >= 0x2000 && c <= 0x200F)
        || c == 0x2028
        || c == 0x2029
        || c == 0x202F
        || c == 0x2060
        || c == 0xFEFF;
  }

  /** Upper case, the same in every country. */
  public static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  /** Lower case, the same in every country. */
  public static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Only the digits. */
  public static String digits(String text) {
    return kept(text, false);
  }

  /** Only ASCII letters and digits. */
  public static String lettersAndDigits(String text) {
    return kept(text, true);
  }

  private static String kept(String text, boolean letters) {
    StringBuilder kept = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean keep =
          (c >= '0' && c <= '9') || (letters && ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')));
      if (keep && kept != null) {
        kept.append(c);
      } else if (!keep && kept == null) {
        kept = new StringBuilder(text.length()).append(text, 0, i);
      }
    }
    return kept == null ? text : kept.toString();
  }

  /** True when all characters are the same, as in 000000 and 111111. */
  public static boolean isOneCharacter(String text) {
    for (int i = 1; i < text.length(); i++) {
      if (text.charAt(i) != text.charAt(0)) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** True when each digit is one more, or each one less, than the last, as in 12345678. */
  public static boolean isRun(String text) {
    if (text.length() < 3) {
      return false;
    }
    int step = text.charAt(1) - text.charAt(0);
    if (step != 1 && step != -1) {
      return false;
    }
    for (int i = 2; i < text.length(); i++) {
      int next = text.charAt(i) - text.charAt(i - 1);
      boolean wraps = step == 1 && text.charAt(i) == '0' && text.charAt(i - 1) == '9';
      if (next != step && !wraps) {
        return false;
      }
    }
    return true;
  }
}
