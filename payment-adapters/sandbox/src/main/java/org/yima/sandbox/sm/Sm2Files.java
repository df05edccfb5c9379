package org.yima.sandbox.sm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** SM2 pairs on disk: {@code name.pem} (PKCS#8) beside {@code name.pub.pem}. */
public final class Sm2Files {
  private static final String PUBLIC = ".pub.pem";
  private static final String PRIVATE = ".pem";

  private Sm2Files() {}

  /** Makes the pair of a private key's file where that is not there. */
  public static void ensurePrivate(Path file, SecureRandom random) {
    if (!Files.exists(file)) {
      write(file, beside(file, PRIVATE, PUBLIC), random);
    }
  }

  /** Makes the pair of a public key's file where that is not there. */
  public static void ensurePublic(Path file, SecureRandom random) {
    if (!Files.exists(file)) {
      write(beside(file, PUBLIC, PRIVATE), file, random);
    }
  }

  private static Path beside(Path file, String from, String to) {
    String name = file.getFileName().toString();
    if (!name.endsWith(from)) {
      throw new IllegalArgumentException(name + " is not there, and only a *" + from + " is made");
    }
    return file.resolveSibling(name.substring(0, name.length() - from.length()) + to);
  }

  private static void write(Path privateFile, Path publicFile, SecureRandom random) {
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(
        new ECKeyGenerationParameters(
            new ECNamedDomainParameters(
                GMObjectIdentifiers.sm2p256v1, GMNamedCurves.getByName("sm2p256v1")),
            random));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    try {
      Path unused =
          Files.writeString(
              publicFile,
              pem(
                  "PUBLIC KEY",
                  SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(pair.getPublic())
                      .getEncoded()));
      Path unusedToo =
          Files.writeString(
              privateFile,
              pem(
                  "PRIVATE KEY",
                  PrivateKeyInfoFactory.createPrivateKeyInfo(pair.getPrivate()).getEncoded()));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static String pem(String kind, byte[] der) {
    String text =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
  }
}
