package org.yima.index.backtest;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.yima.index.living.ActiveWeighing;
import org.yima.index.living.Sights;
import org.yima.index.living.Weighing;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Job;
import org.yima.platform.OffLoop;

/**
 * Weighs the pairs of back-tests, a few at a time, one back-test after the other. What was weighed
 * is kept with how far it is, so that a run may end at any time.
 */
@ApplicationScoped
class BacktestRun implements Job {
  private static final Logger LOG = Logger.getLogger(BacktestRun.class);
  private static final int AT_ONCE = 200;

  /** One run ends within a minute; the next goes on. */
  private static final int TIMES = 100;

  private final Database database;
  private final BacktestStore store;
  private final Sights sights;
  private final ActiveWeighing weighing;
  private final StoredRun stored;

  BacktestRun(
      Database database,
      BacktestStore store,
      Sights sights,
      ActiveWeighing weighing,
      StoredRun stored) {
    this.database = database;
    this.store = store;
    this.sights = sights;
    this.weighing = weighing;
    this.stored = stored;
  }

  @Override
  public String name() {
    return "index.backtests";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(5);
  }

  @Override
  public Uni<Void> run() {
    return some(TIMES);
  }

  private Uni<Void> some(int times) {
    return times == 0
        ? Uni.createFrom().voidItem()
        : store
            .running(database::query)
            .chain(
                test ->
                    test.map(found -> step(found).chain(() -> some(times - 1)))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
  }

  private Uni<Void> step(Backtest test) {
    return versions(test)
        .chain(
            two ->
                two.map(found -> step(test, found))
                    .orElseGet(() -> fail(test, "a version of the weights is there no more")));
  }

  private Uni<Void> step(Backtest test, Two two) {
    return test.source() == Backtest.Source.STORED
        ? stored.step(test, two.tried())
        : stepOfPairs(test, two);
  }

  private Uni<Void> stepOfPairs(Backtest test, Two two) {
    return store
        .next(database::query, test, AT_ONCE)
        .chain(pairs -> pairs.isEmpty() ? end(test, two) : attempt(test, two, pairs));
  }

  /** What cannot be ended would be tried for ever, and nothing after it. */
  private Uni<Void> end(Backtest test, Two two) {
    return finish(test, two)
        .onFailure(failure -> !Database.isAway(failure))
        .recoverWithUni(
            failure -> {
              LOG.errorf(
                  "back-test %s came to no end: %s", test.id(), failure.getClass().getName());
              return fail(test, "what was weighed could not be counted");
            });
  }

  private Uni<Void> fail(Backtest test, String why) {
    return database.tx(tx -> store.fail(tx, test.id(), why));
  }

  /** What fails together is tried one by one, so that a pair holds up none but itself. */
  private Uni<Void> attempt(Backtest test, Two two, List<Judged.Labelled> pairs) {
    return weigh(test, two, pairs)
        .onFailure(failure -> !Database.isAway(failure))
        .recoverWithUni(
            failure ->
                pairs.size() == 1
                    ? skipped(test, two, pairs.get(0), failure)
                    : attempt(test, two, pairs.subList(0, 1)));
  }

  private Uni<Void> skipped(Backtest test, Two two, Judged.Labelled pair, Throwable failure) {
    // What it says may be a part of what it could not read.
    LOG.errorf(
        "pair %d of back-test %s could not be weighed: %s",
        pair.pair(), test.id(), failure.getClass().getName());
    return database.tx(tx -> store.keep(tx, test, List.of(), pair.pair(), two.engine()));
  }

  /** The two versions side by side. */
  private record Two(Weighing inUse, Weighing tried) {
    String engine() {
      return inUse.engine().id();
    }
  }

  /** Nothing where one is gone: the shipped one of another release. */
  private Uni<Optional<Two>> versions(Backtest test) {
    return weighing
        .named(database::query, test.against())
        .chain(
            inUse ->
                weighing
                    .named(database::query, test.version())
                    .map(version -> inUse.flatMap(i -> version.map(tried -> two(test, i, tried)))));
  }

  private static Two two(Backtest test, Weighing inUse, Weighing tried) {
    return new Two(inUse, tried.with(Backtest.tried(tried.weights(), test.link(), test.review())));
  }

  private Uni<Void> weigh(Backtest test, Two two, List<Judged.Labelled> pairs) {
    List<Id> wanted =
        pairs.stream().flatMap(p -> Stream.of(p.record(), p.other())).distinct().toList();
    return sights
        .of(database::query, wanted)
        .chain(sight -> OffLoop.compute(() -> Judged.of(two.inUse(), two.tried(), pairs, sight)))
        .chain(
            judged ->
                database.tx(
                    tx ->
                        store.keep(
                            tx, test, judged, pairs.get(pairs.size() - 1).pair(), two.engine())));
  }

  private Uni<Void> finish(Backtest test, Two two) {
    return store
        .judged(database::query, test.id())
        .chain(
            judged ->
                OffLoop.compute(
                    () ->
                        Outcome.of(
                            judged,
                            test.pairs() - judged.size(),
                            two.inUse().weights().thresholds(),
                            two.tried().weights().thresholds())))
        .chain(outcome -> database.tx(tx -> store.finish(tx, test.id(), outcome)));
  }
}
