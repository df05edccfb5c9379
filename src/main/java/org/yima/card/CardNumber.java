package org.yima.card;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The number of a card: {@code Y}, the issuing region (GB/T 2260, six digits), eleven random digits
 * and a check digit over those seventeen digits by ISO/IEC 7064 MOD 11,10, which finds every single
 * wrong digit and nearly every swap of neighbours.
 *
 * <p>Nineteen characters with a leading letter: no document number, organisation code or wallet's
 * payment code has that shape. The digits are drawn, so numbers tell nothing about their order.
 */
public record CardNumber(String value) {
  private static final Pattern SHAPE = Pattern.compile("Y[0-9]{18}");
  private static final int RANDOM_DIGITS = 11;

  public CardNumber {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a card number");
    }
  }

  /** The number, or nothing when shape or check digit is wrong. */
  public static Optional<CardNumber> parse(String text) {
    return isValid(text) ? Optional.of(new CardNumber(text)) : Optional.empty();
  }

  /** Draws a number; the caller makes sure that no other card has it. */
  public static CardNumber draw(String region, RandomGenerator random) {
    StringBuilder digits = new StringBuilder(region);
    for (int i = 0; i < RANDOM_DIGITS; i++) {
      digits.append(random.nextInt(10));
    }
    return new CardNumber("Y" + digits + checkDigit(digits));
  }

  private static boolean isValid(String text) {
    return text != null
        && SHAPE.matcher(text).matches()
        && checkDigit(text.substring(1, 18)) == text.charAt(18) - '0';
  }

  private static int checkDigit(CharSequence digits) {
    int product = 10;
    for (int i = 0; i < digits.length(); i++) {
      int sum = (product + digits.charAt(i) - '0') % 10;
      product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return (11 - product) % 10;
  }

  @Override
  public String toString() {
    return value;
  }
}
