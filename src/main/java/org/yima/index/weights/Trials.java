package org.yima.index.weights;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;
import org.yima.index.living.ActiveWeighing;
import org.yima.index.living.Weighing;
import org.yima.index.store.Records;
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
  private final Records records;
  private final ActiveWeighing weighing;

  Trials(Database database, Verdicts verdicts, Records records, ActiveWeighing weighing) {
    this.database = database;
    this.verdicts = verdicts;
    this.records = records;
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
                records
                    .byIds(database::query, both(decided))
                    .chain(known -> OffLoop.compute(() -> Trial.of(inUse, tried, decided, known))));
  }

  private static List<Id> both(List<Verdicts.Decided> decided) {
    return decided.stream().flatMap(d -> Stream.of(d.one(), d.other())).distinct().toList();
  }
}
