package org.yima.index.founding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows come in the order of an index over bucket and id, as far as milliseconds tell it. */
class OrderTest {
  private static final long SEED = 20261122;
  private static final long NOW = 0x019E1D2A3B40L;

  @Test
  void placesStandByBucketAndThenByTime() {
    Random random = new Random(SEED);
    long[] high =
        IntStream.range(0, 5000)
            .mapToLong(i -> ((NOW + random.nextInt(1 << 20)) << 16) | 0x7000 | random.nextInt(4096))
            .toArray();
    int[] order = Order.of(high.length, place -> high[place]);
    assertThat(order).hasSize(high.length).doesNotHaveDuplicates();
    assertThat(IntStream.of(order).boxed())
        .isSortedAccordingTo(
            Comparator.<Integer>comparingLong(place -> high[place] & 4095)
                .thenComparingLong(place -> high[place] >>> 16));
  }

  @Test
  void noneAndOneAreInOrder() {
    assertThat(Order.of(0, place -> 0)).isEmpty();
    assertThat(Order.of(1, place -> Long.MAX_VALUE)).containsExactly(0);
  }
}
