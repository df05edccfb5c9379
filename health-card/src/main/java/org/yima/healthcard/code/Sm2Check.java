package org.yima.healthcard.code;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * Checks SM2 signatures of one key (GB/T 32918.2 clause 7.1) with tables of base point and key; the
 * key's table is made at its first check.
 */
final class Sm2Check implements Suite.SignatureCheck {
  private static final BigInteger N = Sm2Curve.DOMAIN.getN();
  private static final int NUMBER = 32;

  private final ECPoint key;
  private final Sm2Digest digest;
  private volatile FixedBase table;

  /**
   * A check bound to that key.
   *
   * @throws IllegalArgumentException when the bytes are no point of the curve but infinity
   */
  Sm2Check(byte[] publicKey) {
    if (publicKey.length != 33 && publicKey.length != 65) {
      throw new IllegalArgumentException("not an SM2 public key");
    }
    key = Sm2Curve.DOMAIN.validatePublicPoint(Sm2Curve.DOMAIN.getCurve().decodePoint(publicKey));
    digest = new Sm2Digest(key);
  }

  @Override
  public boolean fits(byte[] message, int length) {
    byte[] sBytes = Arrays.copyOfRange(message, length + NUMBER, length + 2 * NUMBER);
    BigInteger r = new BigInteger(1, Arrays.copyOfRange(message, length, length + NUMBER));
    BigInteger s = new BigInteger(1, sBytes);
    BigInteger t = r.add(s).mod(N);
    if (isNoNumber(r) || isNoNumber(s) || t.signum() == 0) {
      return false;
    }
    ECPoint sum = Sm2Curve.base().addTo(Sm2Curve.DOMAIN.getCurve().getInfinity(), sBytes);
    ECPoint point = table().addTo(sum, BigIntegers.asUnsignedByteArray(NUMBER, t)).normalize();
    return !point.isInfinity()
        && digest.of(message, length).add(point.getAffineXCoord().toBigInteger()).mod(N).equals(r);
  }

  private static boolean isNoNumber(BigInteger value) {
    return value.signum() == 0 || value.compareTo(N) >= 0;
  }

  /** Two threads may make it at once; both make the same. */
  private FixedBase table() {
    FixedBase made = table;
    if (made == null) {
      made = new FixedBase(key);
      table = made;
    }
    return made;
  }
}
