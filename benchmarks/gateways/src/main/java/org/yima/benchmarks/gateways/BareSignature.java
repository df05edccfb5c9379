package org.yima.benchmarks.gateways;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.yima.gateway.tck.Sealed;

/**
 * A text and its signature, verified by the library that knows the algorithm best: RSA by the JDK,
 * the curves by BouncyCastle.
 */
interface BareSignature {
  boolean verifies();

  static BareSignature of(Sealed with, byte[] text) {
    try {
      return switch (with) {
        case RSA_2048 -> rsa(text);
        case P_256 -> p256(text);
        case SM2 -> sm2(text);
      };
    } catch (GeneralSecurityException | CryptoException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static BareSignature rsa(byte[] text) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    Signature signer = Signature.getInstance("SHA256withRSA");
    signer.initSign(pair.getPrivate());
    signer.update(text);
    byte[] signature = signer.sign();
    return () -> {
      try {
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(pair.getPublic());
        verifier.update(text);
        return verifier.verify(signature);
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException(impossible);
      }
    };
  }

  private static AsymmetricCipherKeyPair pair(ASN1ObjectIdentifier curve, SecureRandom random) {
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(
        new ECKeyGenerationParameters(
            new ECNamedDomainParameters(curve, CustomNamedCurves.getByOID(curve)), random));
    return generator.generateKeyPair();
  }

  private static byte[] sha256(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static BareSignature p256(byte[] text) {
    SecureRandom random = new SecureRandom();
    AsymmetricCipherKeyPair pair = pair(SECObjectIdentifiers.secp256r1, random);
    ECDSASigner signer = new ECDSASigner();
    signer.init(true, new ParametersWithRandom(pair.getPrivate(), random));
    BigInteger[] signature = signer.generateSignature(sha256(text));
    return () -> {
      ECDSASigner verifier = new ECDSASigner();
      verifier.init(false, pair.getPublic());
      return verifier.verifySignature(sha256(text), signature[0], signature[1]);
    };
  }

  private static BareSignature sm2(byte[] text) throws CryptoException {
    AsymmetricCipherKeyPair pair = pair(GMObjectIdentifiers.sm2p256v1, new SecureRandom());
    SM2Signer signer = new SM2Signer();
    signer.init(true, identified(pair.getPrivate()));
    signer.update(text, 0, text.length);
    byte[] signature = signer.generateSignature();
    return () -> {
      SM2Signer verifier = new SM2Signer();
      verifier.init(false, identified(pair.getPublic()));
      verifier.update(text, 0, text.length);
      return verifier.verifySignature(signature);
    };
  }

  private static CipherParameters identified(CipherParameters key) {
    return new ParametersWithID(key, "1234567812345678".getBytes(US_ASCII));
  }
}
