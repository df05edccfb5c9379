package org.yima.access;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Arc;
import java.util.Optional;

/**
 * Counts SQL statements by what the driver itself reports. Work in the background only ever adds to
 * a count, so the least of several tries is the call's own. A relay that empties its backlog adds
 * to every try of a second or more, hence the many: calls that differ for good are rare and may be
 * slow.
 */
final class Statements {
  private static final int TRIES = 300;

  private Statements() {}

  /** The statements of everything the server has asked the database so far. */
  static long all() {
    return Arc.container()
        .instance(MeterRegistry.class)
        .get()
        .find("postgresql.completed")
        .counters()
        .stream()
        .mapToLong(counter -> Math.round(counter.count()))
        .sum();
  }

  /**
   * How the costs of two calls differ, empty when they do not; each is tried until they are equal,
   * a bounded number of times.
   */
  static Optional<String> difference(Runnable one, Runnable other) {
    long least = Long.MAX_VALUE;
    long otherLeast = Long.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      least = Math.min(least, of(one));
      otherLeast = Math.min(otherLeast, of(other));
      if (least == otherLeast) {
        return Optional.empty();
      }
    }
    return Optional.of(least + " statements, not " + otherLeast);
  }

  /** The statements that ran while this call did. */
  static long of(Runnable call) {
    long before = all();
    call.run();
    long ran = all() - before;
    if (ran == 0) {
      // Every call looks its sign-in up, so nothing is counted any more.
      throw new IllegalStateException("the driver reports no statements");
    }
    return ran;
  }
}
