package org.yima.gateway.tck;

import java.time.Duration;
import java.util.function.Function;
import org.yima.gateway.Timeouts;

/**
 * An adapter as it is used, and once more with little time for an answer, for the call that gets
 * none.
 */
final class Patience<G> {
  private static final Timeouts LITTLE = new Timeouts(Duration.ofMillis(80), Duration.ofMillis(80));
  private final G usual;
  private final G little;
  private boolean hurried;

  Patience(Function<Timeouts, G> adapter) {
    usual = adapter.apply(Timeouts.usual());
    little = adapter.apply(LITTLE);
  }

  G usual() {
    return usual;
  }

  /** The next call that decides waits for little. */
  void hurry() {
    hurried = true;
  }

  /** For the call that decides. */
  G deciding() {
    G now = hurried ? little : usual;
    hurried = false;
    return now;
  }
}
