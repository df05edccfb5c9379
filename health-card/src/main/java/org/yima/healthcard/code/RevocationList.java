package org.yima.healthcard.code;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;

/**
 * The handles that are no longer good although their signatures are: static codes of lost or frozen
 * cards, and codes handed out ahead. Dynamic codes die by expiry and need no entry. It holds hashes
 * of handles, never handles, so the list itself helps nobody to a code.
 *
 * <p>Almost every lookup is of a code that is not listed; a small filter answers those, and only
 * what passes it is searched in the sorted list, so the answer is exact.
 */
public final class RevocationList {
  /**
   * Sixteen bits per entry with four probes: about one in four hundred lookups goes on to the
   * search.
   */
  private static final int BITS_PER_ENTRY = 16;

  private static final int PROBES = 4;
  private static final int HASH = 32;

  private final Bytes[] sorted;
  private final long[] filter;

  private RevocationList(Bytes[] sorted) {
    this.sorted = sorted;
    this.filter = new long[Math.max(1, sorted.length * BITS_PER_ENTRY / Long.SIZE)];
    for (Bytes hash : sorted) {
      byte[] content = hash.toArray();
      for (int probe = 0; probe < PROBES; probe++) {
        long bit = bit(content, probe);
        filter[(int) (bit / Long.SIZE)] |= 1L << (bit % Long.SIZE);
      }
    }
  }

  /** A list that revokes nothing. */
  public static RevocationList empty() {
    return new RevocationList(new Bytes[0]);
  }

  /**
   * A list of these handles.
   *
   * @param handleHashes {@link Handle#hash()} of each, 32 bytes, in any order
   */
  public static RevocationList of(Collection<Bytes> handleHashes) {
    if (handleHashes.stream().anyMatch(hash -> hash.size() != HASH)) {
      throw new IllegalArgumentException("a handle's hash has 32 bytes");
    }
    return new RevocationList(handleHashes.stream().distinct().sorted().toArray(Bytes[]::new));
  }

  /** True when the handle with that hash is revoked. */
  public boolean contains(Bytes handleHash) {
    return handleHash.size() == HASH
        && passesFilter(handleHash)
        && Arrays.binarySearch(sorted, handleHash) >= 0;
  }

  /** How many handles are revoked. */
  public int size() {
    return sorted.length;
  }

  /** True for every listed hash and for few others. */
  boolean passesFilter(Bytes handleHash) {
    byte[] content = handleHash.toArray();
    for (int probe = 0; probe < PROBES; probe++) {
      long bit = bit(content, probe);
      if ((filter[(int) (bit / Long.SIZE)] & 1L << (bit % Long.SIZE)) == 0) {
        return false;
      }
    }
    return true;
  }

  /** The hash is uniform already, so each probe takes eight bytes of it. */
  private long bit(byte[] hash, int probe) {
    long word = ByteBuffer.wrap(hash).getLong(probe * Long.BYTES);
    return Long.remainderUnsigned(word, (long) filter.length * Long.SIZE);
  }
}
