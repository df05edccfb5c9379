package org.yima.access.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.yima.access.Limiter;
import org.yima.access.Rate;
import org.yima.platform.Caller;
import org.yima.platform.PlatformProblem;

/**
 * Counts calls per network and per caller and refuses those beyond the limit.
 *
 * <p>The counts live in the memory of each server, on purpose: they protect against a flood, and a
 * shared count would answer a flood with a write to the database for every call of it. So a network
 * gets its limit at each server, and a restart forgives what is owed there. What must hold
 * everywhere and survive a restart (codes sent to a phone, wrong tries of a password) is counted in
 * the database instead. The memory is bounded: beyond {@code yima.limits.kept} the least used
 * counts are forgotten, and an old count means nothing any more.
 */
@ApplicationScoped
class Limits implements Limiter {
  /** Whose calls are counted together. */
  private record Key(Rate rate, String scope, String who) {}

  private final LimitConfig config;
  private final Networks networks;
  private final Clock clock;
  private final MeterRegistry meters;
  private final Cache<Key, Allowance> kept;

  Limits(LimitConfig config, Clock clock, MeterRegistry meters) {
    this.config = config;
    this.networks = new Networks(config.trustedProxies().orElse(List.of()));
    this.clock = clock;
    this.meters = meters;
    this.kept =
        Caffeine.newBuilder()
            .maximumSize(config.kept())
            .expireAfter(Expiry.writing((Key key, Allowance kept) -> kept.owes(now())))
            .ticker(this::now)
            .build();
  }

  private long now() {
    return TimeUnit.MILLISECONDS.toNanos(clock.millis());
  }

  /** Counts a call from a network; fails beyond the limit. */
  void fromNetwork(Rate rate, String peer, List<String> forwardedFor) {
    if (config.networks()) {
      int limit = limit(rate, LimitConfig.PerMinute::network, rate.networkPerMinute());
      count(new Key(rate, "network", networks.of(peer, forwardedFor)), limit, 1);
    }
  }

  /** Counts a call of a caller who has signed in; fails beyond the limit. */
  void ofCaller(Rate rate, Caller caller) {
    spend(rate, caller, 1);
  }

  @Override
  public void spend(Rate rate, Caller caller, int more) {
    if (config.callers() && caller.id().isPresent()) {
      int limit = limit(rate, LimitConfig.PerMinute::caller, rate.callerPerMinute());
      count(new Key(rate, "caller", caller.name()), limit, more);
    }
  }

  private int limit(Rate rate, Function<LimitConfig.PerMinute, OptionalInt> scope, int usual) {
    return Optional.ofNullable(config.rates().get(rate))
        .map(scope)
        .orElse(OptionalInt.empty())
        .orElse(usual);
  }

  private void count(Key key, int perMinute, int calls) {
    long now = now();
    AtomicReference<Duration> wait = new AtomicReference<>(Duration.ZERO);
    Allowance counted =
        kept.asMap()
            .compute(
                key,
                (same, before) -> {
                  Allowance known = before == null ? Allowance.untouched(now) : before;
                  wait.set(known.waits(now, perMinute, calls));
                  return known.after(now, perMinute, calls);
                });
    if (counted != null && !wait.get().isZero()) {
      meters
          .counter("yima.rate.refused", "rate", key.rate().name(), "scope", key.scope())
          .increment();
      throw PlatformProblem.RATE_LIMITED
          .problem()
          .retryAfter((int) Math.max(1, wait.get().plusMillis(999).toSeconds()));
    }
  }
}
