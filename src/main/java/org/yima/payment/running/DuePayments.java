package org.yima.payment.running;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.yima.platform.Id;
import org.yima.platform.Job;

/**
 * Drives payments that are due: whose gateway is to be asked again, whose payer has had time, whose
 * driver died. A command is driven at once by its own request; this is what makes it certain.
 */
@ApplicationScoped
class DuePayments implements Job {
  private static final Logger LOG = Logger.getLogger(DuePayments.class);
  private static final int BATCH = 32;

  /** A slow gateway must not hold up the next round; what is under way goes on by itself. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final PaymentStore store;
  private final Driver driver;

  DuePayments(PaymentStore store, Driver driver) {
    this.store = store;
    this.driver = driver;
  }

  @Override
  public String name() {
    return "payments-due";
  }

  @Override
  public Duration every() {
    return Duration.ofMillis(200);
  }

  @Override
  public Uni<Void> run() {
    return store
        .due(BATCH)
        .chain(
            due ->
                Multi.createFrom()
                    .iterable(due)
                    .onItem()
                    .transformToUni(this::started)
                    .merge(BATCH)
                    .collect()
                    .last())
        .replaceWithVoid();
  }

  private Uni<Void> started(Id payment) {
    return driver
        .drive(payment)
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf("payment=%s failed=%s", payment, failure.getClass().getSimpleName()))
        .onFailure()
        .recoverWithNull()
        .memoize()
        .indefinitely()
        .ifNoItem()
        .after(PATIENCE)
        .recoverWithUni(() -> Uni.createFrom().voidItem());
  }
}
