package org.yima.gateway.signed;

import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/**
 * Verifies ECDSA over P-256 with SHA-256, raw {@code r||s}. The JDK's own (17) takes more than ten
 * times as long, as its arithmetic is the same for all curves and hides what it works on. Of a
 * verification nothing is secret, and the multiples of the key are worked out once.
 */
final class P256Key {
  private static final int HALF = 32;
  private final ECPublicKeyParameters key;

  private P256Key(ECPublicKeyParameters key) {
    this.key = key;
  }

  /**
   * The key of the other side.
   *
   * @throws IllegalArgumentException when it is not on P-256
   */
  static P256Key of(PublicKey key) {
    try {
      if (PublicKeyFactory.createKey(key.getEncoded()) instanceof ECPublicKeyParameters point
          && point.getParameters() instanceof ECNamedDomainParameters curve
          && SECObjectIdentifiers.secp256r1.equals(curve.getName())) {
        return new P256Key(point);
      }
    } catch (IOException | RuntimeException malformed) {
      throw new IllegalArgumentException("no P-256 key", malformed);
    }
    throw new IllegalArgumentException("no P-256 key");
  }

  boolean verifies(byte[] text, byte[] signature) {
    if (signature.length != 2 * HALF) {
      return false;
    }
    ECDSASigner signer = new ECDSASigner();
    signer.init(false, key);
    return signer.verifySignature(
        sha256(text),
        new BigInteger(1, Arrays.copyOf(signature, HALF)),
        new BigInteger(1, Arrays.copyOfRange(signature, HALF, 2 * HALF)));
  }

  private static byte[] sha256(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
