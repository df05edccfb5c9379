package org.yima.institution.onboarding;

import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.EllipticCurve;

/** Whether a key is a point of its curve; Java's own factories do not ask. */
final class Curve {
  private Curve() {}

  /** y² = x³ + ax + b (mod p), with both coordinates in the field. */
  static boolean isOnP256(ECPublicKey key) {
    EllipticCurve curve = key.getParams().getCurve();
    BigInteger p = ((ECFieldFp) curve.getField()).getP();
    BigInteger x = key.getW().getAffineX();
    BigInteger y = key.getW().getAffineY();
    if (x.signum() < 0 || y.signum() < 0 || x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      return false;
    }
    BigInteger right =
        x.modPow(BigInteger.valueOf(3), p).add(curve.getA().multiply(x)).add(curve.getB());
    return y.multiply(y).mod(p).equals(right.mod(p));
  }
}
