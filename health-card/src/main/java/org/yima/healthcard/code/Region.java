package org.yima.healthcard.code;

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
}
