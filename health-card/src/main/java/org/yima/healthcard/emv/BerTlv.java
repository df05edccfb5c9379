package org.yima.healthcard.emv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One data object of BER-TLV (ISO/IEC 8825-1) with definite length.
 *
 * @param tag the tag's bytes as upper-case hexadecimal, for example 4F or 5F20
 * @param value the value as upper-case hexadecimal; may hold card data, so never to be logged
 * @param children the objects inside a constructed object, empty for a primitive one
 */
public record BerTlv(String tag, String value, List<BerTlv> children) {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** Templates are two deep in these codes; more depth is an attack on the stack. */
  private static final int MAX_DEPTH = 4;

  /** Keeps its own copy of the list. */
  public BerTlv {
    children = List.copyOf(children);
  }

  /** The objects the bytes consist of, or nothing when they do not divide exactly. */
  static Optional<List<BerTlv>> parseAll(byte[] bytes) {
    return parse(bytes, 0);
  }

  private static Optional<List<BerTlv>> parse(byte[] bytes, int depth) {
    List<BerTlv> objects = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int tagEnd = tagEnd(bytes, at);
      int lengthEnd = tagEnd + 1 + longForm(bytes, tagEnd);
      int length = length(bytes, tagEnd, lengthEnd);
      if (length < 0 || length > bytes.length - lengthEnd) {
        return Optional.empty();
      }
      byte[] value = Arrays.copyOfRange(bytes, lengthEnd, lengthEnd + length);
      Optional<List<BerTlv>> inside = inside(bytes[at], value, depth);
      if (inside.isEmpty()) {
        return Optional.empty();
      }
      String tag = HEX.formatHex(bytes, at, tagEnd);
      objects.add(new BerTlv(tag, HEX.formatHex(value), inside.get()));
      at = lengthEnd + length;
    }
    return Optional.of(objects);
  }

  private static Optional<List<BerTlv>> inside(byte tag, byte[] value, int depth) {
    boolean constructed = (tag & 0x20) != 0;
    if (!constructed) {
      return Optional.of(List.of());
    }
    return depth + 1 < MAX_DEPTH ? parse(value, depth + 1) : Optional.empty();
  }

  /** A tag whose low five bits are all set goes on while the top bit of the next byte is set. */
  private static int tagEnd(byte[] bytes, int at) {
    int end = at + 1;
    if ((bytes[at] & 0x1F) == 0x1F) {
      while (end < bytes.length && (bytes[end] & 0x80) != 0) {
        end++;
      }
      end++;
    }
    return Math.min(end, bytes.length);
  }

  /** How many bytes follow the first length byte. */
  private static int longForm(byte[] bytes, int at) {
    return at < bytes.length && (bytes[at] & 0x80) != 0 ? bytes[at] & 0x7F : 0;
  }

  private static int length(byte[] bytes, int from, int end) {
    int following = end - from - 1;
    if (from >= bytes.length || end > bytes.length || following > 2) {
      return -1;
    }
    if (following == 0) {
      // A bare 80 is the indefinite form, which card data never uses.
      return bytes[from] >= 0 ? bytes[from] : -1;
    }
    int length = 0;
    for (int i = from + 1; i < end; i++) {
      length = length << 8 | (bytes[i] & 0xFF);
    }
    return length;
  }

  /** Only the tag: values may hold card data. */
  @Override
  public String toString() {
    return "BerTlv[" + tag + "]";
  }
}
