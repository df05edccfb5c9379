package org.yima.index.founding;

import java.nio.ByteBuffer;

/** A set of hashes, told apart by their first 128 bits. */
final class Hashes {
  private long[] slots = new long[1 << 12];
  private int size;

  /** False when it was there. */
  boolean add(byte[] hash) {
    ByteBuffer bytes = ByteBuffer.wrap(hash);
    // All zeros mean that a slot is free.
    boolean added = add(bytes.getLong() | 1, bytes.getLong());
    if (added && ++size * 4 > slots.length) {
      long[] before = slots;
      slots = new long[2 * before.length];
      for (int i = 0; i < before.length; i += 2) {
        if (before[i] != 0) {
          boolean unused = add(before[i], before[i + 1]);
        }
      }
    }
    return added;
  }

  private boolean add(long high, long low) {
    int mask = slots.length - 1;
    int at = ((int) (low ^ (low >>> 32)) << 1) & mask;
    while (slots[at] != 0) {
      if (slots[at] == high && slots[at + 1] == low) {
        return false;
      }
      at = (at + 2) & mask;
    }
    slots[at] = high;
    slots[at + 1] = low;
    return true;
  }
}
