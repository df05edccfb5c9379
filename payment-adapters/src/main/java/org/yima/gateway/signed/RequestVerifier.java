package org.yima.gateway.signed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides whether a request comes from the peer, now, to this address, with this body. */
final class RequestVerifier {
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final Pattern INPUT =
      Pattern.compile(
          MessageSignature.LABEL
              + "=("
              + Pattern.quote(MessageSignature.REQUEST_COMPONENTS)
              + ";created=(\\d{1,12});keyid=\"([^\"\\\\]{1,128})\";alg=\"ecdsa-p256-sha256\")");
  private static final Pattern SIGNATURE =
      Pattern.compile(MessageSignature.LABEL + "=:([A-Za-z0-9+/]{86}==):");
  private static final Pattern CORRELATION = Pattern.compile("[A-Za-z0-9_-]{16,64}");

  private final String keyId;
  private final PublicKey key;
  private final InstantSource clock;

  RequestVerifier(String keyId, PublicKey key, InstantSource clock) {
    this.keyId = keyId;
    this.key = key;
    this.clock = clock;
  }

  /** {@code headers} by their names in lower case. */
  boolean verifies(String method, String path, Map<String, String> headers, byte[] body) {
    String digest = headers.get("content-digest");
    String correlationId = headers.get("yima-correlation-id");
    Matcher input = INPUT.matcher(headers.get("signature-input"));
    Matcher signature = SIGNATURE.matcher(headers.get("signature"));
    if (!input.matches()
        || !signature.matches()
        || !CORRELATION.matcher(correlationId).matches()
        || !keyId.equals(input.group(3))
        || !recent(Long.parseLong(input.group(2)))
        || !MessageDigest.isEqual(
            digest.getBytes(UTF_8), MessageSignature.digest(body).getBytes(UTF_8))) {
      return false;
    }
    String base = MessageSignature.requestBase(method, path, digest, correlationId, input.group(1));
    byte[] signed = Base64.getDecoder().decode(signature.group(1));
    // One spelling only: the decoder takes any value for the bits that the last character has over.
    return Base64.getEncoder().encodeToString(signed).equals(signature.group(1))
        && MessageSignature.verify(base, signed, key);
  }

  private boolean recent(long created) {
    Duration age = Duration.between(Instant.ofEpochSecond(created), clock.instant()).abs();
    return age.compareTo(SKEW) <= 0;
  }
}
