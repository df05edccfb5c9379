package org.yima.healthcard.code;

import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** The curve GB/T 32918.5 recommends, in BouncyCastle's hand-optimised arithmetic. */
final class Sm2Curve {
  static final ECDomainParameters DOMAIN = domain();

  /** Multiples of the base point, made when the first SM2 signature is checked. */
  private static final class Base {
    static final FixedBase TABLE = new FixedBase(DOMAIN.getG());
  }

  private Sm2Curve() {}

  private static ECDomainParameters domain() {
    X9ECParameters curve = CustomNamedCurves.getByName("sm2p256v1");
    return new ECDomainParameters(curve);
  }

  /** The base point times a secret; the comb looks its table up in constant time. */
  static ECPoint timesSecret(BigInteger scalar) {
    return new FixedPointCombMultiplier().multiply(DOMAIN.getG(), scalar).normalize();
  }

  static FixedBase base() {
    return Base.TABLE;
  }
}
