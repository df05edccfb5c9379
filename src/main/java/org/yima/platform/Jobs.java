package org.yima.platform;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Runs every {@link Job}: one at a time of its name over all servers, each on its own context. The
 * lease is renewed while the run lives, and a run that loses it all the same writes nothing more.
 */
@ApplicationScoped
class Jobs {
  private static final Logger LOG = Logger.getLogger(Jobs.class);

  /** So long does the work of a server that was killed rest before another goes on with it. */
  private static final Duration LEASE = Duration.ofSeconds(6);

  private static final Duration GOODBYE = Duration.ofSeconds(2);

  /** Calls again and again until it is told to stop: a timer, or a test's hand. */
  interface Beat {
    Runnable every(Duration pause, Runnable call);
  }

  private final Vertx vertx;
  private final Leases leases;
  private final MeterRegistry meters;
  private final Beat beat;
  private final List<Job> jobs;
  private final boolean enabled;
  private final AtomicBoolean stopping = new AtomicBoolean();

  @Inject
  Jobs(
      Vertx vertx,
      Leases leases,
      MeterRegistry meters,
      @All List<Job> jobs,
      @ConfigProperty(name = "yima.jobs.enabled", defaultValue = "true") boolean enabled) {
    this(vertx, leases, meters, jobs, enabled, timer(vertx));
  }

  Jobs(
      Vertx vertx,
      Leases leases,
      MeterRegistry meters,
      List<Job> jobs,
      boolean enabled,
      Beat beat) {
    this.vertx = vertx;
    this.meters = meters;
    this.beat = beat;
    this.leases = leases;
    this.jobs = jobs;
    this.enabled = enabled;
  }

  private static Beat timer(Vertx vertx) {
    return (pause, call) -> {
      long timer = vertx.setPeriodic(pause.toMillis(), ignored -> call.run());
      return () -> vertx.cancelTimer(timer);
    };
  }

  void start(@Observes StartupEvent event) {
    if (enabled) {
      jobs.forEach(job -> schedule(job, 1));
    }
  }

  /** Gives the leases back, so that the next server need not wait until they run out. */
  void stop(@Observes ShutdownEvent event) {
    stopping.set(true);
    try {
      leases.releaseAll().await().atMost(GOODBYE);
    } catch (RuntimeException unreachable) {
      LOG.warnf("leases kept=%s", unreachable.getClass().getName());
    }
  }

  private void schedule(Job job, long delayMillis) {
    if (!stopping.get()) {
      vertx.setTimer(Math.max(1, delayMillis), timer -> runOnce(job));
    }
  }

  private void runOnce(Job job) {
    if (stopping.get()) {
      return;
    }
    Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
    VertxContextSafetyToggle.setContextSafe(context, true);
    context.runOnContext(
        ignored ->
            leases
                .hold("job/" + job.name(), LEASE)
                .chain(
                    fence ->
                        fence
                            .map(held -> run(job, held))
                            .orElseGet(() -> Uni.createFrom().voidItem()))
                .subscribe()
                .with(
                    done -> schedule(job, job.every().toMillis()),
                    failure -> {
                      count(job, failure instanceof Fence.Lost ? "lost" : "failed");
                      // The message may carry values of a row, so only its kind is written.
                      LOG.warnf(
                          "job=%s failed=%s sqlstate=%s",
                          job.name(),
                          failure.getClass().getName(),
                          Database.sqlState(failure).orElse("-"));
                      LOG.debug("job failure", failure);
                      schedule(job, Math.max(1000, job.every().toMillis()));
                    }));
  }

  private Uni<Void> run(Job job, Fence fence) {
    fence.enter();
    Runnable stop = beat.every(LEASE.dividedBy(3), () -> renew(fence));
    return Uni.createFrom()
        .deferred(job::run)
        .invoke(done -> count(job, "done"))
        .onTermination()
        .invoke(stop);
  }

  private void count(Job job, String outcome) {
    meters.counter("yima.job.runs", "job", job.name(), "outcome", outcome).increment();
  }

  private void renew(Fence fence) {
    leases
        .renew(fence, LEASE)
        .subscribe()
        .with(
            done -> LOG.tracef("lease=%s", fence.name()),
            failure ->
                LOG.warnf("lease=%s not renewed=%s", fence.name(), failure.getClass().getName()));
  }
}
