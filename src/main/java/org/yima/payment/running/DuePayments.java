package org.yima.payment.running;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jboss.logging.Logger;
import org.yima.payment.attempt.Started;
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

  /** One that can't be driven must not come first again and again, before all others. */
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

  private final PaymentStore store;
  private final Driver driver;
  private final Clock clock;

  DuePayments(PaymentStore store, Driver driver, Clock clock) {
    this.store = store;
    this.driver = driver;
    this.clock = clock;
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
    return store.due(BATCH).chain(due -> Started.each(due, this::started));
  }

  private Uni<Void> started(Id payment) {
    return Started.waitedFor(
        driver
            .drive(payment)
            .onFailure()
            .invoke(
                failure ->
                    LOG.warnf("payment=%s failed=%s", payment, failure.getClass().getSimpleName()))
            .onFailure()
            .recoverWithUni(
                failure -> store.putOff(payment, OffsetDateTime.now(clock).plus(AFTER_FAILURE))),
        PATIENCE);
  }
}
