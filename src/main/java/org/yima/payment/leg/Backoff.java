package org.yima.payment.leg;

import java.time.Duration;
import java.time.Instant;

/** How long to wait before asking again: doubling from one second, each pace with its own end. */
final class Backoff {
  private Backoff() {}

  /** A payer is expected to act: the wallet's own message usually comes first. */
  static Instant payer(int tries, Instant now) {
    return after(tries, 15, now);
  }

  /** An outcome is not known. */
  static Instant unknown(int tries, Instant now) {
    return after(tries, 60, now);
  }

  /** Somebody has to act: the merchant's finance, the insurer, the bureau. */
  static Instant owner(Instant now) {
    return now.plus(Duration.ofMinutes(10));
  }

  /** By then a call whose answer was lost has arrived, or never will. */
  static Instant arrived(Instant now) {
    return now.plus(Duration.ofMinutes(2));
  }

  private static Instant after(int tries, long longestSeconds, Instant now) {
    return now.plusSeconds(Math.min(longestSeconds, 1L << Math.min(tries, 10)));
  }
}
