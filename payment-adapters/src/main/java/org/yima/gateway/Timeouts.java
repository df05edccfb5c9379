package org.yima.gateway;

import java.time.Duration;

/**
 * The time bounds of one exchange with a gateway. A call of a port is one exchange mostly; where it
 * has to look before it asks, or to find out what a refusal means, it is a few, each within these
 * bounds: an order of WeChat with insurance three, a refund of UnionPay four, an undone payment of
 * UnionPay nine. Whoever waits for a call waits for their sum at most.
 *
 * @param connect until the connection stands
 * @param total until the whole answer is read, the connection included
 */
public record Timeouts(Duration connect, Duration total) {

  /** What no exchange may take longer than. */
  public static final Duration LONGEST = Duration.ofMinutes(2);

  public Timeouts {
    if (connect.isNegative() || connect.isZero() || total.compareTo(connect) < 0) {
      throw new IllegalArgumentException("0 < connect <= total must hold");
    }
    if (total.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("total must not exceed " + LONGEST);
    }
  }

  /** Three seconds to connect, ten in all. */
  public static Timeouts usual() {
    return new Timeouts(Duration.ofSeconds(3), Duration.ofSeconds(10));
  }
}
