package org.yima.benchmarks.healthcard;

import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** BouncyCastle's low-level Ed25519. */
final class BouncyCastleEd25519 implements Signer {
  private final byte[] secret = new byte[Ed25519.SECRET_KEY_SIZE];
  private final byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
  private final Ed25519.PublicPoint point;

  BouncyCastleEd25519() {
    Ed25519.generatePrivateKey(new SecureRandom(), secret);
    Ed25519.generatePublicKey(secret, 0, publicKey, 0);
    point = Ed25519.validatePublicKeyPartialExport(publicKey, 0);
  }

  @Override
  public byte[] sign(byte[] message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(secret, 0, publicKey, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  @Override
  public boolean verify(byte[] message, byte[] signature) {
    return Ed25519.verify(signature, 0, point, message, 0, message.length);
  }
}
