package org.yima.payment.attempt;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.yima.platform.Id;

/** Work that is waited for no longer than somebody has time, and goes on by itself after that. */
public final class Started {
  private Started() {}

  /** Begins the work for each of them side by side, and ends with the last. */
  public static Uni<Void> each(List<Id> due, Function<Id, Uni<Void>> work) {
    return due.isEmpty()
        ? Uni.createFrom().voidItem()
        : Multi.createFrom()
            .iterable(due)
            .onItem()
            .transformToUni(work::apply)
            .merge(due.size())
            .onItem()
            .ignoreAsUni();
  }

  /** Begins the work, once, and ends with it or when the patience does. */
  public static Uni<Void> waitedFor(Uni<Void> work, Duration patience) {
    return work.memoize()
        .indefinitely()
        .ifNoItem()
        .after(patience)
        .recoverWithUni(() -> Uni.createFrom().voidItem());
  }
}
