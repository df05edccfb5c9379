package org.yima.access.credential;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Time-based one-time passwords: RFC 6238 with SHA-1, 30 seconds and six digits. */
final class Totp {
  private static final int STEP_SECONDS = 30;

  private Totp() {}

  /**
   * The time step that a code belongs to: the present one or a neighbour, and later than {@code
   * lastStep}, because a code counts once.
   */
  static OptionalLong step(byte[] secret, String code, long epochSeconds, long lastStep) {
    long present = epochSeconds / STEP_SECONDS;
    for (long step = present - 1; step <= present + 1; step++) {
      if (step > lastStep && code(secret, step).equals(code)) {
        return OptionalLong.of(step);
      }
    }
    return OptionalLong.empty();
  }

  static String code(byte[] secret, long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
      int offset = hash[hash.length - 1] & 0xf;
      int number = ByteBuffer.wrap(hash, offset, 4).getInt() & 0x7fffffff;
      return String.format("%06d", number % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a Java platform without HmacSHA1", e);
    }
  }
}
