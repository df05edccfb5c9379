package org.yima.access.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Staff passwords: Argon2id (RFC 9106) with 19 MiB, two passes, one lane. Stored as {@code
 * argon2id$salt$hash}, both Base64. Slow by design: call it off the event loop.
 */
final class Passwords {
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;

  private Passwords() {}

  static String hash(String password, SecureRandom random) {
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder();
    return "argon2id$"
        + base64.encodeToString(salt)
        + '$'
        + base64.encodeToString(argon2(password, salt));
  }

  static boolean matches(String password, String stored) {
    String[] parts = stored.split("\\$", -1);
    Base64.Decoder base64 = Base64.getDecoder();
    return parts.length == 3
        && parts[0].equals("argon2id")
        && MessageDigest.isEqual(
            base64.decode(parts[2]), argon2(password, base64.decode(parts[1])));
  }

  private static byte[] argon2(String password, byte[] salt) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(MEMORY_KIB)
            .withIterations(PASSES)
            .withParallelism(1)
            .withSalt(salt)
            .build());
    byte[] hash = new byte[32];
    int length = generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    assert length == hash.length;
    return hash;
  }
}
