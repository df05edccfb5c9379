package org.yima.platform;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where blocking calls to gateways run: each gateway on threads of its own, with room for so many
 * that wait, so that one that hangs starves no other. What comes back continues on the context that
 * asked, so that a database transaction may follow. Refuses to be called inside one.
 */
@ApplicationScoped
public class GatewayPool {
  /** Calls to one gateway at a time. */
  static final int THREADS = 16;

  /**
   * Calls to one gateway that are running or wait for a thread. More are not made: at ten seconds a
   * call, the longest that an adapter takes, the last of these begins after half a minute, and ends
   * before a driver's hold on its payment does.
   */
  static final int BOUND = 64;

  private final Vertx vertx;
  private final MeterRegistry meters;
  private final Map<Gateway, Lane> lanes = new ConcurrentHashMap<>();

  public GatewayPool(Vertx vertx, MeterRegistry meters) {
    this.vertx = vertx;
    this.meters = meters;
  }

  /**
   * Runs the call when it is subscribed to; a call that throws fails the pipeline. Fails with
   * {@link GatewayBusyException}, without calling, when too many to the same gateway are under way.
   */
  public <T> Uni<T> call(Gateway gateway, Callable<T> call) {
    return Inside.refused(
        "a call to a gateway",
        Uni.createFrom()
            .deferred(() -> lanes.computeIfAbsent(gateway, this::lane).call(vertx, call)));
  }

  private Lane lane(Gateway gateway) {
    Lane lane =
        new Lane(
            gateway,
            vertx.createSharedWorkerExecutor("yima-gateway-" + gateway.name(), THREADS),
            new AtomicInteger());
    meters.gauge("yima.gateway.calls", Tags.of("gateway", gateway.name()), lane.underWay());
    return lane;
  }

  void stop(@Observes ShutdownEvent event) {
    lanes.values().forEach(lane -> lane.workers().close());
  }

  /** The way to one gateway. */
  private record Lane(Gateway gateway, WorkerExecutor workers, AtomicInteger underWay) {
    <T> Uni<T> call(Vertx vertx, Callable<T> call) {
      if (underWay.incrementAndGet() > BOUND) {
        underWay.decrementAndGet();
        return Uni.createFrom().failure(new GatewayBusyException(gateway));
      }
      return Uni.createFrom()
          .completionStage(
              () -> {
                // Names the context to come back to, also for callers that had none.
                vertx.getOrCreateContext();
                return workers
                    .executeBlocking(call, false)
                    .onComplete(ended -> underWay.decrementAndGet())
                    .toCompletionStage();
              });
    }
  }
}
