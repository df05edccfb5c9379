package org.yima.healthcard.code;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Keys, requests and verifiers for the tests of this package, all from fixed seeds. */
final class Sample {
  static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  static final Instant YEAR_START = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant YEAR_END = Instant.parse("2027-01-01T00:00:00Z");
  static final Region WENZHOU = new Region("330300");
  static final Duration SKEW = Duration.ofSeconds(5);

  private Sample() {}

  /** A repeatable stand-in for a cryptographic source: every byte comes from the seed. */
  static SecureRandom repeatable(long seed) {
    Random random = new Random(seed);
    return new SecureRandom() {
      private static final long serialVersionUID = 1;

      @Override
      public void nextBytes(byte[] bytes) {
        random.nextBytes(bytes);
      }
    };
  }

  static SigningKey key(Suite suite, int keyId, long seed) {
    byte[] secret = new byte[32];
    new Random(seed).nextBytes(secret);
    // Keeps the number below the order of the SM2 group, whose first byte is FF.
    secret[0] &= 0x7F;
    return switch (suite) {
      case ED25519 -> SigningKey.ed25519(keyId, secret);
      case SM2_SM3 -> SigningKey.sm2(keyId, secret, repeatable(seed + 1));
    };
  }

  static KeySet published(SigningKey... keys) {
    return KeySet.of(List.of(keys).stream().map(key -> key.publish(YEAR_START, YEAR_END)).toList());
  }

  static Verifier verifierAt(Instant now, KeySet keys) {
    return new Verifier(keys, RevocationList.empty(), InstantSource.fixed(now), SKEW);
  }

  static String base45(byte[] bytes) {
    return Base45.encode("", bytes, 0);
  }

  /** Body and signature of a code, as its text encodes them. */
  static byte[] bytes(String code) {
    String encoded = code.substring(CodeLayout.PREFIX.length());
    byte[] bytes = new byte[Base45.decodedLength(encoded.length())];
    if (!Base45.decodeWhole(encoded, 0, bytes, 0)) {
      throw new AssertionError("no byte string has this text");
    }
    if (encoded.length() % 3 == 2) {
      bytes[bytes.length - 1] = (byte) Base45.lastByte(encoded);
    }
    return bytes;
  }

  static byte[] body(CodeContent content) {
    byte[] signed = CodeLayout.write(content);
    return Arrays.copyOfRange(signed, CodeLayout.BODY, signed.length);
  }

  static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  static Handle handle(Random random) {
    byte[] bytes = new byte[Handle.SIZE];
    random.nextBytes(bytes);
    return new Handle(Bytes.of(bytes));
  }

  static CodeRequest minute(Random random) {
    return CodeRequest.dynamic(handle(random), NOW, Duration.ofSeconds(60), Scenes.all());
  }

  /** Any request an issuer may be given, valid at {@link #NOW}. */
  static CodeRequest anyRequest(Random random) {
    CodeKind kind = random.nextBoolean() ? CodeKind.DYNAMIC : CodeKind.STATIC;
    return new CodeRequest(
        kind,
        handle(random),
        NOW.minusSeconds(random.nextInt(50)),
        Duration.ofSeconds(51 + random.nextInt(Integer.MAX_VALUE - 51)),
        new Scenes(random.nextInt(0x10000)),
        extensions(random, kind == CodeKind.DYNAMIC ? 47 : CodeLayout.MAX_EXTENSIONS));
  }

  private static List<Extension> extensions(Random random, int room) {
    List<Extension> extensions = new ArrayList<>();
    int left = random.nextInt(room + 1);
    int type = random.nextInt(20);
    while (left >= 2 && type <= 0xFF) {
      byte[] value = new byte[random.nextInt(left - 1)];
      random.nextBytes(value);
      extensions.add(new Extension(type, Bytes.of(value)));
      left -= 2 + value.length;
      type += 1 + random.nextInt(20);
    }
    return extensions;
  }
}
