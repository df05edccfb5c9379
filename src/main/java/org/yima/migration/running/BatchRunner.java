package org.yima.migration.running;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.yima.migration.cleaning.Lengths;
import org.yima.migration.cleaning.RowCleaner;
import org.yima.migration.files.Files;
import org.yima.migration.plan.Migration;
import org.yima.migration.plan.MigrationStatus;
import org.yima.migration.plan.MigrationStore;
import org.yima.migration.plan.QualityCounts;
import org.yima.migration.plan.Task;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;

/**
 * Does one batch of a migration's task in one transaction: rows, counts, money and cursor commit
 * together or not at all, so a crash anywhere costs the batch and nothing is done twice.
 */
@ApplicationScoped
public class BatchRunner {
  private static final int ROWS = 200;

  /** How often in a row one batch may fail, the pauses between being 1, 2, 4, ... seconds. */
  static final int FAILURES = 8;

  private final Database database;
  private final MigrationStore store;
  private final Files files;
  private final Intake intake;
  private final Aftermath aftermath;
  private final Clock clock;

  BatchRunner(
      Database database,
      MigrationStore store,
      Files files,
      Intake intake,
      Aftermath aftermath,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.files = files;
    this.intake = intake;
    this.aftermath = aftermath;
    this.clock = clock;
  }

  /** Does the next batch; answers whether there is more to do. */
  public Uni<Boolean> step(Id migration) {
    return database.tx(tx -> batch(tx, migration));
  }

  Uni<Boolean> batch(SqlTx tx, Id migration) {
    return store
        .lock(tx, migration)
        .chain(
            found ->
                found.task().isEmpty()
                    ? Uni.createFrom().item(false)
                    : batch(tx, found, found.task().get()));
  }

  /**
   * A batch has failed: what it did is undone. It is tried again, later each time; one that never
   * succeeds stops the work where it stands, and its hospital sees why and where, and may go on
   * when that is put right.
   */
  Uni<Void> failed(Id migration, Throwable failure) {
    return database.tx(
        tx ->
            store
                .lock(tx, migration)
                .chain(
                    found ->
                        found.task().isEmpty()
                            ? Uni.createFrom().voidItem()
                            : failed(tx, found, failure)));
  }

  private Uni<Void> failed(SqlTx tx, Migration migration, Throwable failure) {
    int times = migration.failures() + 1;
    if (times < FAILURES) {
      OffsetDateTime until = OffsetDateTime.now(clock).plusSeconds(1L << (times - 1));
      return store.putOff(tx, migration.id(), times, until);
    }
    MigrationStatus status =
        migration.status() == MigrationStatus.RUNNING
            ? MigrationStatus.Command.PAUSE.leadsTo()
            : migration.status();
    return store
        .stop(tx, migration.id(), status, reason(migration, failure))
        .chain(
            () ->
                tx.audit(
                    AuditEntry.of(Caller.ANYONE, "migration.stopped", migration.id())
                        .with("line", Long.toString(migration.cursor().line()))));
  }

  /** Names a kind and a place, never a value of a row. */
  private static String reason(Migration migration, Throwable failure) {
    Migration.Cursor at = migration.cursor();
    return "batch-failed:%s:%d:%s"
        .formatted(
            at.file(),
            at.line(),
            Database.sqlState(failure).orElse(failure.getClass().getSimpleName()));
  }

  private Uni<Boolean> batch(SqlTx tx, Migration migration, Task task) {
    return switch (task) {
      case PROFILE, DRY_RUN, RUN -> read(tx, migration, task);
      case RETIRE, ROLL_BACK -> aftermath.step(tx, migration, task);
    };
  }

  private Uni<Boolean> read(SqlTx tx, Migration migration, Task task) {
    return files
        .all(tx, migration.id())
        .map(all -> next(all, migration.cursor()))
        .chain(
            file ->
                file.isEmpty()
                    ? store.rest(tx, migration.id(), task.leadsTo()).replaceWith(false)
                    : read(tx, migration, task, file.get()));
  }

  /** The file that the cursor is in, or the one after it when it has been read to its end. */
  private static Optional<Files.Stored> next(List<Files.Stored> files, Migration.Cursor cursor) {
    return files.stream()
        .filter(
            f ->
                f.name().equals(cursor.file())
                    ? cursor.offset() < f.total()
                    : f.name().compareTo(cursor.file()) > 0)
        .findFirst();
  }

  private Uni<Boolean> read(SqlTx tx, Migration migration, Task task, Files.Stored file) {
    Migration.Cursor cursor =
        file.name().equals(migration.cursor().file())
            ? migration.cursor()
            : new Migration.Cursor(file.name(), 0, 1);
    return files
        .window(tx, migration.id(), file.name(), cursor.offset())
        .map(bytes -> FileSlice.cut(file, migration.mapping(), bytes, cursor, ROWS))
        .chain(slice -> take(tx, migration, task, slice));
  }

  private Uni<Boolean> take(SqlTx tx, Migration migration, Task task, FileSlice slice) {
    if (slice.missing().isPresent()) {
      String column = slice.missing().get().field().key();
      return store
          .fail(tx, migration.id(), "column-missing:" + slice.next().file() + ':' + column)
          .replaceWith(false);
    }
    Uni<Migration.Counts> taken =
        task == Task.PROFILE
            ? files
                .describe(tx, migration.id(), slice.next().file(), slice.encoding(), slice.header())
                .chain(() -> intake.profile(tx, migration, cleaner(migration, true), slice.rows()))
            : intake.take(tx, migration, Phase.of(task), cleaner(migration, false), slice.rows());
    return taken
        .chain(counts -> store.advance(tx, migration.id(), slice.next(), counts))
        .replaceWith(true);
  }

  RowCleaner cleaner(Migration migration, boolean learning) {
    Lengths lengths = learning ? Lengths.UNKNOWN : QualityCounts.of(migration.profile()).lengths();
    return new RowCleaner(
        migration.domain(), migration.mapping(), lengths, clock.getZone(), migration.createdAt());
  }
}
