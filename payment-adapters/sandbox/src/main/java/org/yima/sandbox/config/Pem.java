package org.yima.sandbox.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Reads PKCS#8 private keys and SubjectPublicKeyInfo public keys from PEM files. */
public final class Pem {
  private Pem() {}

  /**
   * The private key of a {@code BEGIN PRIVATE KEY} file; algorithm is {@code RSA} or {@code EC}.
   */
  public static PrivateKey privateKey(Path file, String algorithm) {
    try {
      return KeyFactory.getInstance(algorithm)
          .generatePrivate(new PKCS8EncodedKeySpec(body(file, "PRIVATE KEY")));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "no " + algorithm + " private key in " + file.getFileName(), e);
    }
  }

  /** The public key of a {@code BEGIN PUBLIC KEY} file; algorithm is {@code RSA} or {@code EC}. */
  public static PublicKey publicKey(Path file, String algorithm) {
    try {
      return KeyFactory.getInstance(algorithm)
          .generatePublic(new X509EncodedKeySpec(body(file, "PUBLIC KEY")));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "no " + algorithm + " public key in " + file.getFileName(), e);
    }
  }

  /** What lies between the lines of a {@code BEGIN kind} block. */
  public static byte[] der(Path file, String kind) {
    try {
      return body(file, kind);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("no " + kind + " in " + file.getFileName(), e);
    }
  }

  private static byte[] body(Path file, String kind) throws IOException, GeneralSecurityException {
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    String head = "-----BEGIN " + kind + "-----";
    int from = text.indexOf(head);
    int to = text.indexOf("-----END " + kind + "-----");
    if (from < 0 || to < from) {
      throw new GeneralSecurityException("PEM block not found: " + kind);
    }
    return Base64.getMimeDecoder().decode(text.substring(from + head.length(), to));
  }
}
