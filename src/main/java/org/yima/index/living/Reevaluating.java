package org.yima.index.living;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.yima.index.matching.chinese.City;
import org.yima.index.matching.weight.Weights;
import org.yima.index.store.Edge;
import org.yima.index.store.EngineRows;
import org.yima.index.store.ReevaluationRows;
import org.yima.index.store.ReevaluationRows.Note;
import org.yima.index.store.ReevaluationRows.Reevaluation;
import org.yima.index.store.ReevaluationRows.Status;
import org.yima.index.store.ReevaluationRows.Step;
import org.yima.index.store.WeightsRows;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Job;
import org.yima.platform.SqlTx;

/**
 * Once other weights have come into use, or a release that compares otherwise, weighs every record
 * anew under them, a few at a time: pairs that link no more are forgotten, pairs that do now are
 * kept, and whoever hangs together with them is grouped again. Records that were noted, because a
 * block of theirs is looked into again or tells of a ward, are weighed anew alone. What people
 * decided stays as it is, and so does a pair that was found before one of its blocks became full,
 * as long as the new weights link it. What has been done is done for good, so that a run may end at
 * any time and the next goes on behind the last record.
 */
@ApplicationScoped
class Reevaluating implements Job {
  private static final Logger LOG = Logger.getLogger(Reevaluating.class);
  private static final int AT_ONCE = 50;
  private static final int TIMES = 100;

  /** No lock in time, and no answer. */
  private static final Set<String> BUSY = Set.of("55P03", "57014");

  private static final Step SKIPPED = new Step(0, 0, 0, 0, 1);

  private final Database database;
  private final ActiveWeighing weighing;
  private final ReevaluationRows rows;
  private final EngineRows engines;
  private final WeightsRows weights;
  private final Anew anew;
  private final Carrying carrying;
  private final int atOnce;
  private final int times;

  @Inject
  Reevaluating(
      Database database,
      ActiveWeighing weighing,
      ReevaluationRows rows,
      EngineRows engines,
      WeightsRows weights,
      Anew anew,
      Carrying carrying) {
    this(database, weighing, rows, engines, weights, anew, carrying, AT_ONCE, TIMES);
  }

  private Reevaluating(
      Database database,
      ActiveWeighing weighing,
      ReevaluationRows rows,
      EngineRows engines,
      WeightsRows weights,
      Anew anew,
      Carrying carrying,
      int atOnce,
      int times) {
    this.database = database;
    this.weighing = weighing;
    this.rows = rows;
    this.engines = engines;
    this.weights = weights;
    this.anew = anew;
    this.carrying = carrying;
    this.atOnce = atOnce;
    this.times = times;
  }

  /** The same in smaller steps. */
  Reevaluating of(int otherAtOnce, int otherTimes) {
    return new Reevaluating(
        database, weighing, rows, engines, weights, anew, carrying, otherAtOnce, otherTimes);
  }

  @Override
  public String name() {
    return "index.weights-anew";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Uni<Void> run() {
    return isInCharge()
        .chain(
            is -> is ? follow().chain(() -> noted(times)).chain(() -> some(times)) : noted(times));
  }

  /** Notes this server's engine; another that came later has what is stored weighed by itself. */
  private Uni<Boolean> isInCharge() {
    Engine own = weighing.shipped().engine();
    return database
        .tx(
            tx ->
                engines
                    .seen(tx, own.id(), own.frequencies(), City.frequenciesText())
                    .chain(
                        noted ->
                            noted
                                ? weights.keepShipped(tx, weighing.shipped().weights())
                                : Uni.createFrom().item(false)))
        .chain(() -> engines.inCharge(database::query))
        .map(engine -> engine.filter(own.id()::equals).isPresent());
  }

  private Uni<Void> follow() {
    return weighing
        .current(database::query)
        .chain(
            inUse ->
                rows.newest(database::query)
                    .chain(
                        newest ->
                            isOf(newest, inUse)
                                ? again(inUse, newest.orElseThrow())
                                : begin(inUse, newest)))
        .chain(() -> database.tx(rows::follow));
  }

  /**
   * What servers of another engine put since it began, as of a release that was taken back before
   * it was in charge, was decided by that one: once they are gone all is gone through anew.
   */
  private Uni<Void> again(Weighing inUse, Reevaluation newest) {
    return engines
        .haveGone(database::query, inUse.engine().id(), newest.startedAt())
        .chain(have -> have ? begin(inUse, Optional.empty()) : again(newest));
  }

  /** One that is done goes through all once more where that was noted since it began. */
  private Uni<Void> again(Reevaluation newest) {
    return newest.status() == Status.DONE ? database.tx(rows::again) : Uni.createFrom().voidItem();
  }

  private static boolean isOf(Optional<Reevaluation> newest, Weighing inUse) {
    return newest.filter(r -> isOf(r, inUse)).isPresent();
  }

  private static boolean isOf(Reevaluation reevaluation, Weighing inUse) {
    return reevaluation.version().equals(inUse.weights().version()) && isBy(reevaluation, inUse);
  }

  private static boolean isBy(Reevaluation reevaluation, Weighing inUse) {
    return reevaluation.engine().equals(Optional.of(inUse.engine().id()));
  }

  /** There is nothing to do where there is no record yet, or where only the name is another. */
  private Uni<Void> begin(Weighing inUse, Optional<Reevaluation> newest) {
    return before(newest.filter(r -> isBy(r, inUse)))
        .chain(
            before ->
                rows.isEmpty(database::query)
                    .chain(
                        empty ->
                            database.tx(
                                tx ->
                                    rows.begin(
                                        tx,
                                        inUse.weights().version(),
                                        inUse.engine().id(),
                                        empty
                                            || before
                                                .filter(w -> isEqual(w, inUse.weights()))
                                                .isPresent()))));
  }

  /** The weights by which all that is stored was weighed; nothing where that is not so. */
  private Uni<Optional<Weights>> before(Optional<Reevaluation> newest) {
    return newest
        .filter(r -> r.status() == Status.DONE)
        .map(
            done ->
                weighing
                    .named(database::query, done.version())
                    .map(found -> found.map(Weighing::weights)))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  private static boolean isEqual(Weights one, Weights other) {
    return one.with(other.version(), one.thresholds()).equals(other);
  }

  /** Decides again on the records that were noted, whatever runs and whoever is in charge. */
  private Uni<Void> noted(int left) {
    return left == 0
        ? Uni.createFrom().voidItem()
        : rows.noted(database::query, atOnce)
            .chain(
                notes ->
                    notes.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : attempt(notes).chain(() -> noted(left - 1)));
  }

  /** In one transaction with the end of the notes; what fails together is tried one by one. */
  private Uni<Void> attempt(List<Note> notes) {
    return database
        .tx(tx -> weigh(tx, notes))
        .onFailure(failure -> !Database.isAway(failure))
        .recoverWithUni(failure -> notes.size() == 1 ? failed(notes, failure) : attemptEach(notes));
  }

  /** A note that is forgotten is gone for good, so one that only came at a bad time is kept. */
  private Uni<Void> failed(List<Note> notes, Throwable failure) {
    return Database.sqlState(failure).filter(BUSY::contains).isPresent()
        ? Uni.createFrom().failure(failure)
        : skipped(notes, failure);
  }

  private Uni<Void> attemptEach(List<Note> notes) {
    return Multi.createFrom()
        .iterable(notes)
        .onItem()
        .transformToUniAndConcatenate(note -> attempt(List.of(note)))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> skipped(List<Note> notes, Throwable failure) {
    unweighed(notes.get(0).recordId(), failure);
    return database.tx(
        tx ->
            weighing
                .current(tx::query)
                .chain(inUse -> rows.decided(tx, notes, inUse.weights().version(), SKIPPED)));
  }

  private static void unweighed(Id record, Throwable failure) {
    LOG.errorf("record %s could not be weighed anew: %s", record, failure.getClass().getName());
  }

  private Uni<Void> weigh(SqlTx tx, List<Note> notes) {
    List<Id> ids = notes.stream().map(Note::recordId).distinct().toList();
    return weighing
        .current(tx::query)
        .map(inUse -> inUse.weights().version())
        .chain(
            version ->
                weighed(tx, version, ids).chain(step -> rows.decided(tx, notes, version, step)));
  }

  private Uni<Step> weighed(SqlTx tx, String version, List<Id> ids) {
    return anew.decided(tx, ids)
        .call(arrangement -> carrying.out(tx, arrangement, ReevaluationRows.actor(version)))
        .map(arrangement -> done(ids.size(), arrangement));
  }

  private Uni<Void> some(int left) {
    return left == 0
        ? Uni.createFrom().voidItem()
        : attempt(atOnce).chain(more -> more ? some(left - 1) : Uni.createFrom().voidItem());
  }

  /** What fails together is tried one by one, so that a record holds up none but itself. */
  private Uni<Boolean> attempt(int records) {
    return database
        .tx(tx -> step(tx, records))
        .onFailure(failure -> !Database.isAway(failure))
        .recoverWithUni(failure -> records == 1 ? skipped(failure) : attempt(1));
  }

  private Uni<Boolean> skipped(Throwable failure) {
    return database.tx(
        tx ->
            running(tx)
                .chain(
                    running ->
                        running.isEmpty()
                            ? Uni.createFrom().item(false)
                            : rows.next(tx::query, running.get().last(), 1)
                                .chain(next -> skip(tx, running.get(), next, failure))));
  }

  private Uni<Boolean> skip(SqlTx tx, Reevaluation running, List<Id> next, Throwable failure) {
    if (next.isEmpty()) {
      return Uni.createFrom().failure(failure);
    }
    unweighed(next.get(0), failure);
    return rows.advance(tx, running, next.get(0), SKIPPED).replaceWith(true);
  }

  /** One step, in one transaction with how far it has come; false when there is no more to do. */
  private Uni<Boolean> step(SqlTx tx, int records) {
    return running(tx)
        .chain(
            running ->
                running
                    .map(
                        r ->
                            rows.mayGoOn(tx::query, r)
                                .chain(
                                    may ->
                                        may ? step(tx, r, records) : Uni.createFrom().item(false)))
                    .orElseGet(() -> Uni.createFrom().item(false)));
  }

  /** The one that runs for the weights that are in use. */
  private Uni<Optional<Reevaluation>> running(SqlTx tx) {
    return weighing
        .current(tx::query)
        .chain(
            inUse ->
                rows.find(tx::query, inUse.weights().version())
                    .map(
                        found ->
                            found.filter(r -> r.status() == Status.RUNNING && isBy(r, inUse))));
  }

  private Uni<Boolean> step(SqlTx tx, Reevaluation running, int records) {
    return rows.next(tx::query, running.last(), records)
        .chain(
            ids ->
                ids.isEmpty()
                    ? rows.finish(tx, running).replaceWith(false)
                    : weigh(tx, running, ids).replaceWith(true));
  }

  private Uni<Void> weigh(SqlTx tx, Reevaluation running, List<Id> ids) {
    return weighed(tx, running.version(), ids)
        .chain(step -> rows.advance(tx, running, ids.get(ids.size() - 1), step));
  }

  private static Step done(int records, Arrangement arrangement) {
    Set<List<Id>> before = pairs(arrangement.gone());
    Set<List<Id>> after = pairs(arrangement.found());
    return new Step(
        records,
        arrangement.moves().size(),
        (int) after.stream().filter(pair -> !before.contains(pair)).count(),
        (int) before.stream().filter(pair -> !after.contains(pair)).count(),
        0);
  }

  private static Set<List<Id>> pairs(List<Edge> edges) {
    Set<List<Id>> pairs = new HashSet<>();
    edges.forEach(edge -> pairs.add(List.of(edge.one(), edge.other())));
    return pairs;
  }
}
