package org.yima.healthcard.code;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Instant;

/**
 * A private key that signs codes. Two of the factories keep the key in memory, one leaves it with
 * its provider; {@link StoredKeys} and {@link SealedKey} bring keys from files and tokens.
 */
public interface SigningKey {
  /** The id under which the public half is published, 0 to 65535. */
  int keyId();

  /** The suite the public half is published with. */
  Suite suite();

  /** Signs the message; 64 bytes, in the form the suite prescribes. */
  byte[] sign(byte[] message);

  /** The public half, in the suite's encoding. */
  Bytes publicKey();

  /** The entry of the published key set for this key. */
  default PublishedKey publish(Instant notBefore, Instant notAfter) {
    return new PublishedKey(keyId(), suite(), publicKey(), notBefore, notAfter);
  }

  /**
   * An Ed25519 key (RFC 8032).
   *
   * @param seed the 32-byte private key
   */
  static SigningKey ed25519(int keyId, byte[] seed) {
    return new Ed25519SigningKey(keyId, seed);
  }

  /**
   * An SM2 key (GB/T 32918) on the recommended curve, signing over SM3 with the default user id.
   *
   * @param scalar the 32-byte private key, big-endian
   * @param random the source of the number each signature needs; a weak source gives the key away
   */
  static SigningKey sm2(int keyId, byte[] scalar, SecureRandom random) {
    return new Sm2SigningKey(keyId, scalar, random);
  }

  /**
   * A key that its provider keeps, as those of security modules do: Ed25519 under that name, SM2
   * under {@code SM3withSM2}, the usual one, with the default user id and DER signatures.
   *
   * @param publicKey in the suite's encoding
   */
  static SigningKey provided(
      int keyId, Suite suite, PrivateKey key, byte[] publicKey, Provider provider) {
    return new ProvidedSigningKey(keyId, suite, key, publicKey, provider);
  }
}
