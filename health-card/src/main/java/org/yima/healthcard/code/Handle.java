package org.yima.healthcard.code;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * The sixteen random bytes by which an issuer finds the card behind a code. A handle belongs to one
 * code, never to a card: two codes of one card have nothing in common. Who holds a handle and a
 * signature holds the code, so a server keeps only {@link #hash()}.
 *
 * @param bytes sixteen bytes from a cryptographic source
 */
public record Handle(Bytes bytes) {
  /** The length of a handle in bytes. */
  public static final int SIZE = 16;

  /** Refuses any other length. */
  public Handle {
    if (bytes.size() != SIZE) {
      throw new IllegalArgumentException("a handle has 16 bytes");
    }
  }

  /** Draws a handle from the caller's source. */
  public static Handle random(SecureRandom random) {
    byte[] drawn = new byte[SIZE];
    random.nextBytes(drawn);
    return new Handle(Bytes.of(drawn));
  }

  /**
   * SHA-256 of the sixteen bytes: what a server stores and what revocation lists hold. 32 bytes.
   */
  public Bytes hash() {
    try {
      return Bytes.of(MessageDigest.getInstance("SHA-256").digest(bytes.toArray()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** Says nothing: a handle is a bearer secret and must not reach a log. */
  @Override
  public String toString() {
    return "Handle[hidden]";
  }
}
