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

  /** What so many calls at once leave behind; refused ones leave the bucket as it is. */
  Allowance after(long now, int perMinute, int calls) {
    return waits(now, perMinute, calls).isZero()
        ? new Allowance(Math.max(emptyAt, now) + calls * (WINDOW / perMinute))
        : this;
  }

  /** How long it is remembered: an empty bucket is as good as none. */
  Duration owes(long now) {
    return Duration.ofNanos(Math.max(1, emptyAt - now));
  }

  /**
   * How long so many calls at once must wait from now; zero when they may come in. More than a
   * minute's wait for an empty bucket, and whoever comes next waits until all of it has leaked.
   */
  Duration waits(long now, int perMinute, int calls) {
    long poured = Math.min(calls, perMinute) * (WINDOW / perMinute);
    long over = Math.max(emptyAt, now) + poured - now - WINDOW;
    return over <= 0 ? Duration.ZERO : Duration.ofNanos(over);
  }
}
