package org.yima.sandbox.bureau;

import java.math.BigDecimal;
import org.yima.sandbox.http.Fields;

/** Fen inside, yuan with two decimals at the edge; a third decimal is refused, never rounded. */
final class Yuan {
  private static final BigDecimal LIMIT = new BigDecimal("100000000");

  private Yuan() {}

  /** A yuan field in fen. */
  static long fen(Fields fields, String name) {
    BigDecimal yuan = fields.decimal(name);
    if (yuan.signum() < 0 || yuan.compareTo(LIMIT) > 0 || yuan.stripTrailingZeros().scale() > 2) {
      throw fields.bad(name, "must be yuan with at most 2 decimals");
    }
    return yuan.movePointRight(2).longValueExact();
  }

  /** Fen in yuan with exactly two decimals. */
  static BigDecimal of(long fen) {
    return BigDecimal.valueOf(fen, 2);
  }
}
