package org.yima.gateway.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;

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

  /** Writes PKCS#8; gives the file's name. */
  public static String privatePem(Path folder, String name, KeyPair pair) {
    return pem(folder, name, "PRIVATE KEY", pair.getPrivate().getEncoded());
  }

  /** Writes SubjectPublicKeyInfo; gives the file's name. */
  public static String publicPem(Path folder, String name, KeyPair pair) {
    return pem(folder, name, "PUBLIC KEY", pair.getPublic().getEncoded());
  }

  private static String pem(Path folder, String name, String kind, byte[] encoded) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    try {
      return Files.writeString(
              folder.resolve(name),
              "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n")
          .getFileName()
          .toString();
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
