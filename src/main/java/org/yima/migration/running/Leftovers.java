package org.yima.migration.running;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;

/** What an earlier reading of the files has left behind. */
@ApplicationScoped
public class Leftovers {
  private final RowStore rows;
  private final Quarantine quarantine;

  Leftovers(RowStore rows, Quarantine quarantine) {
    this.rows = rows;
    this.quarantine = quarantine;
  }

  /** Forgets the rows of a phase that is about to be done again; never those of a run. */
  public Uni<Void> forget(SqlTx tx, Id migration, Phase phase) {
    if (phase == Phase.RUN) {
      throw new IllegalArgumentException("what a run has stored stays");
    }
    return rows.forget(tx, migration, phase).chain(() -> quarantine.forget(tx, migration, phase));
  }
}
