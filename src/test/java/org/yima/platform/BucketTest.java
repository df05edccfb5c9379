package org.yima.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BucketTest {

  /**
   * Keys that differ only at their end, as phone numbers do, must still fall everywhere. With
   * 409,600 keys each bucket expects 100; the chi-squared statistic then has 4,095 degrees of
   * freedom, mean 4,095 and standard deviation 90.5, so a hash that is uniform lies within six of
   * them. The keys are fixed, so the test answers the same at each run.
   */
  @Test
  void keysFallEvenlyOverAllBuckets() {
    int[] counts = new int[Bucket.COUNT];
    IntStream.range(0, 409_600)
        .map(i -> Bucket.ofKey("1990" + String.format("%07d", i)))
        .forEach(bucket -> counts[bucket]++);
    long squares = IntStream.of(counts).mapToLong(n -> (long) (n - 100) * (n - 100)).sum();
    assertThat(squares / 100).isBetween(4_095L - 543, 4_095L + 543);
  }

  /** Stored rows depend on these: a bucket never changes. */
  @Test
  void bucketsNeverChange() {
    assertThat(Bucket.ofHash(new byte[] {0, 0})).isZero();
    assertThat(Bucket.ofHash(new byte[] {(byte) 0xff, (byte) 0xff})).isEqualTo(4095);
    assertThat(Bucket.ofHash(new byte[] {0x12, 0x34, 0x56})).isEqualTo(0x123);
    // SHA-256 of "abc" begins ba78 16bf (FIPS 180-2, B.1).
    assertThat(Bucket.ofKey("abc")).isEqualTo(0xba7);
  }
}
