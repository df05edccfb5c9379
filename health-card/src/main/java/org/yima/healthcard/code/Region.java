package org.yima.healthcard.code;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The administrative division of an issuer, GB/T 2260.
 *
 * @param digits six decimal digits, for example 330300
 */
public record Region(String digits) {
  /** Six digits on the wire, two in each byte (packed decimal). */
  static final int BYTES = 3;

  /** Refuses anything but six digits. */
  public Region {
    if (digits.length() != 6 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("a GB/T 2260 code is six digits");
    }
  }

  /** Writes the three bytes. */
  void put(ByteBuffer out) {
    for (int i = 0; i < 2 * BYTES; i += 2) {
      out.put((byte) ((digits.charAt(i) - '0') << 4 | (digits.charAt(i + 1) - '0')));
    }
  }

  /** Takes three bytes; nothing when they are not decimal. */
  static Optional<Region> take(ByteBuffer in) {
    char[] digits = new char[2 * BYTES];
    boolean decimal = true;
    for (int i = 0; i < digits.length; i += 2) {
      int pair = in.get() & 0xFF;
      decimal &= pair >> 4 <= 9 && (pair & 0xF) <= 9;
      digits[i] = (char) ('0' + (pair >> 4));
      digits[i + 1] = (char) ('0' + (pair & 0xF));
    }
    return decimal ? Optional.of(new Region(new String(digits))) : Optional.empty();
  }
}
