package org.yima.payment.refund;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.yima.platform.Database;
import org.yima.platform.Job;

/**
 * Ends refunds that wait for a resident who does not answer: what stood stands, and the hospital
 * may ask for another. One that waits for ever would hold up every other refund of its payment.
 */
@ApplicationScoped
public class UnansweredRefunds implements Job {
  private static final Logger LOG = Logger.getLogger(UnansweredRefunds.class);
  private static final int BATCH = 100;

  private final Database database;
  private final RefundStore refunds;
  private final Duration patience;
  private final Clock clock;

  UnansweredRefunds(
      Database database,
      RefundStore refunds,
      @ConfigProperty(name = "yima.payment.refund-waits", defaultValue = "P7D") Duration patience,
      Clock clock) {
    this.database = database;
    this.refunds = refunds;
    this.patience = patience;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "refunds-unanswered";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Uni<Void> run() {
    return endSince(OffsetDateTime.now(clock).minus(patience));
  }

  /** Ends those whose resident was last heard of before then. */
  public Uni<Void> endSince(OffsetDateTime before) {
    return refunds
        .waitingSince(before, BATCH)
        .chain(
            waiting ->
                Multi.createFrom()
                    .iterable(waiting)
                    .onItem()
                    .transformToUniAndConcatenate(this::end)
                    .collect()
                    .last()
                    .replaceWithVoid());
  }

  /** One that was confirmed meanwhile does not wait any more and is left alone. */
  private Uni<Void> end(RefundStore.Refund waiting) {
    return database
        .tx(tx -> refunds.endWaiting(tx, waiting.paymentId(), "not-answered"))
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf("refund=%s failed=%s", waiting.id(), failure.getClass().getSimpleName()))
        .onFailure()
        .recoverWithNull();
  }
}
