package org.yima.gateway.unionpay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Our numbers as the platform's {@code orderId}. A message may carry 40 characters, a line of the
 * day's file shows 32 of them, and a refund whose number begins with that of its payment would
 * stand there under the payment's own. So no number that is sent is longer than 32: a refund's that
 * is, and consists of 32 hexadecimal digits and a suffix, is packed, and unpacked wherever it comes
 * back.
 */
final class AcpNumbers {
  private static final int LONGEST = 32;
  private static final Pattern OWN = Pattern.compile("[0-9A-Za-z]{8,32}");
  private static final Pattern SUFFIXED = Pattern.compile("([0-9a-f]{32})([A-Z][0-9]{0,5})");
  private static final Pattern PACKED = Pattern.compile("Y([0-9A-Z]{25})([A-Z][0-9]{0,5})");
  private static final int RADIX = 36;

  private AcpNumbers() {}

  /** Whether an order may have this number. */
  static boolean fits(String order) {
    return OWN.matcher(order).matches();
  }

  /** A refund's number as it is sent; empty when it can not be. */
  static Optional<String> sent(String refund) {
    Matcher suffixed = SUFFIXED.matcher(refund);
    if (suffixed.matches()) {
      String digits =
          new BigInteger(suffixed.group(1), 16).toString(RADIX).toUpperCase(Locale.ROOT);
      return Optional.of("Y" + "0".repeat(25 - digits.length()) + digits + suffixed.group(2));
    }
    // One that looks packed could not be told from one that is.
    return fits(refund) && !PACKED.matcher(refund).matches()
        ? Optional.of(refund)
        : Optional.empty();
  }

  /** A refund's number as it was ours before it was sent. */
  static String own(String sent) {
    Matcher packed = PACKED.matcher(sent);
    if (!packed.matches()) {
      return sent;
    }
    String digits = new BigInteger(packed.group(1), RADIX).toString(16);
    return digits.length() > 32
        ? sent
        : "0".repeat(32 - digits.length()) + digits + packed.group(2);
  }

  /**
   * The number of what undoes an order, made of the order's own so that it is the same each time.
   * It is a digest where the order's is as long as numbers get, or would look packed with the
   * suffix; a line of the day's file then tells by its original number what was undone.
   *
   * @param suffix one letter
   */
  static String undoing(String order, String suffix) {
    String plain = order + suffix;
    boolean taken = plain.length() > LONGEST || PACKED.matcher(plain).matches();
    return taken ? digest(order) + suffix : plain;
  }

  private static String digest(String order) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(order.getBytes(US_ASCII));
      return HexFormat.of().withUpperCase().formatHex(hash).substring(0, LONGEST - 1);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
