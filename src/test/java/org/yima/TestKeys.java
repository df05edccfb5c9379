package org.yima;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.yima.platform.Pem;

/** Fresh keys for a test run, as PEM files: no secret lies in the repository. */
final class TestKeys {
  private final Path directory;
  private final SecureRandom random = new SecureRandom();

  TestKeys(Path directory) {
    this.directory = directory;
  }

  /** Two files of one key pair. */
  record Files2(Path privateKey, Path publicKey) {
    /** The RFC 7638 thumbprint of an EC key. */
    String thumbprint() {
      ECPublicKey key = (ECPublicKey) Pem.publicKey(publicKey, "EC");
      return new EllipticCurveJsonWebKey(key).calculateBase64urlEncodedThumbprint("SHA-256");
    }
  }

  Files2 ec(String name) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return write(name, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Files2 rsa(String name) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048, random);
      return write(name, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** 32 random bytes in Base64. */
  String secret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private Files2 write(String name, KeyPair pair) {
    return new Files2(
        pem(name + ".pem", "PRIVATE KEY", pair.getPrivate().getEncoded()),
        pem(name + ".pub.pem", "PUBLIC KEY", pair.getPublic().getEncoded()));
  }

  private Path pem(String name, String label, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    String text = "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
