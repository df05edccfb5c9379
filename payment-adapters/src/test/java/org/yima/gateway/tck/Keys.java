package org.yima.gateway.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/** Key pairs and the PEM files that the sandbox reads them from. */
public final class Keys {

  private Keys() {}

  public static KeyPair rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A pair on P-256. */
  public static KeyPair ec() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A pair on the national curve, as both sides take it: DER. */
  @SuppressWarnings("ArrayRecordComponent") // Key material of tests, never compared.
  public record Sm2(byte[] pkcs8, byte[] spki) {}

  public static Sm2 sm2() {
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(
        new ECKeyGenerationParameters(
            new ECNamedDomainParameters(
                GMObjectIdentifiers.sm2p256v1, GMNamedCurves.getByName("sm2p256v1")),
            new SecureRandom()));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    try {
      return new Sm2(
          PrivateKeyInfoFactory.createPrivateKeyInfo(pair.getPrivate()).getEncoded(),
          SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(pair.getPublic()).getEncoded());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Writes PKCS#8; gives the file's name. */
  public static String privatePem(Path folder, String name, Sm2 pair) {
    return pem(folder, name, "PRIVATE KEY", pair.pkcs8());
  }

  /** Writes SubjectPublicKeyInfo; gives the file's name. */
  public static String publicPem(Path folder, String name, Sm2 pair) {
    return pem(folder, name, "PUBLIC KEY", pair.spki());
  }

  /** Writes PKCS#8; gives the file's name. */
  public static String privatePem(Path folder, String name, KeyPair pair) {
    return pem(folder, name, "PRIVATE KEY", pair.getPrivate().getEncoded());
  }

  /** Writes SubjectPublicKeyInfo; gives the file's name. */
  public static String publicPem(Path folder, String name, KeyPair pair) {
    return pem(folder, name, "PUBLIC KEY", pair.getPublic().getEncoded());
  }

  private static String pem(Path folder, String name, String kind, byte[] encoded) {
    try {
      return Files.writeString(folder.resolve(name), pem(kind, encoded)).getFileName().toString();
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  static String pem(String kind, byte[] encoded) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
  }
}
