package org.yima.index.weights;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.yima.index.backtest.Judged;
import org.yima.index.living.ActiveWeighing;
import org.yima.index.living.Sights;
import org.yima.index.living.Weighing;
import org.yima.index.store.Verdicts;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.OffLoop;
import org.yima.platform.PlatformProblem;

/**
 * Tries weights on what people have decided last, at once. More pairs, other thresholds and
 * labelled pairs from outside are for a back-test.
 */
@ApplicationScoped
class Trials {
  private static final int MOST = 1_000;

  private final Database database;
  private final Verdicts verdicts;
  private final Sights sights;
  private final ActiveWeighing weighing;

  Trials(Database database, Verdicts verdicts, Sights sights, ActiveWeighing weighing) {
    this.database = database;
    this.verdicts = verdicts;
    this.sights = sights;
    this.weighing = weighing;
  }

  Uni<Trial> of(String version) {
    return weighing
        .named(database::query, version)
        .map(found -> found.orElseThrow(PlatformProblem.NOT_FOUND::problem))
        .chain(tried -> weighing.current(database::query).chain(inUse -> compared(inUse, tried)));
  }

  private Uni<Trial> compared(Weighing inUse, Weighing tried) {
    return verdicts
        .decided(database::query, MOST)
        .chain(
            decided ->
                sights
                    .of(database::query, both(decided))
                    .chain(
                        sight ->
                            OffLoop.compute(
                                () ->
                                    Trial.of(
                                        inUse,
                                        tried,
                                        Judged.of(inUse, tried, labelled(decided), sight)))));
  }

  private static List<Judged.Labelled> labelled(List<Verdicts.Decided> decided) {
    return IntStream.range(0, decided.size())
        .mapToObj(
            i ->
                new Judged.Labelled(
                    i, decided.get(i).one(), decided.get(i).other(), decided.get(i).same()))
        .toList();
  }

  private static List<Id> both(List<Verdicts.Decided> decided) {
    return decided.stream().flatMap(d -> Stream.of(d.one(), d.other())).distinct().toList();
  }
}
