package org.yima.access.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The leaky bucket, compared with what it promises over any minute. */
class AllowanceTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Test
  void aMinutesCallsMayComeAtOnceAndTheNextWaitsForOneToLeak() {
    Allowance allowance = Allowance.untouched(0);
    for (int call = 0; call < 6; call++) {
      assertThat(allowance.waits(0, 6, 1)).isZero();
      allowance = allowance.after(0, 6, 1);
    }
    assertThat(allowance.waits(0, 6, 1)).hasSeconds(10);
    assertThat(allowance.after(0, 6, 1)).isEqualTo(allowance);
    assertThat(allowance.waits(10 * SECOND - 1, 6, 1)).hasNanos(1);
    assertThat(allowance.waits(10 * SECOND, 6, 1)).isZero();
  }

  /**
   * One call that counts for many is let in as they would be, or runs up a debt that is waited for.
   */
  @Test
  void manyAtOnceCostAsMuchAsOneByOne() {
    Allowance five = Allowance.untouched(0).after(0, 6, 5);
    assertThat(five.waits(0, 6, 1)).isZero();
    assertThat(five.waits(0, 6, 2)).hasSeconds(10);

    Allowance owing = Allowance.untouched(0).after(0, 6, 18);
    assertThat(owing.waits(0, 6, 1)).hasSeconds(130);
    assertThat(five.waits(0, 6, 18)).hasSeconds(50);
  }

  @Test
  void whoWaitsAMinuteHasTheWholeAllowanceAgain() {
    Allowance allowance = Allowance.untouched(0);
    for (int call = 0; call < 6; call++) {
      allowance = allowance.after(0, 6, 1);
    }
    for (int call = 0; call < 6; call++) {
      assertThat(allowance.waits(60 * SECOND, 6, 1)).isZero();
      allowance = allowance.after(60 * SECOND, 6, 1);
    }
  }

  /** Whatever the pattern: at most a burst and what leaked in that time, and the wait is true. */
  @Test
  void noMinuteLetsInMoreThanABurstAndWhatLeaked() {
    long seed = Long.getLong("yima.seed", 11);
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int limit = 1 + random.nextInt(20);
      Allowance allowance = Allowance.untouched(0);
      ArrayDeque<Long> admitted = new ArrayDeque<>();
      long now = 0;
      for (int call = 0; call < 300; call++) {
        now += random.nextInt(4) == 0 ? random.nextLong(60 * SECOND) : random.nextLong(SECOND);
        Duration wait = allowance.waits(now, limit, 1);
        if (wait.isZero()) {
          admitted.add(now);
        } else {
          assertThat(allowance.waits(now + wait.toNanos(), limit, 1)).as("seed %d", seed).isZero();
          assertThat(allowance.waits(now + wait.toNanos() - 1, limit, 1)).isPositive();
        }
        allowance = allowance.after(now, limit, 1);
        long minuteAgo = now - 60 * SECOND;
        admitted.removeIf(at -> at <= minuteAgo);
        assertThat(admitted).as("seed %d", seed).hasSizeLessThanOrEqualTo(2 * limit);
      }
    }
  }
}
