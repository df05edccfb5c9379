package org.yima.local;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * The demonstration's keys and secrets, drawn once and kept: {@code <name>.pem} (PKCS#8), {@code
 * <name>.pub.pem} (SubjectPublicKeyInfo), {@code <name>.secret} (text).
 */
final class Keys {
  private static final String SECRET_ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final Path directory;
  private final SecureRandom random;

  Keys(Path directory, SecureRandom random) throws IOException {
    this.directory = SecretFile.directory(directory);
    this.random = random;
  }

  Path privateFile(String name) {
    return directory.resolve(name + ".pem");
  }

  Path publicFile(String name) {
    return directory.resolve(name + ".pub.pem");
  }

  /** The EC P-256 pair of that name. */
  @CanIgnoreReturnValue
  EcKey ec(String name) throws IOException {
    ensure(name, "EC", new ECGenParameterSpec("secp256r1"));
    try {
      KeyFactory factory = KeyFactory.getInstance("EC");
      return new EcKey(
          (ECPrivateKey)
              factory.generatePrivate(
                  new PKCS8EncodedKeySpec(body(privateFile(name), "PRIVATE KEY"))),
          (ECPublicKey)
              factory.generatePublic(new X509EncodedKeySpec(body(publicFile(name), "PUBLIC KEY"))));
    } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
      throw new StartFailure("The key " + privateFile(name) + " is damaged", unreadable);
    }
  }

  /** Makes the RSA pair of that name, 2048 bits as WeChat Pay prescribes, when it is not there. */
  void rsa(String name) throws IOException {
    ensure(name, "RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
  }

  /** A secret of letters and digits. */
  String secret(String name, int length) throws IOException {
    return once(name, () -> drawn(SECRET_ALPHABET, length));
  }

  /** A secret for RFC 6238: 160 bits in Base32. */
  String totpSecret(String name) throws IOException {
    return once(name, () -> drawn(BASE32, 32));
  }

  /** Random bytes in Base64. */
  String base64(String name, int bytes) throws IOException {
    return once(
        name,
        () -> {
          byte[] drawn = new byte[bytes];
          random.nextBytes(drawn);
          return Base64.getEncoder().encodeToString(drawn);
        });
  }

  private interface Draw {
    String draw();
  }

  private String once(String name, Draw draw) throws IOException {
    Path file = directory.resolve(name + ".secret");
    if (!Files.exists(file)) {
      SecretFile.write(file, draw.draw());
    }
    return Files.readString(file, StandardCharsets.US_ASCII);
  }

  private String drawn(String alphabet, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private void ensure(String name, String algorithm, AlgorithmParameterSpec parameters)
      throws IOException {
    // The private file is written last, so where it is the public one is too.
    if (Files.exists(privateFile(name))) {
      return;
    }
    KeyPair pair;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(parameters, random);
      pair = generator.generateKeyPair();
    } catch (GeneralSecurityException missing) {
      throw new StartFailure("This JDK cannot make " + algorithm + " keys", missing);
    }
    SecretFile.write(publicFile(name), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    SecretFile.write(privateFile(name), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
  }

  private static String pem(String type, byte[] encoded) {
    byte[] lineEnd = {'\n'};
    return "-----BEGIN "
        + type
        + "-----\n"
        + Base64.getMimeEncoder(64, lineEnd).encodeToString(encoded)
        + "\n-----END "
        + type
        + "-----\n";
  }

  private static byte[] body(Path file, String type) throws IOException {
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    String base64 =
        text.replace("-----BEGIN " + type + "-----", "").replace("-----END " + type + "-----", "");
    return Base64.getMimeDecoder().decode(base64);
  }
}
