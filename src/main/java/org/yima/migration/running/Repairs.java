package org.yima.migration.running;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.migration.MigrationProblem;
import org.yima.migration.cleaning.Cleaned;
import org.yima.migration.cleaning.Field;
import org.yima.migration.cleaning.Reason;
import org.yima.migration.cleaning.Row;
import org.yima.migration.cleaning.RowCleaner;
import org.yima.migration.plan.Migration;
import org.yima.migration.plan.Migration.Counts;
import org.yima.migration.plan.MigrationStatus;
import org.yima.migration.plan.MigrationStore;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;

/** Takes quarantined rows in, once their hospital has put them right. */
@ApplicationScoped
public class Repairs {
  private final BatchRunner runner;
  private final Intake intake;
  private final Quarantine quarantine;
  private final Money money;
  private final MigrationStore store;

  Repairs(
      BatchRunner runner, Intake intake, Quarantine quarantine, Money money, MigrationStore store) {
    this.runner = runner;
    this.intake = intake;
    this.quarantine = quarantine;
    this.money = money;
    this.store = store;
  }

  /**
   * Repairs one line; answers why it still can't be taken in, or nothing when it has been. What
   * reviewers have approved was without it, so they are asked anew.
   */
  public Uni<Optional<Reason>> repair(
      SqlTx tx, Id migration, String file, long line, Map<Field, String> values) {
    return store
        .lock(tx, migration)
        .invoke(found -> found.mustAllow(MigrationStatus.Command.REPAIR))
        .chain(
            found ->
                quarantine
                    .of(tx, migration, file, line)
                    .map(
                        waiting -> waiting.orElseThrow(MigrationProblem.NOT_IN_QUARANTINE::problem))
                    .chain(waiting -> repair(tx, found, waiting.row(), values)));
  }

  private Uni<Optional<Reason>> repair(
      SqlTx tx, Migration migration, Row before, Map<Field, String> values) {
    RowCleaner cleaner = runner.cleaner(migration, false);
    Row row = before.with(values);
    return intake
        .screened(tx, migration, Phase.RUN, cleaner, List.of(row))
        .chain(
            screened ->
                screened.accepted().isEmpty()
                    ? Uni.createFrom().item(Optional.of(screened.refused().get(0).reason()))
                    : take(tx, migration, screened, money(cleaner.clean(before)), row));
  }

  private Uni<Optional<Reason>> take(
      SqlTx tx, Migration migration, Screened screened, Cleaned.MoneyRead before, Row row) {
    return intake
        .store(tx, migration, Phase.RUN, screened)
        .call(counts -> money.release(tx, migration, before))
        .call(counts -> money.add(tx, migration, screened))
        .call(counts -> quarantine.repaired(tx, migration.id(), row))
        .call(counts -> store.advance(tx, migration.id(), migration.cursor(), moved(counts)))
        .call(counts -> store.nextRound(tx, migration.id()))
        .replaceWith(Optional.empty());
  }

  /** The row was read before: it only goes from one side to the other. */
  private static Counts moved(Counts counts) {
    return new Counts(0, counts.stored(), counts.linked(), counts.review(), -counts.stored());
  }

  private static Cleaned.MoneyRead money(Cleaned cleaned) {
    return cleaned instanceof Cleaned.Rejected rejected
        ? rejected.money()
        : new Cleaned.MoneyRead(((Cleaned.Card) cleaned).balance(), false);
  }
}
