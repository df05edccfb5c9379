package org.yima.gateway;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * Exact conversion between integer fen, which is all that this library knows inside, and the yuan
 * strings some gateways speak. Nothing is ever rounded: an amount that is not a whole number of fen
 * is refused.
 */
public final class Yuan {

  private static final Pattern PLAIN = Pattern.compile("-?\\d{1,15}(\\.\\d{1,6})?");

  private Yuan() {}

  /**
   * Reads yuan as fen. Further decimals are accepted only when they are zeros.
   *
   * @throws ArithmeticException when the text is no plain decimal, is not a whole number of fen or
   *     does not fit; the text itself is not repeated
   */
  public static long toFen(String yuan) {
    if (yuan == null || !PLAIN.matcher(yuan).matches()) {
      throw new ArithmeticException("not a plain decimal amount");
    }
    return toFen(new BigDecimal(yuan));
  }

  /**
   * Reads yuan as fen.
   *
   * @throws ArithmeticException when it is not a whole number of fen or does not fit into a long
   */
  public static long toFen(BigDecimal yuan) {
    return yuan.movePointRight(2).longValueExact();
  }

  /** Writes fen as yuan with exactly two decimals. */
  public static String fromFen(long fen) {
    return BigDecimal.valueOf(fen, 2).setScale(2, RoundingMode.UNNECESSARY).toPlainString();
  }
}
