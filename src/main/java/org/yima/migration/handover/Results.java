package org.yima.migration.handover;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.migration.MigrationProblem;
import org.yima.migration.cleaning.Field;
import org.yima.migration.cleaning.Reason;
import org.yima.migration.files.Files;
import org.yima.migration.plan.Migration;
import org.yima.migration.running.Money;
import org.yima.migration.running.Money.KindTotal;
import org.yima.migration.running.Phase;
import org.yima.migration.running.Quarantine;
import org.yima.migration.running.Repairs;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;
import org.yima.platform.SqlTx;

/** What a migration has led to: its report, its quarantine, and the repairs of that. */
@ApplicationScoped
class Results {
  private final Database database;
  private final Migrations migrations;
  private final Files files;
  private final Money money;
  private final Quarantine quarantine;
  private final Repairs repairs;

  Results(
      Database database,
      Migrations migrations,
      Files files,
      Money money,
      Quarantine quarantine,
      Repairs repairs) {
    this.database = database;
    this.migrations = migrations;
    this.files = files;
    this.money = money;
    this.quarantine = quarantine;
    this.repairs = repairs;
  }

  Uni<Report> report(Caller caller, Id id) {
    return migrations
        .get(caller, id)
        .chain(
            migration ->
                money.totals(id, Money.Part.STORED).chain(stored -> report(migration, stored)));
  }

  private Uni<Report> report(Migration migration, List<KindTotal> stored) {
    return money
        .totals(migration.id(), Money.Part.QUARANTINED)
        .chain(
            waiting ->
                database
                    .tx(tx -> digest(tx, migration.id()))
                    .map(sha256 -> report(migration, stored, waiting, sha256)));
  }

  private Uni<Optional<String>> digest(SqlTx tx, Id migration) {
    return files.all(tx, migration).chain(all -> digest(tx, migration, all));
  }

  private Uni<Optional<String>> digest(SqlTx tx, Id migration, List<Files.Stored> all) {
    if (all.isEmpty() || !all.stream().allMatch(Files.Stored::isComplete)) {
      return Uni.createFrom().item(Optional.empty());
    }
    if (all.size() == 1) {
      return Uni.createFrom().item(all.get(0).sha256().map(HexFormat.of()::formatHex));
    }
    return files
        .digest(tx, migration, all.stream().map(Files.Stored::name).toList())
        .map(sha256 -> Optional.of(HexFormat.of().formatHex(sha256)));
  }

  private static Report report(
      Migration migration,
      List<KindTotal> stored,
      List<KindTotal> waiting,
      Optional<String> sha256) {
    Migration.Counts counts = migration.counts();
    return new Report(
        migration.status(),
        counts.rowsRead(),
        counts.stored(),
        counts.linked(),
        counts.review(),
        counts.quarantined(),
        stored,
        waiting.stream().filter(t -> !t.kind().equals(Money.UNREADABLE)).toList(),
        waiting.stream()
            .filter(t -> t.kind().equals(Money.UNREADABLE))
            .mapToLong(KindTotal::rows)
            .sum(),
        sha256.orElse(null));
  }

  Uni<QuarantinePage> quarantine(Caller caller, Id id, String cursor, int limit) {
    int colon = cursor == null ? -1 : cursor.indexOf(':');
    boolean wellFormed = cursor == null || cursor.matches("\\d{1,15}:[A-Za-z0-9._-]{1,64}");
    if (!wellFormed) {
      return Uni.createFrom()
          .failure(() -> PlatformProblem.INPUT_INVALID.problem().at("?cursor", "invalid"));
    }
    String file = cursor == null ? "" : cursor.substring(colon + 1);
    long line = cursor == null ? 0 : Long.parseLong(cursor.substring(0, colon));
    return migrations
        .get(caller, id)
        .chain(found -> quarantine.after(id, phase(found), file, line, limit + 1))
        .map(waiting -> QuarantinePage.of(waiting, limit));
  }

  /** The quarantine of the latest reading. */
  private static Phase phase(Migration migration) {
    return switch (migration.status()) {
      case DRAFT, UPLOADED, PROFILED, FAILED -> Phase.PROFILE;
      case DRY_RUN, APPROVED -> Phase.DRY_RUN;
      case RUNNING, PAUSED, REVIEWING, DUAL_RUNNING, RETIRED, ROLLED_BACK -> Phase.RUN;
    };
  }

  Uni<RepairResult> repair(Caller hospital, Id id, RepairRequest request) {
    return migrations
        .get(hospital, id)
        .chain(found -> database.tx(tx -> repair(tx, hospital, id, request)));
  }

  private Uni<RepairResult> repair(SqlTx tx, Caller hospital, Id id, RepairRequest request) {
    return files
        .all(tx, id)
        .map(all -> all.stream().findFirst().orElseThrow(MigrationProblem.WRONG_STATE::problem))
        .chain(first -> repair(tx, id, first.name(), request.items()))
        .call(
            result ->
                tx.audit(
                    AuditEntry.of(hospital, "migration.repaired", id)
                        .with("lines", result.items().size())));
  }

  private Uni<RepairResult> repair(
      SqlTx tx, Id id, String onlyFile, List<RepairRequest.Item> items) {
    Uni<List<RepairResult.Item>> results = Uni.createFrom().item(new ArrayList<>());
    for (int i = 0; i < items.size(); i++) {
      RepairRequest.Item item = items.get(i);
      String file = item.file() == null ? onlyFile : item.file();
      Map<Field, String> values = values(item, i);
      results =
          results.call(
              done ->
                  repairs
                      .repair(tx, id, file, item.line(), values)
                      .invoke(why -> done.add(result(file, item.line(), why))));
    }
    return results.map(done -> new RepairResult(List.copyOf(done)));
  }

  private static RepairResult.Item result(String file, long line, Optional<Reason> why) {
    return new RepairResult.Item(file, line, why.isEmpty(), why.orElse(null));
  }

  private static Map<Field, String> values(RepairRequest.Item item, int i) {
    Map<Field, String> values = new EnumMap<>(Field.class);
    item.fields()
        .forEach(
            (key, value) ->
                values.put(
                    Field.ofKey(key)
                        .orElseThrow(
                            () ->
                                PlatformProblem.INPUT_INVALID
                                    .problem()
                                    .at("/items/" + i + "/fields/" + key, "unknown")),
                    value));
    return values;
  }
}
