package org.yima.sandbox.unionpay;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import org.yima.sandbox.http.Refused;

/** What is the same in all of the protocol: refusals, times and the channel's name. */
final class Acp {
  static final String CHANNEL = "unionpay";
  static final ZoneOffset ZONE = ZoneOffset.ofHours(8);
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);
  static final DateTimeFormatter TRACE_TIME =
      DateTimeFormatter.ofPattern("MMddHHmmss").withZone(ZONE);
  static final DateTimeFormatter SETTLE_DATE = DateTimeFormatter.ofPattern("MMdd");
  private static final Duration AFTER_CUT = Duration.ofHours(1);

  private Acp() {}

  /** A refusal is HTTP 200 with a code of two digits. */
  static Refused refuse(String code, String message) {
    return new Refused(200, code, message);
  }

  static Instant time(String name, String text) {
    try {
      return LocalDateTime.parse(text, TIME).toInstant(ZONE);
    } catch (DateTimeException malformed) {
      throw refuse(AcpCode.MALFORMED, "报文格式错误[" + name + "]");
    }
  }

  /** The day that it is settled with: from eleven in the evening on, the next one. */
  static LocalDate settleDay(Instant at) {
    return LocalDate.ofInstant(at.plus(AFTER_CUT), ZONE);
  }

  static String time(Instant at) {
    return TIME.withZone(ZONE).format(at);
  }
}
