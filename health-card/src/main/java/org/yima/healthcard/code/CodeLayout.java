package org.yima.healthcard.code;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bytes of version 1, in the order of FORMAT.md. All numbers are big-endian and unsigned. */
final class CodeLayout {
  static final String PREFIX = "YM:";
  static final int VERSION = 1;
  static final int SIGNATURE = 64;
  static final int MAX_EXTENSIONS = 255;

  /**
   * Version, kind, region, key id, handle, issue time, validity, scenes, length of the extensions.
   */
  static final int HEADER = 1 + 1 + Region.BYTES + 2 + Handle.SIZE + 4 + 4 + 2 + 1;

  /**
   * Put before the body when it is signed, so that a signature made for a code can never be one
   * made for anything else with the same key.
   */
  private static final byte[] CONTEXT = {'Y', 'I', 'M', 'A', '-', 'C', 'O', 'D', 'E', ':'};

  /** Where the body begins behind the context. */
  static final int BODY = CONTEXT.length;

  private CodeLayout() {}

  /** What is signed: the context, then the body, which is everything but the signature. */
  static byte[] write(CodeContent content) {
    int extensions = 0;
    for (Extension extension : content.extensions()) {
      extensions += extension.wireSize();
    }
    ByteBuffer out = ByteBuffer.allocate(BODY + HEADER + extensions);
    out.put(CONTEXT).put((byte) VERSION).put((byte) content.kind().wire());
    content.region().put(out);
    out.putShort((short) content.keyId());
    content.handle().bytes().put(out);
    out.putInt((int) content.issuedAt().getEpochSecond());
    out.putInt((int) content.validity().toSeconds());
    out.putShort((short) content.scenes().mask()).put((byte) extensions);
    for (Extension extension : content.extensions()) {
      out.put((byte) extension.type()).put((byte) extension.value().size());
      extension.value().put(out);
    }
    return out.array();
  }

  /** An array for that many bytes of body and signature, with the context before them. */
  static byte[] frame(int bytes) {
    byte[] frame = new byte[BODY + bytes];
    System.arraycopy(CONTEXT, 0, frame, 0, BODY);
    return frame;
  }

  /**
   * The content of a complete body of version 1, or nothing when no issuer could have written it.
   *
   * @param frame the context, the body, then whatever follows
   */
  static Optional<CodeContent> read(byte[] frame, int bodyLength) {
    ByteBuffer in = ByteBuffer.wrap(frame, BODY, bodyLength);
    in.get();
    Optional<CodeKind> kind = CodeKind.ofWire(in.get() & 0xFF);
    Optional<Region> region = Region.take(in);
    int keyId = in.getShort() & 0xFFFF;
    byte[] handle = new byte[Handle.SIZE];
    in.get(handle);
    long issued = in.getInt() & 0xFFFF_FFFFL;
    long validity = in.getInt() & 0xFFFF_FFFFL;
    Scenes scenes = new Scenes(in.getShort() & 0xFFFF);
    in.get();
    Optional<List<Extension>> extensions = extensions(in);
    if (kind.isEmpty() || region.isEmpty() || extensions.isEmpty() || validity == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new CodeContent(
            kind.get(),
            region.get(),
            keyId,
            new Handle(Bytes.of(handle)),
            Instant.ofEpochSecond(issued),
            Duration.ofSeconds(validity),
            scenes,
            extensions.get()));
  }

  /** How long the body is; the last byte of the header says it. */
  static int bodyLength(byte[] frame) {
    return HEADER + (frame[BODY + HEADER - 1] & 0xFF);
  }

  private static Optional<List<Extension>> extensions(ByteBuffer in) {
    if (!in.hasRemaining()) {
      return Optional.of(List.of());
    }
    List<Extension> extensions = new ArrayList<>();
    int previous = -1;
    while (in.remaining() >= 2) {
      int type = in.get() & 0xFF;
      int length = in.get() & 0xFF;
      if (type <= previous || length > in.remaining()) {
        return Optional.empty();
      }
      byte[] value = new byte[length];
      in.get(value);
      extensions.add(new Extension(type, Bytes.of(value)));
      previous = type;
    }
    return in.hasRemaining() ? Optional.empty() : Optional.of(extensions);
  }
}
