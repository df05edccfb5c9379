package org.yima.payment.attempt;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Work that is waited for no longer than somebody has time, and goes on by itself after that. */
public final class Started {
  private Started() {}

  /** Begins the work, once, and ends with it or when the patience does. */
  public static Uni<Void> waitedFor(Uni<Void> work, Duration patience) {
    return work.memoize()
        .indefinitely()
        .ifNoItem()
        .after(patience)
        .recoverWithUni(() -> Uni.createFrom().voidItem());
  }
}
