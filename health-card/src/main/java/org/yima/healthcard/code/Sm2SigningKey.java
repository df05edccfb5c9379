package org.yima.healthcard.code;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;

/** SM2 over SM3; a signature is r and s, 32 bytes each. */
final class Sm2SigningKey implements SigningKey {
  private final int keyId;
  private final ECPrivateKeyParameters key;
  private final SecureRandom random;
  private final Bytes publicKey;

  Sm2SigningKey(int keyId, byte[] scalar, SecureRandom random) {
    BigInteger d = new BigInteger(1, scalar);
    // GB/T 32918 excludes n-1 as well, for which the signing equation has no inverse.
    BigInteger limit = Sm2Curve.DOMAIN.getN().subtract(BigInteger.ONE);
    if (scalar.length != 32 || d.signum() == 0 || d.compareTo(limit) >= 0) {
      throw new IllegalArgumentException("an SM2 private key is 32 bytes, from 1 to n-2");
    }
    this.keyId = keyId;
    this.key = new ECPrivateKeyParameters(d, Sm2Curve.DOMAIN);
    this.random = random;
    this.publicKey = Bytes.of(Sm2Curve.publicPoint(d).getEncoded(false));
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
    SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
    signer.init(true, new ParametersWithRandom(key, random));
    signer.update(message, 0, message.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("SM2 signing failed", e);
    }
  }

  @Override
  public Bytes publicKey() {
    return publicKey;
  }
}
