package org.yima.migration.running;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.yima.index.PatientNumber;
import org.yima.index.PersonIndex;
import org.yima.index.Put;
import org.yima.index.SourceRecord;
import org.yima.migration.cleaning.Cleaned;
import org.yima.migration.cleaning.Row;
import org.yima.migration.cleaning.RowCleaner;
import org.yima.migration.plan.Migration;
import org.yima.migration.plan.Migration.Counts;
import org.yima.migration.plan.MigrationStore;
import org.yima.migration.plan.QualityCounts;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;

/** Takes the rows of a batch in: into the index, into quarantine, into the totals. */
@ApplicationScoped
class Intake {
  private final PersonIndex index;
  private final RowStore rows;
  private final Quarantine quarantine;
  private final Money money;
  private final MigrationStore store;

  Intake(
      PersonIndex index, RowStore rows, Quarantine quarantine, Money money, MigrationStore store) {
    this.index = index;
    this.rows = rows;
    this.quarantine = quarantine;
    this.money = money;
    this.store = store;
  }

  /** Counts quality; puts nothing anywhere. */
  Uni<Counts> profile(SqlTx tx, Migration migration, RowCleaner cleaner, List<Row> batch) {
    QualityCounts quality = QualityCounts.of(migration.profile());
    List<Screened.Refused> refused = new ArrayList<>();
    for (Row row : batch) {
      Cleaned cleaned = cleaner.clean(row);
      quality.add(row, cleaned);
      if (cleaned instanceof Cleaned.Rejected rejected) {
        refused.add(new Screened.Refused(row, rejected.reason(), rejected.money()));
      }
    }
    int good = batch.size() - refused.size();
    return store
        .setProfile(tx, migration.id(), quality.toJson())
        .chain(() -> quarantine.insert(tx, migration.id(), Phase.PROFILE, refused))
        .replaceWith(new Counts(batch.size(), good, 0, 0, refused.size()));
  }

  /** Takes a batch in, or rehearses it in a dry run, by the same way. */
  Uni<Counts> take(
      SqlTx tx, Migration migration, Phase phase, RowCleaner cleaner, List<Row> batch) {
    return screened(tx, migration, phase, cleaner, batch)
        .chain(
            screened ->
                store(tx, migration, phase, screened)
                    .call(counts -> money.add(tx, migration, screened))
                    .call(
                        counts ->
                            quarantine.insert(tx, migration.id(), phase, screened.refused())));
  }

  Uni<Screened> screened(
      SqlTx tx, Migration migration, Phase phase, RowCleaner cleaner, List<Row> batch) {
    List<Keys> keys =
        batch.stream()
            .map(cleaner::clean)
            .filter(Cleaned.Card.class::isInstance)
            .map(cleaned -> rows.keys((Cleaned.Card) cleaned))
            .toList();
    return rows.sharing(tx, migration, phase, keys)
        .map(earlier -> new Screen(earlier).tellApart(batch, cleaner::clean, rows::keys));
  }

  /** Stores accepted rows; answers the counts of the batch, quarantine included. */
  Uni<Counts> store(SqlTx tx, Migration migration, Phase phase, Screened batch) {
    List<Screened.Accepted> accepted = batch.accepted();
    List<SourceRecord> sources = accepted.stream().map(a -> a.card().source()).toList();
    Uni<List<Put>> put =
        phase == Phase.RUN
            ? run(tx, migration, accepted, sources)
            : rows.foreseen(tx, migration, accepted)
                .chain(earlier -> index.foresee(tx, earlier, sources, out(accepted)::contains));
    return put.call(puts -> rows.insert(tx, migration, phase, accepted, puts))
        .map(puts -> counts(puts, batch.refused().size()));
  }

  private Uni<List<Put>> run(
      SqlTx tx, Migration migration, List<Screened.Accepted> accepted, List<SourceRecord> sources) {
    return index
        .putAll(tx, sources, out(accepted)::contains)
        .call(puts -> index.addPatients(tx, patients(migration, accepted, puts)))
        .call(puts -> money.owe(tx, migration, accepted, puts));
  }

  private static List<PatientNumber> patients(
      Migration migration, List<Screened.Accepted> accepted, List<Put> puts) {
    List<PatientNumber> numbers = new ArrayList<>();
    for (int i = 0; i < accepted.size(); i++) {
      Id record = puts.get(i).recordId();
      accepted
          .get(i)
          .card()
          .patientId()
          .ifPresent(p -> numbers.add(new PatientNumber(record, migration.domain(), p)));
    }
    return numbers;
  }

  /** Cards that the hospital itself has put out of use still resolve, as retired ones. */
  private static Set<SourceRecord> out(List<Screened.Accepted> accepted) {
    return accepted.stream()
        .map(Screened.Accepted::card)
        .filter(Cleaned.Card::retired)
        .map(card -> card.source())
        .collect(Collectors.toSet());
  }

  private static Counts counts(List<Put> puts, int refused) {
    long linked = puts.stream().filter(p -> p.outcome() == Put.Outcome.LINKED).count();
    long review = puts.stream().filter(Put::review).count();
    return new Counts(puts.size() + refused, puts.size(), linked, review, refused);
  }
}
