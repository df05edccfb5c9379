package org.yima.sandbox.alipay;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.yima.sandbox.http.Fields;

/** Yuan as text with at most two decimals, and times in GMT+8, as the gateway writes them. */
final class AlipayMoney {
  static final ZoneOffset ZONE = ZoneOffset.ofHours(8);
  static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final long MOST = 10_000_000_000L;

  private AlipayMoney() {}

  /** 0.01 to 100,000,000.00 as fen. */
  static long fen(Fields request, String name) {
    String text = request.text(name, 11);
    if (!text.matches("\\d{1,9}(\\.\\d{1,2})?")) {
      throw request.bad(name, "must be yuan with at most two decimals");
    }
    long fen = new BigDecimal(text).movePointRight(2).longValueExact();
    if (fen < 1 || fen > MOST) {
      throw request.bad(name, "is out of range");
    }
    return fen;
  }

  static String yuan(long fen) {
    return BigDecimal.valueOf(fen, 2).toPlainString();
  }

  static String time(Instant at) {
    return TIME.format(at.atOffset(ZONE));
  }
}
