package org.yima.healthcard.code;

import java.util.Arrays;
import java.util.Optional;

/**
 * Base45 (RFC 9285): two bytes as three characters of the QR alphanumeric alphabet, a last single
 * byte as two. Each byte string has exactly one text, so a changed character always means changed
 * bytes.
 */
final class Base45 {
  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  private static final int BASE = ALPHABET.length();
  private static final byte[] VALUES = values();

  private Base45() {}

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (int value = 0; value < BASE; value++) {
      values[ALPHABET.charAt(value)] = (byte) value;
    }
    return values;
  }

  /** How many characters a string of that many bytes takes. */
  static int encodedLength(int bytes) {
    return bytes / 2 * 3 + bytes % 2 * 2;
  }

  static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder(encodedLength(bytes.length));
    for (int at = 0; at + 1 < bytes.length; at += 2) {
      int pair = (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
      append(text, pair, 3);
    }
    if (bytes.length % 2 == 1) {
      append(text, bytes[bytes.length - 1] & 0xFF, 2);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, int value, int characters) {
    int rest = value;
    for (int i = 0; i < characters; i++) {
      text.append(ALPHABET.charAt(rest % BASE));
      rest /= BASE;
    }
  }

  /** True when every character belongs to the alphabet. */
  static boolean isAlphabetic(String text) {
    return text.chars().allMatch(c -> value(c) >= 0);
  }

  /** The bytes, or nothing when the text is not the encoding of any byte string. */
  static Optional<byte[]> decode(String text) {
    int rest = text.length() % 3;
    if (rest == 1) {
      return Optional.empty();
    }
    byte[] bytes = new byte[text.length() / 3 * 2 + rest / 2];
    int to = 0;
    for (int from = 0; from < text.length(); from += 3) {
      boolean full = from + 3 <= text.length();
      int value = group(text, from, full ? 3 : 2);
      if (value < 0 || value > (full ? 0xFFFF : 0xFF)) {
        return Optional.empty();
      }
      if (full) {
        bytes[to++] = (byte) (value >> 8);
      }
      bytes[to++] = (byte) value;
    }
    return Optional.of(bytes);
  }

  /** The value of a group, least significant character first as the RFC has it, or -1. */
  private static int group(String text, int from, int characters) {
    int sum = 0;
    for (int i = characters - 1; i >= 0; i--) {
      int value = value(text.charAt(from + i));
      if (value < 0) {
        return -1;
      }
      sum = sum * BASE + value;
    }
    return sum;
  }

  private static int value(int character) {
    return character < VALUES.length ? VALUES[character] : -1;
  }
}
