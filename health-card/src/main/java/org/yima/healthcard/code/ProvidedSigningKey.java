package org.yima.healthcard.code;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/** A key that stays where its provider keeps it; only messages and signatures pass. */
final class ProvidedSigningKey implements SigningKey {
  private final int keyId;
  private final Suite suite;
  private final PrivateKey key;
  private final Bytes publicKey;
  private final Provider provider;

  ProvidedSigningKey(int keyId, Suite suite, PrivateKey key, byte[] publicKey, Provider provider) {
    this.keyId = keyId;
    this.suite = suite;
    this.key = key;
    this.publicKey = Bytes.of(publicKey);
    this.provider = provider;
  }

  @Override
  public int keyId() {
    return keyId;
  }

  @Override
  public Suite suite() {
    return suite;
  }

  @Override
  public byte[] sign(byte[] message) {
    try {
      Signature signer = Signature.getInstance(algorithm(), provider);
      signer.initSign(key);
      signer.update(message);
      byte[] signature = signer.sign();
      return suite == Suite.SM2_SM3 ? plain(signature) : signature;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the provider did not sign", e);
    }
  }

  /** The names under which providers offer the suites. */
  private String algorithm() {
    return switch (suite) {
      case ED25519 -> "Ed25519";
      case SM2_SM3 -> "SM3withSM2";
    };
  }

  /** Providers give r and s as a DER sequence; codes carry 32 bytes each. */
  private static byte[] plain(byte[] der) throws IOException {
    BigInteger n = Sm2Curve.DOMAIN.getN();
    BigInteger[] numbers = StandardDSAEncoding.INSTANCE.decode(n, der);
    return PlainDSAEncoding.INSTANCE.encode(n, numbers[0], numbers[1]);
  }

  @Override
  public Bytes publicKey() {
    return publicKey;
  }
}
