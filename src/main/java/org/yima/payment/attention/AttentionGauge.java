package org.yima.payment.attention;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.yima.platform.Job;

/**
 * Counts open matters for the alarm: {@code yima_payments_attention}, by reason and owner. One
 * server counts at a time; the others say not-a-number, so take the maximum over all.
 */
@ApplicationScoped
class AttentionGauge implements Job {
  private static final Duration STALE = Duration.ofMinutes(1);

  private final Attention attention;
  private final MeterRegistry registry;
  private final Clock clock;
  private volatile Counted counted = new Counted(Map.of(), Instant.EPOCH);

  AttentionGauge(Attention attention, MeterRegistry registry, Clock clock) {
    this.attention = attention;
    this.registry = registry;
    this.clock = clock;
  }

  private record Counted(Map<Reason, Long> counts, Instant at) {}

  void register(@Observes StartupEvent event) {
    for (Reason reason : Reason.values()) {
      Gauge.builder("yima.payments.attention", () -> count(reason))
          .description("Payments that need a human")
          .tag("reason", reason.name())
          .tag("owner", reason.owner().name())
          .register(registry);
      // There from the start, so that its first step is a rise.
      Attention.begun(registry, reason).increment(0);
    }
  }

  /** Null stands for not-a-number: somebody else counts. */
  private Number count(Reason reason) {
    Counted last = counted;
    return last.at().plus(STALE).isBefore(clock.instant())
        ? null
        : last.counts().getOrDefault(reason, 0L);
  }

  @Override
  public String name() {
    return "payments-attention-counted";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Uni<Void> run() {
    return attention
        .counts()
        .invoke(counts -> counted = new Counted(counts, clock.instant()))
        .replaceWithVoid();
  }
}
