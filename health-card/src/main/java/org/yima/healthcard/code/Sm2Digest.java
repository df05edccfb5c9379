package org.yima.healthcard.code;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;

/**
 * What SM2 signs for one key: SM3 over the digest of user id, curve and public key (Z, GB/T 32918.2
 * clause 5.5), then the message. Z is the same for all messages, so it is taken once.
 */
final class Sm2Digest {
  /** The user id GM/T 0009 prescribes where the parties have agreed on none. */
  private static final byte[] USER_ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII);

  private final byte[] z;

  Sm2Digest(ECPoint publicKey) {
    ECDomainParameters domain = Sm2Curve.DOMAIN;
    SM3Digest digest = new SM3Digest();
    int bits = USER_ID.length * Byte.SIZE;
    digest.update((byte) (bits >> Byte.SIZE));
    digest.update((byte) bits);
    digest.update(USER_ID, 0, USER_ID.length);
    update(digest, domain.getCurve().getA().getEncoded());
    update(digest, domain.getCurve().getB().getEncoded());
    update(digest, domain.getG().getAffineXCoord().getEncoded());
    update(digest, domain.getG().getAffineYCoord().getEncoded());
    update(digest, publicKey.getAffineXCoord().getEncoded());
    update(digest, publicKey.getAffineYCoord().getEncoded());
    z = new byte[digest.getDigestSize()];
    digest.doFinal(z, 0);
  }

  private static void update(SM3Digest digest, byte[] coordinate) {
    digest.update(coordinate, 0, coordinate.length);
  }

  /** The number that is signed for the first bytes of the message. */
  BigInteger of(byte[] message, int length) {
    SM3Digest digest = new SM3Digest();
    digest.update(z, 0, z.length);
    digest.update(message, 0, length);
    byte[] e = new byte[digest.getDigestSize()];
    digest.doFinal(e, 0);
    return new BigInteger(1, e);
  }
}
