package org.yima.card.national;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.yima.platform.Job;
import org.yima.platform.Problem;

/** Tells the centre of cards whose owners gave them up, until it has answered. */
@ApplicationScoped
class NationalClosing implements Job {
  private static final Logger LOG = Logger.getLogger(NationalClosing.class);
  private static final int BATCH = 20;

  private final NationalCards national;
  private final NationalStore store;

  NationalClosing(NationalCards national, NationalStore store) {
    this.national = national;
    this.store = store;
  }

  @Override
  public String name() {
    return "card-national-closing";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Uni<Void> run() {
    return store
        .due(BATCH)
        .onItem()
        .transformToMulti(Multi.createFrom()::iterable)
        .onItem()
        .transformToUniAndConcatenate(this::close)
        .collect()
        .last();
  }

  private Uni<Void> close(NationalStore.Ending ending) {
    return national
        .close(ending)
        .onFailure(Problem.class)
        .recoverWithItem(
            problem -> {
              LOG.warnf("card=%s closing=%s", ending.card(), problem.type().code());
              return null;
            });
  }
}
