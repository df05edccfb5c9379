package org.yima.index.weights;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;
import org.yima.index.living.ActiveWeighing;
import org.yima.index.living.Weighing;
import org.yima.index.store.Records;
import org.yima.index.store.WeightsRows;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;

/** Tries weights on what people have decided. */
@ApplicationScoped
class Trials {
  private static final int MOST = 5_000;

  private final Database database;
  private final WeightsRows rows;
  private final Records records;
  private final ActiveWeighing weighing;

  Trials(Database database, WeightsRows rows, Records records, ActiveWeighing weighing) {
    this.database = database;
    this.rows = rows;
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
    return rows.decided(database::query, MOST)
        .chain(
            decided ->
                records
                    .byIds(database::query, both(decided))
                    .map(known -> Trial.of(inUse, tried, decided, known)));
  }

  private static List<Id> both(List<WeightsRows.Decided> decided) {
    return decided.stream().flatMap(d -> Stream.of(d.one(), d.other())).distinct().toList();
  }
}
