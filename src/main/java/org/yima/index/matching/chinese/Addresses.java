package org.yima.index.matching.chinese;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yima.index.matching.normal.Text;

/** Addresses as an area, which many share, and the rest, which says where in it. */
public final class Addresses {
  private static final Pattern AREA =
      Pattern.compile(
          "^(?:[^省区市县]{2,5}(?:省|自治区|特别行政区))?(?:[^市县区]{1,7}?(?:自治州|地区|盟|市))?"
              + "((?:[^区县旗]{1,6}?(?:自治县|自治旗|新区|林区|特区|开发区|区|县|旗))|(?:[^市]{1,4}市))?(.*)$");
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
    return UNKNOWN.matcher(text).matches() ? "" : text;
  }

  /** The district or county, without what stands above it; empty when none is told. */
  public static String area(String normal) {
    Matcher parts = AREA.matcher(normal);
    return parts.matches() && parts.group(1) != null ? parts.group(1) : "";
  }

  /** What stands after the area. */
  public static String rest(String normal) {
    Matcher parts = AREA.matcher(normal);
    return parts.matches() ? parts.group(2) : normal;
  }
}
