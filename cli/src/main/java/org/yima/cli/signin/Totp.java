package org.yima.cli.signin;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Time-based one-time passwords of RFC 6238: SHA-1, 30 seconds, six digits, Base32 secrets. */
public final class Totp {
  /** How long one password is the present one. */
  public static final long STEP_SECONDS = 30;

  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Totp() {}

  /**
   * The password at a moment.
   *
   * @throws IllegalArgumentException when the secret is no Base32
   */
  public static String at(Instant instant, String base32Secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(decoded(base32Secret), "HmacSHA1"));
      long step = Math.floorDiv(instant.getEpochSecond(), STEP_SECONDS);
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int offset = hash[hash.length - 1] & 0xF;
      int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & Integer.MAX_VALUE;
      return String.format("%06d", number % 1_000_000);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("a Java platform without HMAC-SHA-1", missing);
    }
  }

  private static byte[] decoded(String base32) {
    String text = base32.replace("=", "");
    ByteBuffer bytes = ByteBuffer.allocate(text.length() * 5 / 8);
    int buffer = 0;
    int bits = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = BASE32.indexOf(text.charAt(i));
      if (value < 0) {
        throw new IllegalArgumentException("the secret is no Base32");
      }
      buffer = buffer << 5 | value;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.put((byte) (buffer >> bits));
        buffer &= (1 << bits) - 1;
      }
    }
    return bytes.array();
  }
}
