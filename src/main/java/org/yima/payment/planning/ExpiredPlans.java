package org.yima.payment.planning;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.yima.platform.Job;

/** Ends plans that ran out; with them goes the authorisation they held. */
@ApplicationScoped
class ExpiredPlans implements Job {
  private final PlanStore store;

  ExpiredPlans(PlanStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "plans-expired";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(3);
  }

  @Override
  public Uni<Void> run() {
    return store.closeExpired();
  }
}
