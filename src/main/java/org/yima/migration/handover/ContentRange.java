package org.yima.migration.handover;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yima.platform.PlatformProblem;

/** Which part of a file a body is: {@code Content-Range: bytes 0-1023/5000} (RFC 9110, 14.4). */
record ContentRange(long first, long last, long total) {
  private static final Pattern FORM = Pattern.compile("bytes (\\d{1,15})-(\\d{1,15})/(\\d{1,15})");

  /** The range; the whole file when no header was sent. */
  static ContentRange of(String header, int length) {
    if (header == null) {
      return new ContentRange(0, length - 1L, length);
    }
    return parse(header)
        .filter(range -> range.last - range.first + 1 == length && range.last < range.total)
        .orElseThrow(() -> PlatformProblem.INPUT_INVALID.problem().at("?Content-Range", "invalid"));
  }

  private static Optional<ContentRange> parse(String header) {
    Matcher form = FORM.matcher(header.strip());
    return form.matches()
        ? Optional.of(
            new ContentRange(
                Long.parseLong(form.group(1)),
                Long.parseLong(form.group(2)),
                Long.parseLong(form.group(3))))
        : Optional.empty();
  }

  boolean isFirst() {
    return first == 0;
  }

  boolean isLast() {
    return last + 1 == total;
  }
}
