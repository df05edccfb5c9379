package org.yima.healthcard.second;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Codes: written, and read in the order of section "Reading". Answers are the words in bold. */
final class Second {
  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

  private Second() {}

  static byte[] joined(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Everything between prefix and signature. */
  static byte[] body(
      int kind,
      String region,
      int keyId,
      byte[] handle,
      long issued,
      long validity,
      int scenes,
      byte[] extensions) {
    ByteBuffer body = ByteBuffer.allocate(34 + extensions.length);
    body.put((byte) 1).put((byte) kind);
    for (int i = 0; i < 6; i += 2) {
      body.put((byte) Integer.parseInt(region.substring(i, i + 2), 16));
    }
    body.putShort((short) keyId).put(handle).putInt((int) issued).putInt((int) validity);
    body.putShort((short) scenes).put((byte) extensions.length).put(extensions);
    return body.array();
  }

  static String text(byte[] body, String suite, byte[] secret, BigInteger k) {
    byte[] signed = joined("YIMA-CODE:".getBytes(StandardCharsets.US_ASCII), body);
    return "YM:" + base45(joined(body, SecondKey.sign(suite, secret, k, signed)));
  }

  static String base45(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < bytes.length; at += 2) {
      boolean pair = at + 1 < bytes.length;
      int value = bytes[at] & 255;
      value = pair ? value * 256 + (bytes[at + 1] & 255) : value;
      for (int digit = 0; digit < (pair ? 3 : 2); digit++) {
        text.append(ALPHABET.charAt(value % 45));
        value /= 45;
      }
    }
    return text.toString();
  }

  /** What a terminal holds beside the clock. */
  record Terminal(
      List<SecondKey> keys, List<String> suites, Optional<SecondList> list, long skew, long now) {}

  static String read(String text, Optional<Integer> sceneBit, Terminal terminal) {
    if (text.getBytes(StandardCharsets.UTF_8).length > 4096) {
      return "oversized";
    }
    if (!text.startsWith("YM:")) {
      return "not ours";
    }
    String encoded = text.substring(3);
    if (encoded.chars().anyMatch(c -> c < 32 || (c >= 127 && c < 160))) {
      return "control characters";
    }
    if (encoded.chars().anyMatch(c -> ALPHABET.indexOf(c) < 0)) {
      return "forged";
    }
    int rest = encoded.length() % 3;
    ByteBuffer bytes = ByteBuffer.allocate(encoded.length());
    for (int at = 0; at + 3 <= encoded.length(); at += 3) {
      int value = group(encoded.substring(at, at + 3));
      if (value > 65535) {
        return "forged";
      }
      bytes.putShort((short) value);
    }
    if (bytes.position() == 0) {
      return "truncated";
    }
    if (bytes.get(0) != 1) {
      return "unknown version";
    }
    if (bytes.position() < 34) {
      return "truncated";
    }
    int length = 34 + (bytes.get(33) & 255) + 64;
    int characters = length / 2 * 3 + length % 2 * 2;
    if (encoded.length() != characters) {
      return encoded.length() < characters ? "truncated" : "forged";
    }
    if (rest == 2) {
      int last = group(encoded.substring(encoded.length() - 2));
      if (last > 255) {
        return "forged";
      }
      bytes.put((byte) last);
    }
    byte[] all = Arrays.copyOf(bytes.array(), length);
    return judge(
        Arrays.copyOf(all, length - 64),
        Arrays.copyOfRange(all, length - 64, length),
        sceneBit,
        terminal);
  }

  private static int group(String characters) {
    int value = 0;
    for (int i = characters.length() - 1; i >= 0; i--) {
      value = value * 45 + ALPHABET.indexOf(characters.charAt(i));
    }
    return value;
  }

  private static String judge(
      byte[] body, byte[] signature, Optional<Integer> sceneBit, Terminal terminal) {
    ByteBuffer in = ByteBuffer.wrap(body);
    boolean dynamic = in.get(1) == 0;
    long issued = in.getInt(23) & 0xFFFFFFFFL;
    long validity = in.getInt(27) & 0xFFFFFFFFL;
    if (in.get(1) < 0 || in.get(1) > 1 || validity == 0 || !decimal(body) || !extensions(body)) {
      return "forged";
    }
    int id = in.getShort(5) & 0xFFFF;
    Optional<SecondKey> key =
        terminal.keys().stream()
            .filter(k -> k.id() == id && k.notBefore() <= issued && issued < k.notAfter())
            .findFirst();
    if (key.isEmpty()) {
      return "unknown key";
    }
    if (!terminal.suites().contains(key.get().suite())) {
      return "downgraded suite";
    }
    byte[] context = "YIMA-CODE:".getBytes(StandardCharsets.US_ASCII);
    if (!key.get().verifies(joined(context, body), signature)) {
      return "forged";
    }
    long now = terminal.now();
    long ahead = terminal.skew() + (dynamic ? 900 : 0);
    Optional<SecondList> list = terminal.list();
    if (now < issued - ahead || list.filter(l -> now < l.issued() - terminal.skew()).isPresent()) {
      return "clock skew";
    }
    if (now < issued - terminal.skew()) {
      return "not yet valid";
    }
    if (now >= issued + validity + terminal.skew()) {
      return "expired";
    }
    byte[] hash = sha256(Arrays.copyOfRange(body, 7, 23));
    if (list.filter(l -> l.contains(hash)).isPresent()) {
      return "revoked";
    }
    if (sceneBit.isPresent() && (in.getShort(31) >> sceneBit.get() & 1) == 0) {
      return "wrong scene";
    }
    return list.filter(l -> now >= l.issued() + l.ageLimit()).isPresent()
        ? "stale list"
        : "genuine";
  }

  private static boolean decimal(byte[] body) {
    for (int at = 2; at < 5; at++) {
      if ((body[at] >> 4 & 15) > 9 || (body[at] & 15) > 9) {
        return false;
      }
    }
    return true;
  }

  private static boolean extensions(byte[] body) {
    int at = 34;
    int previous = -1;
    while (at < body.length) {
      if (at + 2 > body.length || (body[at] & 255) <= previous) {
        return false;
      }
      previous = body[at] & 255;
      at += 2 + (body[at + 1] & 255);
    }
    return at == body.length;
  }
}
