package org.yima.access.limit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.yima.access.Rate;
import org.yima.platform.Caller;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.Problem;
import org.yima.platform.Role;

/** What one call may owe is kept in mind until all of it has leaked, however long that takes. */
class DebtTest {
  /** A limit of its usual size, and nothing counted per network. */
  private static final LimitConfig CONFIG =
      new LimitConfig() {
        @Override
        public boolean networks() {
          return false;
        }

        @Override
        public boolean callers() {
          return true;
        }

        @Override
        public Optional<List<String>> trustedProxies() {
          return Optional.empty();
        }

        @Override
        public int kept() {
          return 100;
        }

        @Override
        public Map<Rate, PerMinute> rates() {
          return Map.of();
        }
      };

  private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

  @Test
  void aGreatBatchIsOwedForAsLongAsItsRowsWouldHaveTaken() {
    AtomicReference<Instant> now = new AtomicReference<>(START);
    InstantSource source = now::get;
    Clock clock = source.withZone(ZoneOffset.UTC);
    Limits limits = new Limits(CONFIG, clock, new SimpleMeterRegistry());
    Ids ids = new Ids(clock, new SecureRandom());
    Caller hospital =
        new Caller(
            Role.HOSPITAL,
            Optional.of(ids.founding(IdType.CLIENT)),
            Optional.of(ids.founding(IdType.INSTITUTION)),
            Optional.empty());
    int minutes = 30;
    limits.spend(Rate.CARD_BATCH, hospital, Rate.CARD_BATCH.callerPerMinute() * minutes);

    now.set(START.plus(Duration.ofMinutes(minutes - 1)).minusSeconds(1));
    assertThatThrownBy(() -> limits.spend(Rate.CARD_BATCH, hospital, 600))
        .isInstanceOf(Problem.class);
    now.set(START.plus(Duration.ofMinutes(minutes)));
    assertThatCode(() -> limits.spend(Rate.CARD_BATCH, hospital, 600)).doesNotThrowAnyException();
  }
}
