package org.yima.migration.plan;

import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.yima.migration.MigrationProblem;
import org.yima.migration.cleaning.Mapping;
import org.yima.platform.Id;

/**
 * A migration, as its row holds it.
 *
 * @param task what is being worked on; empty: nothing
 * @param round counts up whenever earlier approvals no longer count
 * @param cursor where the task has come to
 * @param failure why it failed, or stopped, as {@code what:where}
 * @param failures how often in a row the batch at the cursor has failed
 */
public record Migration(
    Id id,
    Id institutionId,
    String name,
    String domain,
    Mapping mapping,
    MigrationStatus status,
    Optional<Task> task,
    int round,
    Cursor cursor,
    Counts counts,
    JsonObject profile,
    Optional<String> failure,
    int failures,
    OffsetDateTime createdAt) {

  /**
   * A place in the files.
   *
   * @param offset in bytes, where the next row begins
   * @param line the physical line of the next row
   */
  public record Cursor(String file, long offset, long line) {
    public static final Cursor START = new Cursor("", 0, 0);
  }

  /** What the task has counted; {@code rowsRead} is {@code stored} and {@code quarantined}. */
  public record Counts(long rowsRead, long stored, long linked, long review, long quarantined) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    public Counts plus(Counts more) {
      return new Counts(
          rowsRead + more.rowsRead,
          stored + more.stored,
          linked + more.linked,
          review + more.review,
          quarantined + more.quarantined);
    }
  }

  /** Fails with the refusal when the command may not be given now. */
  public void mustAllow(MigrationStatus.Command command) {
    if (!command.isAllowedIn(status)) {
      throw MigrationProblem.WRONG_STATE.problem();
    }
    boolean pauses = command == MigrationStatus.Command.PAUSE;
    if (task.isPresent() && !pauses) {
      throw MigrationProblem.BUSY.problem().retryAfter(1);
    }
  }
}
