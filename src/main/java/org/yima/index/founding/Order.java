package org.yima.index.founding;

import java.util.Arrays;
import java.util.function.IntToLongFunction;

/** In what order rows have to come for an index over their ids to be built fastest. */
final class Order {
  private static final int BUCKET_BITS = 12;

  private Order() {}

  /**
   * The places by the buckets of ids and then by their times; of two that have the same of both
   * either may come first.
   *
   * @param high the first word of the id of a place
   */
  static int[] of(int size, IntToLongFunction high) {
    int bits = 64 - Long.numberOfLeadingZeros(size);
    long earliest = Long.MAX_VALUE;
    for (int place = 0; place < size; place++) {
      earliest = Math.min(earliest, time(high.applyAsLong(place)));
    }
    long latest = (1L << (Long.SIZE - BUCKET_BITS - bits)) - 1;
    long[] sorted = new long[size];
    for (int place = 0; place < size; place++) {
      long word = high.applyAsLong(place);
      long bucket = word & ((1 << BUCKET_BITS) - 1);
      long time = Math.min(latest, time(word) - earliest);
      // The first bit turned over: the highest buckets come last.
      sorted[place] =
          ((bucket << (Long.SIZE - BUCKET_BITS)) ^ Long.MIN_VALUE) | (time << bits) | place;
    }
    Arrays.parallelSort(sorted);
    int[] places = new int[size];
    for (int i = 0; i < size; i++) {
      places[i] = (int) (sorted[i] & ((1L << bits) - 1));
    }
    return places;
  }

  /** Milliseconds, of a UUID of version 7. */
  private static long time(long high) {
    return high >>> 16;
  }
}
