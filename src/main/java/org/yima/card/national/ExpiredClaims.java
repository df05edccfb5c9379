package org.yima.card.national;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.yima.platform.Job;

/** Forgets the claims on other applications' codes that are long over. */
@ApplicationScoped
class ExpiredClaims implements Job {
  private static final int AT_ONCE = 5_000;

  private final CentreClaims claims;

  ExpiredClaims(CentreClaims claims) {
    this.claims = claims;
  }

  @Override
  public String name() {
    return "card.expired-claims";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(30);
  }

  @Override
  public Uni<Void> run() {
    return claims.forget(AT_ONCE);
  }
}
