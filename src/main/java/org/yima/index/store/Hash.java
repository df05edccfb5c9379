package org.yima.index.store;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.HexFormat;
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

  int bucket() {
    return Bucket.ofHash(bytes);
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
