package org.yima.cli;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.HexFormat;

/** How a key signs codes. */
enum CodeKeySuite {
  /** RFC 8032. */
  ED25519 {
    @Override
    byte[] newKey(SecureRandom random) throws GeneralSecurityException {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
    }
  },

  /** GB/T 32918 over SM3, on the recommended curve; the platform has no generator of its keys. */
  SM2 {
    @Override
    byte[] newKey(SecureRandom random) {
      byte[] key = new byte[SM2_HEAD.length + SCALAR];
      System.arraycopy(SM2_HEAD, 0, key, 0, SM2_HEAD.length);
      System.arraycopy(scalar(random), 0, key, SM2_HEAD.length, SCALAR);
      return key;
    }
  };

  private static final int SCALAR = 32;

  /** The order of the curve's group (GB/T 32918.5). */
  private static final BigInteger ORDER =
      new BigInteger("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123", 16);

  /**
   * PKCS#8 (RFC 5958) version 0 of {@code id-ecPublicKey} on {@code sm2p256v1} (GM/T 0006:
   * 1.2.156.10197.1.301) around an ECPrivateKey (RFC 5915), up to its 32 bytes, which end it.
   */
  private static final byte[] SM2_HEAD =
      HexFormat.of()
          .parseHex(
              "3041020100"
                  + "301306072a8648ce3d020106082a811ccf5501822d"
                  + "0427"
                  + "30250201010420");

  /** A new private key, PKCS#8 in DER. */
  abstract byte[] newKey(SecureRandom random) throws GeneralSecurityException;

  /** A number from 1 to the order less two, each as likely: others are drawn again. */
  private static byte[] scalar(SecureRandom random) {
    byte[] drawn = new byte[SCALAR];
    BigInteger number;
    do {
      random.nextBytes(drawn);
      number = new BigInteger(1, drawn);
    } while (number.signum() == 0 || number.compareTo(ORDER.subtract(BigInteger.TWO)) > 0);
    return drawn;
  }
}
