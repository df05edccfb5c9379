package org.yima.migration.running;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.yima.index.PersonIndex;
import org.yima.migration.plan.Migration;
import org.yima.migration.plan.MigrationStore;
import org.yima.migration.plan.Task;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;

/** What happens to stored cards afterwards, batch by batch: they retire, or are taken back. */
@ApplicationScoped
class Aftermath {
  private static final int ROWS = 200;

  private final PersonIndex index;
  private final RowStore rows;
  private final MigrationStore store;

  Aftermath(PersonIndex index, RowStore rows, MigrationStore store) {
    this.index = index;
    this.rows = rows;
    this.store = store;
  }

  Uni<Boolean> step(SqlTx tx, Migration migration, Task task) {
    return rows.after(tx, migration, ROWS)
        .chain(
            placed ->
                placed.isEmpty()
                    ? store.rest(tx, migration.id(), task.leadsTo()).replaceWith(false)
                    : step(tx, migration, task, placed));
  }

  private Uni<Boolean> step(
      SqlTx tx, Migration migration, Task task, List<RowStore.Placed> placed) {
    Migration.Cursor last = placed.get(placed.size() - 1).cursor();
    Uni<Void> done =
        task == Task.RETIRE
            ? index.retire(tx, placed.stream().map(RowStore.Placed::recordId).toList())
            : index.withdraw(tx, made(placed), "migration:" + migration.id());
    return done.chain(() -> store.advance(tx, migration.id(), last, Migration.Counts.NONE))
        .replaceWith(true);
  }

  /** A record that was there before this migration stays. */
  private static List<Id> made(List<RowStore.Placed> placed) {
    return placed.stream().filter(RowStore.Placed::made).map(RowStore.Placed::recordId).toList();
  }
}
