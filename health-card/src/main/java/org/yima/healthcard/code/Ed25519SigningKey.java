package org.yima.healthcard.code;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * BouncyCastle's low-level Ed25519: about twenty times as fast as the platform's provider on Java
 * 17.
 */
final class Ed25519SigningKey implements SigningKey {
  private final int keyId;
  private final byte[] seed;
  private final byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];

  Ed25519SigningKey(int keyId, byte[] seed) {
    if (seed.length != Ed25519.SECRET_KEY_SIZE) {
      throw new IllegalArgumentException("an Ed25519 private key has 32 bytes");
    }
    this.keyId = keyId;
    this.seed = seed.clone();
    Ed25519.generatePublicKey(this.seed, 0, publicKey, 0);
  }

  @Override
  public int keyId() {
    return keyId;
  }

  @Override
  public Suite suite() {
    return Suite.ED25519;
  }

  @Override
  public byte[] sign(byte[] message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  @Override
  public Bytes publicKey() {
    return Bytes.of(publicKey);
  }
}
