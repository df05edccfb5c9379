package org.yima.healthcard.second;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** A revocation list as section "Revocation list" gives it; entries as hexadecimal text. */
record SecondList(
    String region,
    long number,
    long issued,
    long ageLimit,
    TreeSet<String> entries,
    byte[] filter) {
  /** Either a list or the word that refuses it. */
  record Answer(String word, Optional<SecondList> list) {}

  private static Answer no(String word) {
    return new Answer(word, Optional.empty());
  }

  /** By the filter first, as a terminal with little memory would, then exactly. */
  boolean contains(byte[] hash) {
    return passes(filter, hash) && entries.contains(hex(Arrays.copyOf(hash, 16)));
  }

  static boolean passes(byte[] filter, byte[] hash) {
    for (int i = 0; i < 8; i++) {
      int bit = bit(hash, i, filter.length * 8L);
      if ((filter[bit / 8] >> bit % 8 & 1) == 0) {
        return false;
      }
    }
    return true;
  }

  private static int bit(byte[] entry, int i, long m) {
    long a = ByteBuffer.wrap(entry).getLong(0);
    long b = ByteBuffer.wrap(entry).getLong(8);
    return (int) Long.remainderUnsigned(a + i * (b | 1), m);
  }

  private static String hex(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte next : bytes) {
      text.append(String.format("%02x", next));
    }
    return text.toString();
  }

  static byte[] filter(TreeSet<String> entries) {
    byte[] filter = new byte[Math.max(8, 2 * entries.size())];
    for (byte[] entry : bytes(entries)) {
      for (int i = 0; i < 8; i++) {
        int bit = bit(entry, i, filter.length * 8L);
        filter[bit / 8] |= (byte) (1 << bit % 8);
      }
    }
    return filter;
  }

  private static List<byte[]> bytes(TreeSet<String> entries) {
    return entries.stream().map(java.util.HexFormat.of()::parseHex).toList();
  }

  /** Writes a whole list. */
  static byte[] write(
      String region,
      int keyId,
      long number,
      long issued,
      long ageLimit,
      List<byte[]> handles,
      String suite,
      byte[] secret) {
    TreeSet<String> entries = new TreeSet<>();
    handles.forEach(handle -> entries.add(hex(Arrays.copyOf(Second.sha256(handle), 16))));
    byte[] list = Second.joined(bytes(entries).toArray(byte[][]::new));
    byte[] filter = filter(entries);
    ByteBuffer out = ByteBuffer.allocate(93);
    out.put("YRL".getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
    for (int i = 0; i < 6; i += 2) {
      out.put((byte) Integer.parseInt(region.substring(i, i + 2), 16));
    }
    out.putShort((short) keyId).putLong(number).putInt((int) issued).putInt((int) ageLimit);
    out.putInt(entries.size()).put(Second.sha256(list)).put(Second.sha256(filter));
    byte[] signed = signed(out.array());
    byte[] signature = SecondKey.sign(suite, secret, java.math.BigInteger.TEN, signed);
    return Second.joined(out.array(), signature, new byte[] {0}, filter, list);
  }

  private static byte[] signed(byte[] statement) {
    return Second.joined("YIMA-LIST:".getBytes(StandardCharsets.US_ASCII), statement);
  }

  static Answer read(byte[] wire, List<SecondKey> keys, Optional<SecondList> held) {
    if (wire.length < 3 || wire[0] != 'Y' || wire[1] != 'R' || wire[2] != 'L') {
      return no("not a list");
    }
    if (wire.length > 3 && wire[3] != 1) {
      return no("unknown version");
    }
    if (wire.length < 158) {
      return no("truncated");
    }
    ByteBuffer in = ByteBuffer.wrap(wire);
    String region = hex(Arrays.copyOfRange(wire, 4, 7));
    long number = in.getLong(9);
    long issued = in.getInt(17) & 0xFFFFFFFFL;
    long ageLimit = in.getInt(21) & 0xFFFFFFFFL;
    if (!region.matches("[0-9]{6}") || number < 0 || ageLimit == 0 || in.getInt(25) < 0) {
      return no("forged");
    }
    int id = in.getShort(7) & 0xFFFF;
    Optional<SecondKey> key =
        keys.stream()
            .filter(k -> k.id() == id && k.notBefore() <= issued && issued < k.notAfter())
            .findFirst();
    if (key.isEmpty()) {
      return no("unknown key");
    }
    byte[] signature = Arrays.copyOfRange(wire, 93, 157);
    if (!key.get().verifies(signed(Arrays.copyOf(wire, 93)), signature)) {
      return no("forged");
    }
    if (held.filter(h -> !h.region().equals(region)).isPresent()) {
      return no("other issuer");
    }
    if (held.filter(h -> h.number() > number).isPresent()) {
      return no("older");
    }
    if (wire[157] != 0 && wire[157] != 1) {
      return no("unknown version");
    }
    return wire[157] == 0
        ? whole(wire, region, number, issued, ageLimit)
        : delta(wire, region, number, issued, ageLimit, held);
  }

  private static Answer whole(byte[] wire, String region, long number, long issued, long ageLimit) {
    long count = ByteBuffer.wrap(wire).getInt(25);
    long filterLength = Math.max(8, 2 * count);
    long expected = 158 + filterLength + 16 * count;
    if (wire.length != expected) {
      return no(wire.length < expected ? "truncated" : "forged");
    }
    TreeSet<String> entries = new TreeSet<>();
    if (!take(wire, 158 + (int) filterLength, (int) count, entries)) {
      return no("forged");
    }
    byte[] sent = Arrays.copyOfRange(wire, 158, 158 + (int) filterLength);
    return Arrays.equals(sent, filter(entries))
        ? checked(wire, new SecondList(region, number, issued, ageLimit, entries, sent))
        : no("forged");
  }

  private static Answer delta(
      byte[] wire,
      String region,
      long number,
      long issued,
      long ageLimit,
      Optional<SecondList> held) {
    if (wire.length < 174) {
      return no("truncated");
    }
    if (held.filter(h -> h.number() == ByteBuffer.wrap(wire).getLong(158)).isEmpty()) {
      return no("other base");
    }
    long went = ByteBuffer.wrap(wire).getInt(166);
    long came = ByteBuffer.wrap(wire).getInt(170);
    long expected = 174 + 16 * (went + came);
    if (went < 0 || came < 0 || wire.length > expected) {
      return no("forged");
    }
    if (wire.length < expected) {
      return no("truncated");
    }
    TreeSet<String> gone = new TreeSet<>();
    TreeSet<String> fresh = new TreeSet<>();
    if (!take(wire, 174, (int) went, gone)
        || !take(wire, 174 + 16 * (int) went, (int) came, fresh)) {
      return no("forged");
    }
    TreeSet<String> entries = new TreeSet<>(held.get().entries());
    entries.removeAll(gone);
    entries.addAll(fresh);
    return checked(
        wire, new SecondList(region, number, issued, ageLimit, entries, filter(entries)));
  }

  private static boolean take(byte[] wire, int from, int count, TreeSet<String> entries) {
    List<String> taken = new ArrayList<>();
    for (int at = from; at < from + 16 * count; at += 16) {
      taken.add(hex(Arrays.copyOfRange(wire, at, at + 16)));
    }
    entries.addAll(taken);
    return List.copyOf(entries).equals(taken);
  }

  private static Answer checked(byte[] wire, SecondList list) {
    byte[] entries = Second.joined(bytes(list.entries()).toArray(byte[][]::new));
    boolean holds =
        list.entries().size() == ByteBuffer.wrap(wire).getInt(25)
            && Arrays.equals(Second.sha256(entries), Arrays.copyOfRange(wire, 29, 61))
            && Arrays.equals(Second.sha256(list.filter()), Arrays.copyOfRange(wire, 61, 93));
    return holds ? new Answer("current", Optional.of(list)) : no("forged");
  }
}
