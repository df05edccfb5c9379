package org.yima.gateway.insurer;

import java.time.Instant;
import java.util.Optional;

/**
 * An amount that the insurer stands for.
 *
 * @param amountFen what the insurer stands for; 0 where nothing stands and it does not say
 * @param insurerRef the insurer's own number, where it gives one
 * @param validUntil when an unclaimed guarantee ends by itself
 */
public record Guarantee(
    String guaranteeId,
    State state,
    long amountFen,
    Optional<String> insurerRef,
    Optional<Instant> validUntil) {

  /** Where a guarantee stands. */
  public enum State {
    NOT_FOUND,
    GUARANTEED,
    DECLINED,
    RELEASED,
    CLAIMED
  }

  public static Guarantee notFound(String guaranteeId) {
    return new Guarantee(guaranteeId, State.NOT_FOUND, 0, Optional.empty(), Optional.empty());
  }
}
