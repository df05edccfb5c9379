package org.yima.healthcard.code;

import org.bouncycastle.math.ec.ECPoint;

/**
 * The multiples of one point that make its multiplication a chain of additions: for each byte of a
 * scalar, the point times every value that byte can have. About 1.6 MB. The time it takes depends
 * on the scalar, so it is for checking signatures and never for a secret.
 */
final class FixedBase {
  private static final int BYTES = 32;
  private static final int VALUES = 1 << Byte.SIZE;

  private final ECPoint[] multiples;

  FixedBase(ECPoint point) {
    multiples = new ECPoint[BYTES * VALUES];
    ECPoint unit = point;
    for (int place = 0; place < BYTES; place++) {
      ECPoint next = point.getCurve().getInfinity();
      for (int value = 0; value < VALUES; value++) {
        multiples[place * VALUES + value] = next;
        next = next.add(unit);
      }
      unit = next;
    }
    point.getCurve().normalizeAll(multiples);
  }

  /**
   * The sum and the point times the scalar.
   *
   * @param scalar 32 bytes, big-endian
   */
  ECPoint addTo(ECPoint sum, byte[] scalar) {
    ECPoint result = sum;
    for (int place = 0; place < BYTES; place++) {
      int value = scalar[BYTES - 1 - place] & 0xFF;
      if (value != 0) {
        result = result.add(multiples[place * VALUES + value]);
      }
    }
    return result;
  }
}
