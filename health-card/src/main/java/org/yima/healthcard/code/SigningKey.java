package org.yima.healthcard.code;

import java.security.SecureRandom;
import java.time.Instant;

/**
 * A private key that signs codes. The two factories keep the key in memory; a key in a security
 * module is another implementation of this interface.
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
}
