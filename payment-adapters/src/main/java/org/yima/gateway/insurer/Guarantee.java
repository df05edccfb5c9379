package org.yima.gateway.insurer;

import java.time.Instant;
import java.util.Optional;

/**
 * An amount that the insurer stands for.
 *
 * @param insurerRef the insurer's own number, where it gives one
 * @param validUntil when an unclaimed guarantee ends by itself
 */
public record Guarantee(
    String guaranteeId, State state, Optional<String> insurerRef, Optional<Instant> validUntil) {

  /** Where a guarantee stands. */
  public enum State {
    NOT_FOUND,
    GUARANTEED,
    DECLINED,
    RELEASED,
    CLAIMED
  }

  public static Guarantee notFound(String guaranteeId) {
    return new Guarantee(guaranteeId, State.NOT_FOUND, Optional.empty(), Optional.empty());
  }
}
