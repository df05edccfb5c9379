package org.yima.gateway.sm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** Verifies SM3withSM2 signatures of 64 raw bytes. */
public final class Sm2VerificationKey {
  private static final int LENGTH = 64;
  private final ECPublicKeyParameters key;
  private final byte[] userId;

  private Sm2VerificationKey(ECPublicKeyParameters key, String userId) {
    this.key = key;
    this.userId = userId.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * A key of a SubjectPublicKeyInfo in DER, on the curve sm2p256v1.
   *
   * @param userId the signer's distinguishing id
   * @throws IllegalArgumentException when there is no such key in it
   */
  public static Sm2VerificationKey of(byte[] spki, String userId) {
    try {
      if (PublicKeyFactory.createKey(spki) instanceof ECPublicKeyParameters key) {
        return new Sm2VerificationKey(key, userId);
      }
    } catch (IOException malformed) {
      throw new IllegalArgumentException("no SM2 public key", malformed);
    }
    throw new IllegalArgumentException("no SM2 public key");
  }

  public boolean verifies(byte[] text, byte[] signature) {
    if (signature.length != LENGTH) {
      return false;
    }
    SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
    signer.init(false, new ParametersWithID(key, userId));
    signer.update(text, 0, text.length);
    return signer.verifySignature(signature);
  }
}
