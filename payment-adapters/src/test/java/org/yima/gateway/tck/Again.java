package org.yima.gateway.tck;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Asks until it is told something final. What a gateway has begun ends on a thread of its own,
 * which a busy machine may let wait: time bounds the asking, not how often it was asked.
 */
public final class Again {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

  private Again() {}

  /** The first answer that is wanted, or the last of a minute. */
  public static <T> T until(Predicate<T> wanted, Supplier<T> ask) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    T answer = ask.get();
    while (!wanted.test(answer) && System.nanoTime() - end < 0) {
      answer = ask.get();
    }
    return answer;
  }
}
