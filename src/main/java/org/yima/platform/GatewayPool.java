package org.yima.platform;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Callable;

/**
 * The bounded pool on which blocking calls to gateways run. What comes back continues on the
 * context that asked, so that a database transaction may follow. Never called inside one.
 */
@ApplicationScoped
public class GatewayPool {
  private static final int THREADS = 32;

  private final Vertx vertx;
  private final WorkerExecutor workers;

  public GatewayPool(Vertx vertx) {
    this.vertx = vertx;
    this.workers = vertx.createSharedWorkerExecutor("yima-gateway", THREADS);
  }

  /** Runs the call when it is subscribed to; a call that throws fails the pipeline. */
  public <T> Uni<T> call(Callable<T> call) {
    return Uni.createFrom()
        .completionStage(
            () -> {
              // Names the context to come back to, also for callers that had none.
              vertx.getOrCreateContext();
              return workers.executeBlocking(call, false).toCompletionStage();
            });
  }

  void stop(@Observes ShutdownEvent event) {
    workers.close();
  }
}
