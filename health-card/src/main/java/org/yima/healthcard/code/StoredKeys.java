package org.yima.healthcard.code;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.util.BigIntegers;

/**
 * Signing keys out of key stores of {@code java.security}. A key whose bytes the store gives away
 * (PKCS#12) signs by this library's own arithmetic; one that never leaves its place (a token behind
 * a provider) signs there.
 */
public final class StoredKeys {
  /** RFC 8410. */
  private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

  private static final int SM2_NUMBER = 32;

  private StoredKeys() {}

  /**
   * A PKCS#12 file (RFC 7292) with keys of either suite, read by BouncyCastle: the platform's own
   * reader knows no SM2.
   *
   * @throws GeneralSecurityException when it is none, or the password is wrong
   */
  public static KeyStore pkcs12(InputStream file, char[] password) throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12", new BouncyCastleProvider());
    try {
      store.load(file, password);
    } catch (IOException unreadable) {
      throw new GeneralSecurityException("not a PKCS#12 file under this password", unreadable);
    }
    return store;
  }

  /**
   * The private key of that entry. Its suite is that of the entry's certificate; it is tried once,
   * so that a key that does not fit its certificate is found at the start and not at a counter.
   *
   * @param keyId the id under which the public half is published
   * @param password of the entry; null where the store asks none
   * @param random for SM2 keys that sign in memory
   * @throws GeneralSecurityException when there is no such key, it is of neither suite, or key and
   *     certificate do not fit
   */
  public static SigningKey key(
      int keyId, KeyStore store, String alias, char[] password, SecureRandom random)
      throws GeneralSecurityException {
    Certificate certificate = store.getCertificate(alias);
    Key key = store.getKey(alias, password);
    if (certificate == null || !(key instanceof PrivateKey privateKey)) {
      throw new GeneralSecurityException("the key store has no private key of that name");
    }
    SubjectPublicKeyInfo published =
        SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded());
    Suite suite = suite(published.getAlgorithm());
    byte[] publicKey = published.getPublicKeyData().getOctets();
    SigningKey signing =
        privateKey.getEncoded() == null
            ? SigningKey.provided(keyId, suite, privateKey, publicKey, store.getProvider())
            : inMemory(keyId, suite, secret(suite, privateKey), random);
    return tried(signing, publicKey);
  }

  private static Suite suite(AlgorithmIdentifier algorithm) throws GeneralSecurityException {
    if (algorithm.getAlgorithm().equals(ED25519)) {
      return Suite.ED25519;
    }
    if (algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
        && GMObjectIdentifiers.sm2p256v1.equals(algorithm.getParameters())) {
      return Suite.SM2_SM3;
    }
    throw new GeneralSecurityException("the key is neither Ed25519 nor SM2");
  }

  /** The 32 bytes inside PKCS#8 (RFC 8410 for Ed25519, RFC 5915 for SM2). */
  private static byte[] secret(Suite suite, PrivateKey key) throws GeneralSecurityException {
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
      return switch (suite) {
        case ED25519 -> ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
        case SM2_SM3 ->
            BigIntegers.asUnsignedByteArray(
                SM2_NUMBER, ECPrivateKey.getInstance(info.parsePrivateKey()).getKey());
      };
    } catch (IOException | IllegalArgumentException malformed) {
      throw new GeneralSecurityException("the private key is malformed", malformed);
    }
  }

  /** The key of that suite with that secret, 32 bytes. */
  static SigningKey inMemory(int keyId, Suite suite, byte[] secret, SecureRandom random) {
    return switch (suite) {
      case ED25519 -> SigningKey.ed25519(keyId, secret);
      case SM2_SM3 -> SigningKey.sm2(keyId, secret, random);
    };
  }

  private static SigningKey tried(SigningKey key, byte[] publicKey)
      throws GeneralSecurityException {
    byte[] trial = CodeLayout.frame(0);
    byte[] signature = key.sign(trial);
    byte[] frame = new byte[trial.length + signature.length];
    System.arraycopy(trial, 0, frame, 0, trial.length);
    System.arraycopy(signature, 0, frame, trial.length, signature.length);
    if (!key.suite().checkWith(publicKey).fits(frame, trial.length)) {
      throw new GeneralSecurityException("key and certificate do not belong together");
    }
    return key;
  }
}
