package org.yima.healthcard.code;

import java.util.Arrays;
import java.util.Optional;

/** Takes a text apart without asking any key: complete, or the reason why not. */
final class CodeReader {
  /** What reading gives. */
  sealed interface Reading {}

  /** All parts are there. Nothing about them is proved yet. */
  static final class Complete implements Reading {
    final CodeContent content;
    final byte[] body;
    final byte[] signature;

    Complete(CodeContent content, byte[] body, byte[] signature) {
      this.content = content;
      this.body = body;
      this.signature = signature;
    }
  }

  /** The text is refused before any key is asked. */
  record Refused(Verification why) implements Reading {}

  private static final Reading NOT_OURS = new Refused(new Verification.NotOurs());
  private static final Reading TRUNCATED = new Refused(new Verification.Truncated());
  private static final Reading FORGED = new Refused(new Verification.Forged());

  private CodeReader() {}

  static Reading read(String text) {
    if (!text.startsWith(CodeLayout.PREFIX)) {
      return NOT_OURS;
    }
    if (text.length() > CodeLayout.MAX_TEXT) {
      return FORGED;
    }
    String encoded = text.substring(CodeLayout.PREFIX.length());
    if (!Base45.isAlphabetic(encoded)) {
      return FORGED;
    }
    // Whole groups first: a text cut inside a group must still say "truncated", not "damaged".
    int whole = encoded.length() - encoded.length() % 3;
    Optional<byte[]> head = Base45.decode(encoded.substring(0, whole));
    return head.isEmpty() ? FORGED : read(encoded, head.get());
  }

  private static Reading read(String encoded, byte[] head) {
    if (head.length == 0) {
      return TRUNCATED;
    }
    if (head[0] != CodeLayout.VERSION) {
      return new Refused(new Verification.UnknownVersion(head[0] & 0xFF));
    }
    if (head.length < CodeLayout.HEADER) {
      return TRUNCATED;
    }
    int body = CodeLayout.bodyLength(head);
    int expected = Base45.encodedLength(body + CodeLayout.SIGNATURE);
    if (encoded.length() != expected) {
      return encoded.length() < expected ? TRUNCATED : FORGED;
    }
    return Base45.decode(encoded).flatMap(all -> split(all, body)).orElse(FORGED);
  }

  private static Optional<Reading> split(byte[] all, int bodyLength) {
    byte[] body = Arrays.copyOf(all, bodyLength);
    byte[] signature = Arrays.copyOfRange(all, bodyLength, all.length);
    return CodeLayout.read(body).map(content -> new Complete(content, body, signature));
  }
}
