package org.yima.gateway.signed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * What a request and its later answer have in common. A correlation id is new for every request, so
 * that an answer can not be played again; the id of a request that may be answered later begins
 * with a digest of what is asked for, so that whoever hears the answer knows, without having kept
 * anything, whether it is one of the ids that we used for that.
 */
final class Conversation {
  private static final int DIGEST_BYTES = 16;
  private static final int FRESH_BYTES = 18;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final String prefix;

  private Conversation(String prefix) {
    this.prefix = prefix;
  }

  /** Of a request that is answered at once or not at all. */
  static Conversation none() {
    return new Conversation("");
  }

  static Conversation guarantee(String guaranteeId) {
    return about("guarantee:" + guaranteeId);
  }

  /** Of a claim on a guarantee, or of a rapid one. */
  static Conversation claim(String claimId) {
    return about("claim:" + claimId);
  }

  private static Conversation about(String what) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
      return new Conversation(TEXT.encodeToString(Arrays.copyOf(hash, DIGEST_BYTES)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** A new correlation id: 24 characters, after 22 of the digest where there is one. */
  String correlationId(SecureRandom random) {
    byte[] fresh = new byte[FRESH_BYTES];
    random.nextBytes(fresh);
    return prefix + TEXT.encodeToString(fresh);
  }

  /** Whether a request of this conversation had this id. */
  boolean holds(String correlationId) {
    return !prefix.isEmpty() && correlationId.startsWith(prefix);
  }
}
