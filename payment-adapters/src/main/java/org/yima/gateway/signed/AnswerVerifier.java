package org.yima.gateway.signed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yima.gateway.http.HttpAnswer;

/** Decides whether an answer comes from the peer, now, and belongs to our question. */
final class AnswerVerifier {

  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final Pattern INPUT =
      Pattern.compile(
          MessageSignature.LABEL
              + "=("
              + Pattern.quote(MessageSignature.RESPONSE_COMPONENTS)
              + ";created=(\\d{1,12});keyid=\"([^\"\\\\]{1,128})\";alg=\"ecdsa-p256-sha256\")");
  private static final Pattern SIGNATURE =
      Pattern.compile(MessageSignature.LABEL + "=:([A-Za-z0-9+/]{86}==):");

  private final String keyId;
  private final PublicKey key;
  private final InstantSource clock;

  AnswerVerifier(String keyId, PublicKey key, InstantSource clock) {
    this.keyId = keyId;
    this.key = key;
    this.clock = clock;
  }

  boolean verifies(HttpAnswer answer, String correlationId) {
    Matcher input = INPUT.matcher(answer.header("Signature-Input"));
    Matcher signature = SIGNATURE.matcher(answer.header("Signature"));
    String digest = answer.header("Content-Digest");
    if (!input.matches() || !signature.matches()) {
      return false;
    }
    if (!keyId.equals(input.group(3)) || !recent(Long.parseLong(input.group(2)))) {
      return false;
    }
    if (!correlationId.equals(answer.header("Yima-Correlation-Id"))
        || !sameText(digest, MessageSignature.digest(answer.body()))) {
      return false;
    }
    String base =
        MessageSignature.responseBase(answer.status(), digest, correlationId, input.group(1));
    return MessageSignature.verify(base, Base64.getDecoder().decode(signature.group(1)), key);
  }

  private boolean recent(long created) {
    Duration age = Duration.between(Instant.ofEpochSecond(created), clock.instant()).abs();
    return age.compareTo(SKEW) <= 0;
  }

  private static boolean sameText(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }
}
