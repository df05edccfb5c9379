package org.yima.healthcard.code;

/** Takes a text apart without asking any key: complete, or the reason why not. */
final class CodeReader {
  /** What reading gives. */
  sealed interface Reading {}

  /**
   * All parts are there. Nothing about them is proved yet. What was signed stands at the beginning
   * of the frame, {@code signed} bytes long, and its signature behind it.
   */
  static final class Complete implements Reading {
    final CodeContent content;
    final byte[] frame;
    final int signed;

    Complete(CodeContent content, byte[] frame, int signed) {
      this.content = content;
      this.frame = frame;
      this.signed = signed;
    }
  }

  /** The text is refused before any key is asked. */
  record Refused(Verification why) implements Reading {}

  private static final Reading OVERSIZED = new Refused(new Verification.Oversized());
  private static final Reading NOT_OURS = new Refused(new Verification.NotOurs());
  private static final Reading CONTROLS = new Refused(new Verification.ControlCharacters());
  private static final Reading TRUNCATED = new Refused(new Verification.Truncated());
  private static final Reading FORGED = new Refused(new Verification.Forged());
  private static final int START = CodeLayout.PREFIX.length();

  private CodeReader() {}

  static Reading read(String text) {
    if (ScannedText.isOversized(text)) {
      return OVERSIZED;
    }
    if (!text.startsWith(CodeLayout.PREFIX)) {
      return NOT_OURS;
    }
    if (!Base45.isAlphabetic(text, START)) {
      return ScannedText.hasControlCharacters(text) ? CONTROLS : FORGED;
    }
    // Whole groups first: a text cut inside a group must still say "truncated", not "damaged".
    byte[] frame = CodeLayout.frame(Base45.decodedLength(text.length() - START));
    return Base45.decodeWhole(text, START, frame, CodeLayout.BODY) ? read(text, frame) : FORGED;
  }

  private static Reading read(String text, byte[] frame) {
    int characters = text.length() - START;
    int whole = characters / 3 * 2;
    if (whole == 0) {
      return TRUNCATED;
    }
    int version = frame[CodeLayout.BODY] & 0xFF;
    if (version != CodeLayout.VERSION) {
      return new Refused(new Verification.UnknownVersion(version));
    }
    if (whole < CodeLayout.HEADER) {
      return TRUNCATED;
    }
    int body = CodeLayout.bodyLength(frame);
    int expected = Base45.encodedLength(body + CodeLayout.SIGNATURE);
    if (characters != expected) {
      return characters < expected ? TRUNCATED : FORGED;
    }
    return finish(text, frame, body);
  }

  private static Reading finish(String text, byte[] frame, int body) {
    if ((text.length() - START) % 3 == 2) {
      int last = Base45.lastByte(text);
      if (last > 0xFF) {
        return FORGED;
      }
      frame[frame.length - 1] = (byte) last;
    }
    return CodeLayout.read(frame, body)
        .<Reading>map(content -> new Complete(content, frame, CodeLayout.BODY + body))
        .orElse(FORGED);
  }
}
