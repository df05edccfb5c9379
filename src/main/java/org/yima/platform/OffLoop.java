package org.yima.platform;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Computes on a worker thread what would hold an event loop up, and goes on where it was called: in
 * the same transaction, under the same lease.
 */
public final class OffLoop {
  private OffLoop() {}

  /** The result of {@code work}, which does no I/O; what it throws fails the answer. */
  public static <T> Uni<T> compute(Supplier<T> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Context here = Vertx.currentContext();
              return here == null
                  ? Uni.createFrom()
                      .item(work)
                      .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                  : Uni.createFrom()
                      .completionStage(
                          () ->
                              here.executeBlocking((Callable<T>) work::get, false)
                                  .toCompletionStage());
            });
  }
}
