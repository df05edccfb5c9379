package org.yima.card.visitcard;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.yima.platform.Job;

/** Forgets claims on visit cards, which name a card and a phone. */
@ApplicationScoped
class OldClaims implements Job {
  private final ClaimStore store;

  OldClaims(ClaimStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "card.old-visit-card-claims";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(10);
  }

  @Override
  public Uni<Void> run() {
    return store.forget();
  }
}
