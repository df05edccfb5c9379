package org.yima.healthcard.code;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * How a key signs. A code names only its key id; the published key says the suite, so a code cannot
 * choose a weaker one.
 */
public enum Suite {
  /** Ed25519, RFC 8032. Public key: 32 bytes. */
  ED25519("Ed25519") {
    @Override
    SignatureCheck checkWith(byte[] publicKey) {
      Ed25519.PublicPoint point =
          publicKey.length == Ed25519.PUBLIC_KEY_SIZE
              ? Ed25519.validatePublicKeyFullExport(publicKey, 0)
              : null;
      if (point == null) {
        throw new IllegalArgumentException("not an Ed25519 public key");
      }
      return (message, length) -> Ed25519.verify(message, length, point, message, 0, length);
    }
  },
  /**
   * SM2 with SM3, GB/T 32918, recommended curve, user id {@code 1234567812345678}. Public key: the
   * point, 65 bytes uncompressed (04, x, y) or 33 compressed. Signature: r, s, 32 bytes each.
   */
  SM2_SM3("SM2-SM3") {
    @Override
    SignatureCheck checkWith(byte[] publicKey) {
      return new Sm2Check(publicKey);
    }
  };

  private final String label;

  Suite(String label) {
    this.label = label;
  }

  /** The name used in published key sets. */
  public String label() {
    return label;
  }

  /** A check bound to that public key, decoded and validated once. */
  abstract SignatureCheck checkWith(byte[] publicKey);

  /** Says whether a signature fits a message. */
  @FunctionalInterface
  interface SignatureCheck {
    /**
     * True when the 64 bytes that follow the message in the same array are its signature.
     *
     * @param length of the message, from the array's first byte
     */
    boolean fits(byte[] message, int length);
  }
}
