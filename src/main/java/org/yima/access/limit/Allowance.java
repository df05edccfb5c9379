package org.yima.access.limit;

import java.time.Duration;

/**
 * A leaky bucket, in the form that asks for one number only (GCRA, the generic cell rate algorithm
 * of ITU-T I.371): the time at which the bucket will be empty. A minute's calls may come at once;
 * after that they are let in as the bucket leaks.
 *
 * @param emptyAt nanoseconds on the caller's time line
 */
record Allowance(long emptyAt) {
  private static final long WINDOW = Duration.ofMinutes(1).toNanos();

  /** A bucket that nothing was poured into. */
  static Allowance untouched(long now) {
    return new Allowance(now);
  }

  /** What a call leaves behind; a refused one leaves the bucket as it is. */
  Allowance after(long now, int perMinute) {
    return waits(now, perMinute).isZero()
        ? new Allowance(Math.max(emptyAt, now) + WINDOW / perMinute)
        : this;
  }

  /** How long a call must wait from now; zero when it may come in. */
  Duration waits(long now, int perMinute) {
    long over = Math.max(emptyAt, now) + WINDOW / perMinute - now - WINDOW;
    return over <= 0 ? Duration.ZERO : Duration.ofNanos(over);
  }
}
