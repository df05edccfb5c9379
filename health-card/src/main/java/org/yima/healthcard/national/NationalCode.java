package org.yima.healthcard.national;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a national electronic health card code: {@code cardId:type[:validity[:issuer]]}. Case
 * of the hexadecimal digits, empty trailing fields and the {@code 85:} prefix some scanners see are
 * normalised away, so that one code has one text and its one-use claim cannot be had twice by
 * spelling it differently.
 *
 * @param cardId the card
 * @param type one digit: 0 dynamic, 1 static; others were seen in provinces, for example 9 for
 *     temporary cards
 * @param validity the encrypted end of validity, one SM4 block, which is 32 hexadecimal digits in
 *     upper case ({@link NationalValidity}), or empty
 * @param issuer the issuer's code, letters and digits, or empty
 */
public record NationalCode(NationalCardId cardId, int type, String validity, String issuer) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?:85:)?([0-9A-Fa-f]{64}):([0-9])(?::((?:[0-9A-Fa-f]{32})?)(?::([0-9A-Za-z]{0,32}))?)?");
  private static final int MAX_TEXT = 3 + 64 + 2 + 33 + 33;

  /** Refuses what {@link #text()} could not write. */
  public NationalCode {
    validity = validity.toUpperCase(Locale.ROOT);
    issuer = issuer.toUpperCase(Locale.ROOT);
    if (!SHAPE.matcher(cardId.hex() + ":" + type + ":" + validity + ":" + issuer).matches()) {
      throw new IllegalArgumentException("not the parts of a national health card code");
    }
  }

  /** The code, or nothing when the text has another shape. */
  public static Optional<NationalCode> parse(String text) {
    if (text.length() > MAX_TEXT) {
      return Optional.empty();
    }
    Matcher parts = SHAPE.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new NationalCode(
            new NationalCardId(parts.group(1).toUpperCase(Locale.ROOT)),
            parts.group(2).charAt(0) - '0',
            Optional.ofNullable(parts.group(3)).orElse(""),
            Optional.ofNullable(parts.group(4)).orElse("")));
  }

  /** True for a code made for one showing. Only such a code may ever pay. */
  public boolean isDynamic() {
    return type == 0;
  }

  /** True for a printed code, which identifies and never pays. */
  public boolean isStatic() {
    return type == 1;
  }

  /** The normal text, upper case and without empty trailing fields. */
  public String text() {
    String head = cardId.hex() + ":" + type;
    if (issuer.isEmpty()) {
      return validity.isEmpty() ? head : head + ":" + validity;
    }
    return head + ":" + validity + ":" + issuer;
  }

  /**
   * SHA-256 of the normal text without the issuer, lower-case hexadecimal: the key of the one-use
   * claim of a dynamic code. An issuer may be left out or added by hand, and the centre that knows
   * the code may not look at it.
   */
  public String claimHash() {
    String claimed = new NationalCode(cardId, type, validity, "").text();
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(claimed.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** Only the type: the card id is personal data and must not reach a log. */
  @Override
  public String toString() {
    return "NationalCode[type " + type + "]";
  }
}
