package org.yima;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs reactive work as a request would, each on a Vert.x context of its own. */
public final class Reactive {
  private static final int PATIENCE_SECONDS = 60;

  private Reactive() {}

  /** Starts the work and answers at once. */
  public static <T> CompletableFuture<T> start(Supplier<Uni<T>> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Vertx vertx = Arc.container().instance(Vertx.class).get();
    Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
    VertxContextSafetyToggle.setContextSafe(context, true);
    context.runOnContext(
        ignored ->
            Uni.createFrom()
                .deferred(() -> work.get())
                .subscribe()
                .with(result::complete, result::completeExceptionally));
    return result;
  }

  /** The work's result; its failure is thrown as it is when it is unchecked. */
  public static <T> T await(Supplier<Uni<T>> work) {
    return await(start(work));
  }

  /** The result of work that was started before. */
  public static <T> T await(CompletableFuture<T> started) {
    try {
      return started.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw e;
    }
  }

  /** Says that it has come here, then waits to be let on, and goes on where it was. */
  public static Uni<Void> pause(CompletableFuture<Void> entered, CompletableFuture<Void> goOn) {
    Context here = Vertx.currentContext();
    entered.complete(null);
    return Uni.createFrom()
        .completionStage(goOn)
        .emitOn(command -> here.runOnContext(ignored -> command.run()));
  }
}
