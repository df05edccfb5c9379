package org.yima.migration.handover;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.yima.institution.Institution;
import org.yima.institution.Institutions;
import org.yima.migration.MigrationProblem;
import org.yima.migration.cleaning.Mapping;
import org.yima.migration.files.Files;
import org.yima.migration.plan.Approvals;
import org.yima.migration.plan.Migration;
import org.yima.migration.plan.MigrationStatus;
import org.yima.migration.plan.MigrationStatus.Command;
import org.yima.migration.plan.MigrationStore;
import org.yima.migration.plan.Stage;
import org.yima.migration.plan.Task;
import org.yima.migration.running.Leftovers;
import org.yima.migration.running.Phase;
import org.yima.platform.AuditEntry;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Problem;
import org.yima.platform.SqlTx;

/** The commands of a hospital over its migrations. Another hospital's answer like missing ones. */
@ApplicationScoped
class Migrations {
  private final Database database;
  private final MigrationStore store;
  private final Approvals approvals;
  private final Files files;
  private final Leftovers leftovers;
  private final Institutions institutions;
  private final Ids ids;
  private final Clock clock;

  Migrations(
      Database database,
      MigrationStore store,
      Approvals approvals,
      Files files,
      Leftovers leftovers,
      Institutions institutions,
      Ids ids,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.approvals = approvals;
    this.files = files;
    this.leftovers = leftovers;
    this.institutions = institutions;
    this.ids = ids;
    this.clock = clock;
  }

  Uni<Id> create(Caller hospital, String name, String domain, Mapping mapping) {
    List<Problem.FieldError> unknown =
        mapping.unknownKeys().stream()
            .map(path -> new Problem.FieldError("/mapping/" + path, "unknown"))
            .toList();
    if (!unknown.isEmpty()) {
      return Uni.createFrom().failure(() -> PlatformProblem.INPUT_INVALID.problem().with(unknown));
    }
    for (String needed : List.of("cardNumber", "name")) {
      if (!mapping.columns().containsKey(needed)) {
        return Uni.createFrom()
            .failure(
                () ->
                    PlatformProblem.INPUT_INVALID
                        .problem()
                        .at("/mapping/columns/" + needed, "required"));
      }
    }
    return institutions
        .get(hospital.ownInstitution())
        .invoke(own -> mustOwn(own, domain))
        .chain(own -> database.tx(tx -> insert(tx, hospital, name, domain, mapping)));
  }

  private static void mustOwn(Institution own, String domain) {
    if (own.domain().filter(domain::equals).isEmpty()) {
      throw MigrationProblem.FOREIGN_DOMAIN.problem();
    }
  }

  private Uni<Id> insert(SqlTx tx, Caller hospital, String name, String domain, Mapping mapping) {
    Id id = ids.beside(IdType.MIGRATION, hospital.ownInstitution());
    Migration migration =
        new Migration(
            id,
            hospital.ownInstitution(),
            name,
            domain,
            mapping,
            MigrationStatus.DRAFT,
            Optional.empty(),
            0,
            Migration.Cursor.START,
            Migration.Counts.NONE,
            new io.vertx.core.json.JsonObject(),
            Optional.empty(),
            0,
            OffsetDateTime.now(clock));
    return store
        .insert(tx, migration)
        .chain(() -> tx.audit(AuditEntry.of(hospital, "migration.created", id)))
        .replaceWith(id);
  }

  /** The migration, when it is the caller's to see: its hospital's, or any for the operator. */
  Uni<Migration> get(Caller caller, Id id) {
    return store.get(id).invoke(found -> mustSee(caller, found));
  }

  private static void mustSee(Caller caller, Migration migration) {
    boolean foreign = caller.institution().filter(migration.institutionId()::equals).isEmpty();
    if (caller.institution().isPresent() && foreign) {
      throw PlatformProblem.NOT_FOUND.problem();
    }
  }

  Uni<MigrationView> view(Caller caller, Id id) {
    return get(caller, id)
        .chain(
            found ->
                database.tx(
                    tx ->
                        files
                            .all(tx, id)
                            .chain(
                                all ->
                                    approvals
                                        .count(tx, found)
                                        .map(counts -> MigrationView.of(found, all, counts)))));
  }

  Uni<MigrationView> profile(Caller hospital, Id id) {
    return command(hospital, id, Command.PROFILE, this::profile);
  }

  private Uni<Void> profile(SqlTx tx, Migration migration) {
    return leftovers
        .forget(tx, migration.id(), Phase.PROFILE)
        .chain(() -> store.begin(tx, migration.id(), migration.status(), Task.PROFILE))
        .chain(() -> store.nextRound(tx, migration.id()));
  }

  Uni<MigrationView> rehearse(Caller hospital, Id id) {
    return command(hospital, id, Command.REHEARSE, this::rehearse);
  }

  private Uni<Void> rehearse(SqlTx tx, Migration migration) {
    return leftovers
        .forget(tx, migration.id(), Phase.DRY_RUN)
        .chain(() -> store.begin(tx, migration.id(), migration.status(), Task.DRY_RUN))
        .chain(() -> store.nextRound(tx, migration.id()));
  }

  Uni<MigrationView> run(Caller hospital, Id id) {
    return command(hospital, id, Command.RUN, this::run);
  }

  private Uni<Void> run(SqlTx tx, Migration migration) {
    return mustBeApproved(tx, migration, Stage.RUN)
        .chain(() -> leftovers.forget(tx, migration.id(), Phase.DRY_RUN))
        .chain(() -> store.begin(tx, migration.id(), Command.RUN.leadsTo(), Task.RUN));
  }

  private Uni<Void> mustBeApproved(SqlTx tx, Migration migration, Stage stage) {
    return approvals
        .count(tx, migration)
        .invoke(
            counts -> {
              if (counts.getOrDefault(stage, 0) < Approvals.NEEDED) {
                throw MigrationProblem.NOT_APPROVED.problem();
              }
            })
        .replaceWithVoid();
  }

  Uni<MigrationView> pause(Caller hospital, Id id) {
    return command(
        hospital,
        id,
        Command.PAUSE,
        (tx, migration) -> store.rest(tx, migration.id(), Command.PAUSE.leadsTo()));
  }

  Uni<MigrationView> resume(Caller hospital, Id id) {
    return command(
        hospital,
        id,
        Command.RESUME,
        (tx, migration) -> store.goOn(tx, migration.id(), Command.RESUME.leadsTo(), Task.RUN));
  }

  Uni<MigrationView> cutOver(Caller hospital, Id id) {
    return command(
        hospital,
        id,
        Command.CUT_OVER,
        (tx, migration) ->
            mustBeApproved(tx, migration, Stage.CUT_OVER)
                .chain(() -> store.setStatus(tx, migration.id(), Command.CUT_OVER.leadsTo())));
  }

  Uni<MigrationView> retire(Caller hospital, Id id) {
    return command(
        hospital,
        id,
        Command.RETIRE,
        (tx, migration) -> store.beginOver(tx, migration.id(), Task.RETIRE));
  }

  Uni<MigrationView> rollBack(Caller hospital, Id id) {
    return command(
        hospital,
        id,
        Command.ROLL_BACK,
        (tx, migration) -> store.beginOver(tx, migration.id(), Task.ROLL_BACK));
  }

  private Uni<MigrationView> command(
      Caller hospital, Id id, Command command, BiFunction<SqlTx, Migration, Uni<Void>> work) {
    return database
        .tx(
            tx ->
                store
                    .lock(tx, id)
                    .invoke(found -> mustSee(hospital, found))
                    .invoke(found -> mustAllow(found, command))
                    .chain(found -> work.apply(tx, found))
                    .chain(() -> tx.audit(entry(hospital, id, command))))
        .chain(() -> view(hospital, id));
  }

  /** A run that waits for reviewers is refused for that, not for its state. */
  private static void mustAllow(Migration migration, Command command) {
    boolean waits =
        command == Command.RUN
            && migration.task().isEmpty()
            && Command.APPROVE_RUN.isAllowedIn(migration.status());
    if (waits) {
      throw MigrationProblem.NOT_APPROVED.problem();
    }
    migration.mustAllow(command);
  }

  private static AuditEntry entry(Caller caller, Id id, Command command) {
    return AuditEntry.of(caller, "migration.commanded", id).with("command", command.name());
  }

  /** A reviewer's word on a stage. */
  Uni<MigrationView> decide(
      Caller reviewer, Id id, Stage stage, Approvals.Decision decision, String reason) {
    Command command = stage == Stage.RUN ? Command.APPROVE_RUN : Command.APPROVE_CUT_OVER;
    return database
        .tx(
            tx ->
                store
                    .lock(tx, id)
                    .invoke(found -> found.mustAllow(command))
                    .call(
                        found -> approvals.add(tx, found, stage, reviewer.self(), decision, reason))
                    .chain(found -> decided(tx, found, stage, decision))
                    .chain(
                        () ->
                            tx.audit(
                                AuditEntry.of(reviewer, "migration.decided", id)
                                    .with("stage", stage.name())
                                    .with("decision", decision.name()))))
        .chain(() -> view(reviewer, id));
  }

  private Uni<Void> decided(
      SqlTx tx, Migration migration, Stage stage, Approvals.Decision decision) {
    if (decision == Approvals.Decision.REFUSE) {
      Uni<Void> back =
          stage == Stage.RUN
              ? store.setStatus(tx, migration.id(), Command.REFUSE_RUN.leadsTo())
              : Uni.createFrom().voidItem();
      return back.chain(() -> store.nextRound(tx, migration.id()));
    }
    return stage == Stage.RUN
        ? approvals.count(tx, migration).chain(counts -> approved(tx, migration, counts))
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> approved(SqlTx tx, Migration migration, Map<Stage, Integer> counts) {
    return counts.getOrDefault(Stage.RUN, 0) >= Approvals.NEEDED
        ? store.setStatus(tx, migration.id(), Command.APPROVE_RUN.leadsTo())
        : Uni.createFrom().voidItem();
  }
}
