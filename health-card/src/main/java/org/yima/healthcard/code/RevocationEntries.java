package org.yima.healthcard.code;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/**
 * The exact part of a revocation list: the first sixteen bytes of each listed handle's hash, as two
 * numbers, ascending. Handles are drawn at random by the issuer, so two of them agree in sixteen
 * bytes of their hashes as rarely as they agree altogether.
 */
final class RevocationEntries {
  static final int SIZE = 2 * Long.BYTES;
  static final RevocationEntries NONE = new RevocationEntries(new long[0]);

  /** High and low half of each entry in turn. */
  private final long[] halves;

  private RevocationEntries(long[] halves) {
    this.halves = halves;
  }

  /** The entries of these hashes, in order and each once. */
  static RevocationEntries of(Collection<Bytes> hashes) {
    long[] halves = new long[2 * hashes.size()];
    int at = 0;
    Bytes[] sorted = hashes.stream().sorted().toArray(Bytes[]::new);
    for (Bytes hash : sorted) {
      long high = hash.longAt(0);
      long low = hash.longAt(Long.BYTES);
      if (at == 0 || halves[at - 2] != high || halves[at - 1] != low) {
        halves[at++] = high;
        halves[at++] = low;
      }
    }
    return new RevocationEntries(Arrays.copyOf(halves, at));
  }

  /** Takes that many entries; nothing when they do not ascend strictly. */
  static Optional<RevocationEntries> take(ByteBuffer in, int size) {
    long[] halves = new long[2 * size];
    for (int at = 0; at < halves.length; at++) {
      halves[at] = in.getLong();
    }
    RevocationEntries entries = new RevocationEntries(halves);
    for (int index = 1; index < size; index++) {
      if (compare(entries, index - 1, entries.high(index), entries.low(index)) >= 0) {
        return Optional.empty();
      }
    }
    return Optional.of(entries);
  }

  int size() {
    return halves.length / 2;
  }

  long high(int index) {
    return halves[2 * index];
  }

  long low(int index) {
    return halves[2 * index + 1];
  }

  boolean contains(long high, long low) {
    int from = 0;
    int to = size() - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      int order = compare(this, middle, high, low);
      if (order == 0) {
        return true;
      }
      if (order < 0) {
        from = middle + 1;
      } else {
        to = middle - 1;
      }
    }
    return false;
  }

  /** These entries without those, in order. */
  RevocationEntries minus(RevocationEntries others) {
    long[] left = new long[halves.length];
    int at = 0;
    for (int index = 0; index < size(); index++) {
      if (!others.contains(high(index), low(index))) {
        left[at++] = high(index);
        left[at++] = low(index);
      }
    }
    return new RevocationEntries(Arrays.copyOf(left, at));
  }

  /** These entries and those, in order; the two have none in common. */
  RevocationEntries plus(RevocationEntries others) {
    long[] all = new long[halves.length + others.halves.length];
    int mine = 0;
    int theirs = 0;
    for (int at = 0; at < all.length; at += 2) {
      boolean takeMine =
          theirs == others.size()
              || (mine < size()
                  && compare(this, mine, others.high(theirs), others.low(theirs)) < 0);
      RevocationEntries from = takeMine ? this : others;
      int index = takeMine ? mine++ : theirs++;
      all[at] = from.high(index);
      all[at + 1] = from.low(index);
    }
    return new RevocationEntries(all);
  }

  byte[] toArray() {
    ByteBuffer out = ByteBuffer.allocate(halves.length * Long.BYTES);
    out.asLongBuffer().put(halves);
    return out.array();
  }

  private static int compare(RevocationEntries entries, int index, long high, long low) {
    int order = Long.compareUnsigned(entries.high(index), high);
    return order != 0 ? order : Long.compareUnsigned(entries.low(index), low);
  }
}
