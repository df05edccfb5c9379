package org.yima.migration.running;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionException;
import org.yima.platform.Database;
import org.yima.platform.Id;

/** Works on a migration by hand, and lets batches die just before they commit. */
@ApplicationScoped
public class Steps {
  private final BatchRunner runner;
  private final MigrationJob job;
  private final Database database;

  Steps(BatchRunner runner, MigrationJob job, Database database) {
    this.runner = runner;
    this.job = job;
    this.database = database;
  }

  /** One batch; answers whether there is more. */
  public boolean one(Id migration) {
    return runner.step(migration).await().indefinitely();
  }

  public void all(Id migration) {
    boolean more = true;
    while (more) {
      more = one(migration);
    }
  }

  /** A turn of the job, its pauses being over. */
  public void turn(Id migration) {
    var due =
        database
            .query(
                "update migration set retry_at = null where bucket = $1 and id = $2",
                migration.bucket(),
                migration.uuid())
            .await()
            .indefinitely();
    if (due.rowCount() != 1) {
      throw new AssertionError("no such migration");
    }
    job.run().await().indefinitely();
  }

  /** Does a whole batch and fails before it commits, as a server does that is killed there. */
  public void oneThatDies(Id migration) {
    try {
      database
          .tx(
              tx ->
                  runner
                      .batch(tx, migration)
                      .invoke(
                          more -> {
                            throw new CompletionException("killed", null);
                          }))
          .await()
          .indefinitely();
      throw new AssertionError("the batch should have died");
    } catch (CompletionException killed) {
      // As wanted: nothing of the batch may be there.
    }
  }
}
