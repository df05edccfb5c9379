package org.yima.sandbox.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/** Key pairs made once for all tests, and their PEM files. */
public final class Keys {
  public static final KeyPair PLATFORM = rsa();
  public static final KeyPair MERCHANT = rsa();
  public static final KeyPair YIMA = ec();
  public static final KeyPair PORT = ec();
  public static final KeyPair HIS = ec();

  /** SM2 pairs, of the payment centre and of its application. */
  public static final AsymmetricCipherKeyPair CENTRE = sm2();

  public static final AsymmetricCipherKeyPair APPLICATION = sm2();

  private Keys() {}

  private static AsymmetricCipherKeyPair sm2() {
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(
        new ECKeyGenerationParameters(
            new ECNamedDomainParameters(
                GMObjectIdentifiers.sm2p256v1, GMNamedCurves.getByName("sm2p256v1")),
            new SecureRandom()));
    return generator.generateKeyPair();
  }

  static Path privatePem(Path folder, String name, AsymmetricCipherKeyPair pair) {
    try {
      return pem(
          folder.resolve(name),
          "PRIVATE KEY",
          PrivateKeyInfoFactory.createPrivateKeyInfo(pair.getPrivate()).getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path publicPem(Path folder, String name, AsymmetricCipherKeyPair pair) {
    try {
      return pem(
          folder.resolve(name),
          "PUBLIC KEY",
          SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(pair.getPublic()).getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyPair rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair ec() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new java.security.spec.ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static Path privatePem(Path folder, String name, KeyPair pair) {
    return pem(folder.resolve(name), "PRIVATE KEY", pair.getPrivate().getEncoded());
  }

  static Path publicPem(Path folder, String name, KeyPair pair) {
    return pem(folder.resolve(name), "PUBLIC KEY", pair.getPublic().getEncoded());
  }

  private static Path pem(Path file, String kind, byte[] encoded) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    try {
      return Files.writeString(
          file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
