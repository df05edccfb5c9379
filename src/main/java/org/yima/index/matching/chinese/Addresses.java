package org.yima.index.matching.chinese;

import java.util.regex.Pattern;
import org.yima.index.matching.normal.Text;

/** Addresses as an area, which many share, and the rest, which says where in it. */
public final class Addresses {
  private static final String[] PROVINCES = {"省", "自治区", "特别行政区"};
  private static final String[] CITIES = {"自治州", "地区", "盟", "市"};
  private static final String[] DISTRICTS = {"自治县", "自治旗", "开发区", "新区", "林区", "特区", "区", "县", "旗"};

  /** The longest name before such a word. */
  private static final int LONGEST = 7;

  private static final Pattern UNKNOWN =
      Pattern.compile("^(?:不详|未知|无|不明|未填写|本地|本市|外地|地址|[0-9\\-]*|[A-Z]{1,3})$");

  private Addresses() {}

  /** Narrow, simplified, in capitals, without blanks and punctuation; numbers in digits. */
  public static String normal(String raw) {
    if (raw == null || raw.isEmpty()) {
      return "";
    }
    String clean = Han.plain(Text.upper(Text.unspaced(Text.nfkc(raw))));
    StringBuilder kept = new StringBuilder(clean.length());
    for (int i = 0; i < clean.length(); i++) {
      char c = clean.charAt(i);
      if (Han.isHan(c) || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) {
        kept.append(c);
      } else if (c == '-' || c == '#' || c == '—') {
        kept.append('-');
      }
    }
    String text = kept.toString();
    boolean told = text.length() > LONGEST && Han.isHan(text.charAt(0));
    return !told && UNKNOWN.matcher(text).matches() ? "" : text;
  }

  /** The district or county, without what stands above it; empty when none is told. */
  public static String area(String normal) {
    int from = above(normal);
    return normal.substring(from, after(normal, from, DISTRICTS, ""));
  }

  /** What stands after the area. */
  public static String rest(String normal) {
    int from = above(normal);
    return normal.substring(after(normal, from, DISTRICTS, ""));
  }

  /** Where province and city end. */
  private static int above(String normal) {
    int province = after(normal, 0, PROVINCES, "市县旗");
    return after(normal, province, CITIES, "县区旗");
  }

  /**
   * Where the first of these words ends, a name of one to seven characters before it; else from.
   */
  private static int after(String normal, int from, String[] words, String stops) {
    int last = Math.min(normal.length() - 1, from + LONGEST);
    for (int i = from; i <= last; i++) {
      char c = normal.charAt(i);
      if (i > from) {
        for (String word : words) {
          if (normal.startsWith(word, i)) {
            return i + word.length();
          }
        }
      }
      if (c < 0x80 || stops.indexOf(c) >= 0) {
        return from;
      }
    }
    return from;
  }
}
