package org.yima.healthcard.code;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** An immutable string of bytes, compared by content. */
public final class Bytes implements Comparable<Bytes> {
  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /** A copy of the given bytes. */
  public static Bytes of(byte[] content) {
    return new Bytes(content.clone());
  }

  /**
   * The bytes written as hexadecimal digits in either case.
   *
   * @throws IllegalArgumentException when the text is not an even number of hexadecimal digits
   */
  public static Bytes ofHex(String hex) {
    return new Bytes(HexFormat.of().parseHex(hex));
  }

  /** A fresh copy of the bytes. */
  public byte[] toArray() {
    return content.clone();
  }

  /** The eight bytes from there on as a number, the first byte the most significant. */
  long longAt(int index) {
    return ByteBuffer.wrap(content).getLong(index);
  }

  /** Writes the bytes without copying them first. */
  void put(ByteBuffer out) {
    out.put(content);
  }

  /** The bytes as lower-case hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(content);
  }

  /** How many bytes there are. */
  public int size() {
    return content.length;
  }

  /** Orders as unsigned bytes, the shorter first when one begins the other. */
  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(content, other.content);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  /** Only the length: the content may be a secret of its holder. */
  @Override
  public String toString() {
    return "Bytes[" + content.length + "]";
  }
}
