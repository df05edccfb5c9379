package org.yima.healthcard.second;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/**
 * A published key as section "Published keys" gives it.
 *
 * @param notBefore seconds
 * @param notAfter seconds
 */
record SecondKey(int id, String suite, byte[] publicKey, long notBefore, long notAfter) {
  private static final byte[] X509_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  boolean verifies(byte[] message, byte[] signature) {
    try {
      if (!suite.equals("ED25519")) {
        return Sm2.verify(publicKey, message, signature);
      }
      byte[] x509 = Second.joined(X509_HEAD, publicKey);
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509)));
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException notASignature) {
      return false;
    }
  }

  /** A signature with the private key, 32 bytes. */
  static byte[] sign(String suite, byte[] secret, BigInteger k, byte[] message) {
    if (!suite.equals("ED25519")) {
      return Sm2.sign(new BigInteger(1, secret), k, message);
    }
    try {
      PrivateKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, secret));
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
