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

  static final int MAX_TEXT =
      PREFIX.length() + Base45.encodedLength(HEADER + MAX_EXTENSIONS + SIGNATURE);

  /**
   * Put before the body when it is signed, so that a signature made for a code can never be one
   * made for anything else with the same key.
   */
  private static final byte[] CONTEXT = {'Y', 'I', 'M', 'A', '-', 'C', 'O', 'D', 'E', ':'};

  private CodeLayout() {}

  /** The body: everything but the signature. */
  static byte[] write(CodeContent content) {
    int extensions = content.extensions().stream().mapToInt(Extension::wireSize).sum();
    ByteBuffer out = ByteBuffer.allocate(HEADER + extensions);
    out.put((byte) VERSION).put((byte) content.kind().wire());
    putRegion(out, content.region());
    out.putShort((short) content.keyId()).put(content.handle().bytes().toArray());
    out.putInt((int) content.issuedAt().getEpochSecond());
    out.putInt((int) content.validity().toSeconds());
    out.putShort((short) content.scenes().mask()).put((byte) extensions);
    for (Extension extension : content.extensions()) {
      out.put((byte) extension.type()).put((byte) extension.value().size());
      out.put(extension.value().toArray());
    }
    return out.array();
  }

  /**
   * The content of a complete body of version 1, or nothing when no issuer could have written it.
   */
  static Optional<CodeContent> read(byte[] body) {
    ByteBuffer in = ByteBuffer.wrap(body);
    in.get();
    Optional<CodeKind> kind = CodeKind.ofWire(in.get() & 0xFF);
    Optional<Region> region = region(in);
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

  /** What is signed: the context, then the body. */
  static byte[] signed(byte[] body) {
    return ByteBuffer.allocate(CONTEXT.length + body.length).put(CONTEXT).put(body).array();
  }

  /** How long the body is; the last byte of the header says it. */
  static int bodyLength(byte[] header) {
    return HEADER + (header[HEADER - 1] & 0xFF);
  }

  private static void putRegion(ByteBuffer out, Region region) {
    String digits = region.digits();
    for (int i = 0; i < digits.length(); i += 2) {
      out.put((byte) ((digits.charAt(i) - '0') << 4 | (digits.charAt(i + 1) - '0')));
    }
  }

  private static Optional<Region> region(ByteBuffer in) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < Region.BYTES; i++) {
      int pair = in.get() & 0xFF;
      if (pair >> 4 > 9 || (pair & 0xF) > 9) {
        // The caller goes on reading: the bytes still to come keep their places.
        digits.append("  ");
      } else {
        digits.append(pair >> 4).append(pair & 0xF);
      }
    }
    return digits.indexOf(" ") >= 0 ? Optional.empty() : Optional.of(new Region(digits.toString()));
  }

  private static Optional<List<Extension>> extensions(ByteBuffer in) {
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
