package org.yima.healthcard.code;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Base45 (RFC 9285): two bytes as three characters of the QR alphanumeric alphabet, a last single
 * byte as two. Each byte string has exactly one text, so a changed character always means changed
 * bytes. Both directions work in place: every code passes here.
 */
final class Base45 {
  private static final byte[] ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".getBytes(StandardCharsets.US_ASCII);
  private static final int BASE = ALPHABET.length;
  private static final byte[] VALUES = values();

  private Base45() {}

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (int value = 0; value < BASE; value++) {
      values[ALPHABET[value]] = (byte) value;
    }
    return values;
  }

  /** How many characters a string of that many bytes takes. */
  static int encodedLength(int bytes) {
    return bytes / 2 * 3 + bytes % 2 * 2;
  }

  /** How many bytes a text of that many characters gives; a last single character gives none. */
  static int decodedLength(int characters) {
    return characters / 3 * 2 + characters % 3 / 2;
  }

  /**
   * Prefix and encoding as one text.
   *
   * @param prefix ASCII
   * @param from where in the bytes the part to be encoded begins
   */
  static String encode(String prefix, byte[] bytes, int from) {
    byte[] text = new byte[prefix.length() + encodedLength(bytes.length - from)];
    int to = prefix.length();
    System.arraycopy(prefix.getBytes(StandardCharsets.US_ASCII), 0, text, 0, to);
    int at = from;
    for (; at + 1 < bytes.length; at += 2) {
      int pair = (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
      text[to++] = ALPHABET[pair % BASE];
      text[to++] = ALPHABET[pair / BASE % BASE];
      text[to++] = ALPHABET[pair / (BASE * BASE)];
    }
    if (at < bytes.length) {
      int last = bytes[at] & 0xFF;
      text[to++] = ALPHABET[last % BASE];
      text[to] = ALPHABET[last / BASE];
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** True when every character from there on belongs to the alphabet. */
  static boolean isAlphabetic(String text, int from) {
    for (int at = from; at < text.length(); at++) {
      if (value(text.charAt(at)) < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Decodes the whole groups of three characters from there on; a shorter last group is left.
   *
   * @param text alphabetic from there on
   * @param bytes where the decoded bytes go, from index {@code to} on
   * @return false when a group is above 65,535, so that the text encodes no byte string
   */
  static boolean decodeWhole(String text, int from, byte[] bytes, int to) {
    int next = to;
    for (int at = from; at + 3 <= text.length(); at += 3) {
      int pair =
          value(text.charAt(at))
              + BASE * value(text.charAt(at + 1))
              + BASE * BASE * value(text.charAt(at + 2));
      if (pair > 0xFFFF) {
        return false;
      }
      bytes[next++] = (byte) (pair >> 8);
      bytes[next++] = (byte) pair;
    }
    return true;
  }

  /** The byte that the last two characters encode, above 255 when they encode none. */
  static int lastByte(String text) {
    int end = text.length();
    return value(text.charAt(end - 2)) + BASE * value(text.charAt(end - 1));
  }

  private static int value(int character) {
    return character < VALUES.length ? VALUES[character] : -1;
  }
}
