package org.yima.gateway.alipay;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.UnreadableAnswer;

/** {@code yyyy-MM-dd HH:mm:ss} in China Standard Time. */
final class AlipayTime {
  static final ZoneOffset ZONE = ZoneOffset.ofHours(8);
  static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

  private AlipayTime() {}

  static String text(Instant time) {
    return FORMAT.format(time.atOffset(ZONE));
  }

  static Instant instant(Fields fields, String name) {
    return local(name, fields.text(name)).toInstant(ZONE);
  }

  /** Throws {@link UnreadableAnswer} with the field's name. */
  static LocalDateTime local(String name, String text) {
    try {
      return LocalDateTime.parse(text, FORMAT);
    } catch (DateTimeException malformed) {
      throw new UnreadableAnswer(name);
    }
  }
}
