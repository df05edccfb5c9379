package org.yima.card.life;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.yima.platform.Database;
import org.yima.platform.Job;

/**
 * Tells that temporary cards have ended. Online their own end counts at once; terminals without
 * network learn it from their list alone, for the codes on the paper are signed for longer.
 */
@ApplicationScoped
class EndedCards implements Job {
  private static final int AT_ONCE = 500;

  private final CardStore store;
  private final Database database;

  EndedCards(CardStore store, Database database) {
    this.store = store;
    this.database = database;
  }

  @Override
  public String name() {
    return "card.ended";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Uni<Void> run() {
    return database.tx(tx -> store.ended(tx, AT_ONCE).chain(ended -> CardLife.told(tx, ended)));
  }
}
