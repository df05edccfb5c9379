package org.yima.healthcard.code;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * SM2 over SM3 (GB/T 32918.2 clause 6.1); a signature is r and s, 32 bytes each. What depends on
 * the key alone, Z and the inverse of 1 + d, is computed once: that halves the time of a signature.
 */
final class Sm2SigningKey implements SigningKey {
  private static final BigInteger N = Sm2Curve.DOMAIN.getN();
  private static final int NUMBER = 32;

  private final int keyId;
  private final BigInteger d;
  private final BigInteger inverse;
  private final SecureRandom random;
  private final Sm2Digest digest;
  private final Bytes publicKey;

  Sm2SigningKey(int keyId, byte[] scalar, SecureRandom random) {
    this.d = new BigInteger(1, scalar);
    // GB/T 32918 excludes n-1 as well, for which the signing equation has no inverse.
    if (scalar.length != NUMBER
        || d.signum() == 0
        || d.compareTo(N.subtract(BigInteger.ONE)) >= 0) {
      throw new IllegalArgumentException("an SM2 private key is 32 bytes, from 1 to n-2");
    }
    this.keyId = keyId;
    this.inverse = BigIntegers.modOddInverse(N, d.add(BigInteger.ONE));
    this.random = random;
    ECPoint point = Sm2Curve.timesSecret(d);
    this.digest = new Sm2Digest(point);
    this.publicKey = Bytes.of(point.getEncoded(false));
  }

  @Override
  public int keyId() {
    return keyId;
  }

  @Override
  public Suite suite() {
    return Suite.SM2_SM3;
  }

  @Override
  public byte[] sign(byte[] message) {
    BigInteger e = digest.of(message, message.length);
    while (true) {
      BigInteger k = drawn();
      BigInteger x = Sm2Curve.timesSecret(k).getAffineXCoord().toBigInteger();
      BigInteger r = e.add(x).mod(N);
      BigInteger s = inverse.multiply(k.subtract(r.multiply(d))).mod(N);
      if (r.signum() != 0 && s.signum() != 0 && !r.add(k).equals(N)) {
        byte[] signature = new byte[2 * NUMBER];
        BigIntegers.asUnsignedByteArray(r, signature, 0, NUMBER);
        BigIntegers.asUnsignedByteArray(s, signature, NUMBER, NUMBER);
        return signature;
      }
    }
  }

  /** Uniform from 1 to n-1: what lies outside is drawn anew and never reduced, which would bias. */
  private BigInteger drawn() {
    while (true) {
      BigInteger k = BigIntegers.createRandomBigInteger(N.bitLength(), random);
      if (k.signum() != 0 && k.compareTo(N) < 0) {
        return k;
      }
    }
  }

  @Override
  public Bytes publicKey() {
    return publicKey;
  }
}
