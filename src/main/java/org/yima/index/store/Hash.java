package org.yima.index.store;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.yima.platform.Bucket;

/** A keyed hash as a value; hashes are in the order of their bytes. */
public final class Hash implements Comparable<Hash> {
  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The hash of these bytes, which are not changed afterwards. */
  public static Hash of(byte[] bytes) {
    return new Hash(bytes);
  }

  /** Reads what {@link #toString} gives; nothing for anything else. */
  public static Optional<Hash> parse(String text) {
    return text.length() % 2 == 0 && text.matches("[0-9a-f]{2,128}")
        ? Optional.of(new Hash(HexFormat.of().parseHex(text)))
        : Optional.empty();
  }

  int bucket() {
    return Bucket.ofHash(bytes);
  }

  /** A copy of its bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  Buffer buffer() {
    return Buffer.buffer(bytes);
  }

  @Override
  public int compareTo(Hash other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
