package org.yima.sandbox.sm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** SM3withSM2 (GM/T 0009), raw {@code r||s} of 64 bytes. */
public final class Sm2 {
  private final byte[] userId;

  /** {@code userId} goes into every hash; both sides have to use the same one. */
  public Sm2(String userId) {
    this.userId = userId.getBytes(StandardCharsets.US_ASCII);
  }

  /** The private key of a PKCS#8 structure. */
  public static AsymmetricKeyParameter privateKey(byte[] pkcs8) {
    try {
      return PrivateKeyFactory.createKey(pkcs8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The public key of a SubjectPublicKeyInfo. */
  public static AsymmetricKeyParameter publicKey(byte[] spki) {
    try {
      return PublicKeyFactory.createKey(spki);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public byte[] sign(byte[] text, AsymmetricKeyParameter key) {
    SM2Signer signer = with(true, key);
    signer.update(text, 0, text.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException(e);
    }
  }

  public boolean verifies(byte[] text, byte[] signature, AsymmetricKeyParameter key) {
    SM2Signer signer = with(false, key);
    signer.update(text, 0, text.length);
    return signature.length == 64 && signer.verifySignature(signature);
  }

  private SM2Signer with(boolean signing, CipherParameters key) {
    SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
    signer.init(signing, new ParametersWithID(key, userId));
    return signer;
  }
}
