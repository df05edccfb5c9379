package org.yima.healthcard.identity;

import java.util.Locale;
import java.util.Optional;

/**
 * A unified social credit code (统一社会信用代码), GB 32100: 18 characters of an alphabet without I, O, S,
 * V and Z, the last a check character.
 *
 * @param value the code in upper case
 */
public record Uscc(String value) {
  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final int LENGTH = 18;

  /**
   * A code that is known to be good.
   *
   * @throws IllegalArgumentException when it is not; use {@link #parse} for input
   */
  public Uscc {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a unified social credit code");
    }
  }

  /** The code, or nothing when shape or check character is wrong. */
  public static Optional<Uscc> parse(String raw) {
    String value = raw.length() > 2 * LENGTH ? "" : raw.strip().toUpperCase(Locale.ROOT);
    return isValid(value) ? Optional.of(new Uscc(value)) : Optional.empty();
  }

  /** True for 18 characters of the alphabet, whatever the check character says. */
  public static boolean isShaped(String text) {
    return text.length() == LENGTH && text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
  }

  private static boolean isValid(String value) {
    if (!isShaped(value)) {
      return false;
    }
    int base = ALPHABET.length();
    int sum = 0;
    int weight = 1;
    for (int i = 0; i < LENGTH - 1; i++) {
      sum += weight * ALPHABET.indexOf(value.charAt(i));
      weight = weight * 3 % base;
    }
    return ALPHABET.charAt((base - sum % base) % base) == value.charAt(LENGTH - 1);
  }
}
