package org.yima.benchmarks.healthcard;

import com.tencent.kona.crypto.KonaCryptoNativeProvider;
import com.tencent.kona.crypto.spec.SM2SignatureParameterSpec;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;

/**
 * A signature through the Java platform's interface. The two signature objects are made once and
 * used again, which is the fastest way the interface has.
 */
final class Provided implements Signer {
  private final Signature signing;
  private final Signature verifying;

  private Provided(Signature signing, Signature verifying) {
    this.signing = signing;
    this.verifying = verifying;
  }

  /** The platform's own Ed25519. */
  static Provided ed25519() throws GeneralSecurityException {
    Provider provider = Security.getProvider("SunEC");
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519", provider).generateKeyPair();
    Signature signing = Signature.getInstance("Ed25519", provider);
    signing.initSign(keys.getPrivate());
    Signature verifying = Signature.getInstance("Ed25519", provider);
    verifying.initVerify(keys.getPublic());
    return new Provided(signing, verifying);
  }

  /** Kona's SM2 with SM3, by OpenSSL. */
  static Provided konaNative() throws GeneralSecurityException {
    return sm2(KonaCryptoNativeProvider.instance());
  }

  private static Provided sm2(Provider provider) throws GeneralSecurityException {
    KeyPair keys = KeyPairGenerator.getInstance("SM2", provider).generateKeyPair();
    SM2SignatureParameterSpec parameters =
        new SM2SignatureParameterSpec((ECPublicKey) keys.getPublic());
    Signature signing = Signature.getInstance("SM2", provider);
    signing.setParameter(parameters);
    signing.initSign(keys.getPrivate());
    Signature verifying = Signature.getInstance("SM2", provider);
    verifying.setParameter(parameters);
    verifying.initVerify(keys.getPublic());
    return new Provided(signing, verifying);
  }

  @Override
  public byte[] sign(byte[] message) throws GeneralSecurityException {
    signing.update(message);
    return signing.sign();
  }

  @Override
  public boolean verify(byte[] message, byte[] signature) throws GeneralSecurityException {
    verifying.update(message);
    return verifying.verify(signature);
  }
}
