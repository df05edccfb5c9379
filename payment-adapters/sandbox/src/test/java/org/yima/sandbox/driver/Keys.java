package org.yima.sandbox.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** Key pairs made once for all tests, and their PEM files. */
public final class Keys {
  public static final KeyPair PLATFORM = rsa();
  public static final KeyPair MERCHANT = rsa();
  public static final KeyPair YIMA = ec();
  public static final KeyPair PORT = ec();
  public static final KeyPair HIS = ec();

  private Keys() {}

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
