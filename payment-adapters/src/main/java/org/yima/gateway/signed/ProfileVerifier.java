package org.yima.gateway.signed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one signature of the profile: over these components, by this key, of these minutes. */
final class ProfileVerifier {

  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final Pattern SIGNATURE =
      Pattern.compile(MessageSignature.LABEL + "=:([A-Za-z0-9+/]{86}==):");

  private final Pattern input;
  private final String keyId;
  private final P256Key key;
  private final InstantSource clock;

  ProfileVerifier(String components, String keyId, PublicKey key, InstantSource clock) {
    this.input =
        Pattern.compile(
            MessageSignature.LABEL
                + "=("
                + Pattern.quote(components)
                + ";created=(\\d{1,12});keyid=\"([^\"\\\\]{1,128})\";alg=\"ecdsa-p256-sha256\")");
    this.keyId = keyId;
    this.key = P256Key.of(key);
    this.clock = clock;
  }

  /**
   * Whether a message is signed so.
   *
   * @param base the text that is signed, for the parameters that the message names
   */
  boolean verifies(String signatureInput, String signature, UnaryOperator<String> base) {
    Matcher named = input.matcher(signatureInput);
    Matcher signed = SIGNATURE.matcher(signature);
    if (!named.matches()
        || !signed.matches()
        || !keyId.equals(named.group(3))
        || !isRecent(Long.parseLong(named.group(2)))) {
      return false;
    }
    byte[] bytes = Base64.getDecoder().decode(signed.group(1));
    // One spelling only: the decoder takes any value for the bits that the last character has over.
    return Base64.getEncoder().encodeToString(bytes).equals(signed.group(1))
        && MessageSignature.verify(base.apply(named.group(1)), bytes, key);
  }

  private boolean isRecent(long created) {
    Duration age = Duration.between(Instant.ofEpochSecond(created), clock.instant()).abs();
    return age.compareTo(SKEW) <= 0;
  }

  /** Whether a digest's header is that of the body. */
  static boolean isDigest(String header, byte[] body) {
    return MessageDigest.isEqual(
        header.getBytes(UTF_8), MessageSignature.digest(body).getBytes(UTF_8));
  }
}
