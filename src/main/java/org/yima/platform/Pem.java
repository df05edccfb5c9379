package org.yima.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Reads keys from PEM files (RFC 7468). An error names the file and never its content. */
public final class Pem {
  private Pem() {}

  /** A private key in PKCS#8; {@code algorithm} is {@code EC}, {@code RSA}, ... */
  public static PrivateKey privateKey(Path file, String algorithm) {
    try {
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der(file)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException("unreadable private key " + file.getFileName(), e);
    }
  }

  /** A public key as X.509 SubjectPublicKeyInfo. */
  public static PublicKey publicKey(Path file, String algorithm) {
    try {
      return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der(file)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException("unreadable public key " + file.getFileName(), e);
    }
  }

  private static byte[] der(Path file) {
    try {
      String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
      return Base64.getMimeDecoder().decode(base64);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
