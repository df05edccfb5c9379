package org.yima.benchmarks.healthcard;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.yima.healthcard.code.Bytes;
import org.yima.healthcard.code.CodeIssuer;
import org.yima.healthcard.code.CodeRequest;
import org.yima.healthcard.code.Handle;
import org.yima.healthcard.code.KeySet;
import org.yima.healthcard.code.Region;
import org.yima.healthcard.code.RevocationList;
import org.yima.healthcard.code.Scenes;
import org.yima.healthcard.code.SigningKey;
import org.yima.healthcard.code.Suite;
import org.yima.healthcard.code.Verifier;

/** Keys, codes and byte strings that the benchmarks of this package share. */
final class Messages {
  /** As many as a loop walks through, so that no measurement sees one message alone. */
  static final int COUNT = 256;

  /** As many as the rate of false positives in FORMAT.md was measured with. */
  private static final int REVOKED = 20_000;

  /** The bytes of a dynamic code that are signed: the context and the body. */
  static final int SIGNED_BYTES = 44;

  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  private Messages() {}

  static SigningKey key(Suite suite) {
    byte[] secret = new byte[32];
    RandomGenerator.of("L64X128MixRandom").nextBytes(secret);
    // Below the order of the SM2 group, whose first byte is FF.
    secret[0] &= 0x7F;
    return suite == Suite.ED25519
        ? SigningKey.ed25519(1, secret)
        : SigningKey.sm2(2, secret, new SecureRandom());
  }

  static CodeIssuer issuer(SigningKey key) {
    return new CodeIssuer(key, new Region("330300"));
  }

  /** What is asked for with every dynamic code, its handle freshly drawn. */
  static CodeRequest request(SecureRandom random) {
    return CodeRequest.dynamic(Handle.random(random), NOW, Duration.ofSeconds(60), Scenes.all());
  }

  static List<String> codes(SigningKey key) {
    SecureRandom random = new SecureRandom();
    CodeIssuer issuer = issuer(key);
    return Stream.generate(() -> issuer.issue(request(random)).text()).limit(COUNT).toList();
  }

  /**
   * A terminal's verifier: the published key, a province's revoked codes, at the time of the codes.
   */
  static Verifier verifier(SigningKey key) {
    return new Verifier(
        KeySet.of(List.of(key.publish(NOW.minusSeconds(3600), NOW.plusSeconds(3600)))),
        RevocationList.of(revoked()),
        InstantSource.fixed(NOW),
        Duration.ofSeconds(5));
  }

  private static List<Bytes> revoked() {
    SecureRandom random = new SecureRandom();
    return Stream.generate(() -> Handle.random(random).hash()).limit(REVOKED).toList();
  }

  static byte[][] bare() {
    byte[][] messages = new byte[COUNT][SIGNED_BYTES];
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    for (byte[] message : messages) {
      random.nextBytes(message);
    }
    return messages;
  }
}
