package org.yima.benchmarks.healthcard;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;

/** BouncyCastle's low-level SM2 with SM3. */
final class BouncyCastleSm2 implements Signer {
  private final SecureRandom random = new SecureRandom();
  private final AsymmetricCipherKeyPair keys;

  BouncyCastleSm2() {
    X9ECParameters curve = CustomNamedCurves.getByName("sm2p256v1");
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(new ECKeyGenerationParameters(new ECDomainParameters(curve), random));
    keys = generator.generateKeyPair();
  }

  @Override
  public byte[] sign(byte[] message) throws GeneralSecurityException {
    SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
    signer.init(true, new ParametersWithRandom(keys.getPrivate(), random));
    signer.update(message, 0, message.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException failed) {
      throw new GeneralSecurityException(failed);
    }
  }

  @Override
  public boolean verify(byte[] message, byte[] signature) {
    SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
    signer.init(false, keys.getPublic());
    signer.update(message, 0, message.length);
    return signer.verifySignature(signature);
  }
}
