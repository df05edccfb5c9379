package org.yima.card.scan;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.yima.platform.Job;

/** Blanks scanned tokens that nobody used in time. */
@ApplicationScoped
class ExpiredTokens implements Job {
  private static final int AT_ONCE = 5_000;

  private final ResolutionStore store;

  ExpiredTokens(ResolutionStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "card.expired-tokens";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Uni<Void> run() {
    return store.blank(AT_ONCE);
  }
}
