package org.yima.gateway.sm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/** Signs with SM3withSM2: raw {@code r||s}, 64 bytes. */
public final class Sm2SigningKey {
  private final ECPrivateKeyParameters key;
  private final byte[] userId;

  private Sm2SigningKey(ECPrivateKeyParameters key, String userId) {
    this.key = key;
    this.userId = userId.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * A key of a PKCS#8 structure in DER, on the curve sm2p256v1.
   *
   * @param userId the signer's distinguishing id, which is part of every hash
   * @throws IllegalArgumentException when there is no such key in it
   */
  public static Sm2SigningKey of(byte[] pkcs8, String userId) {
    try {
      if (PrivateKeyFactory.createKey(pkcs8) instanceof ECPrivateKeyParameters key) {
        return new Sm2SigningKey(key, userId);
      }
    } catch (IOException malformed) {
      throw new IllegalArgumentException("no SM2 private key", malformed);
    }
    throw new IllegalArgumentException("no SM2 private key");
  }

  public byte[] sign(byte[] text) {
    SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
    signer.init(true, new ParametersWithID(key, userId));
    signer.update(text, 0, text.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException unusable) {
      throw new IllegalStateException("the signing key is no usable SM2 key", unusable);
    }
  }
}
