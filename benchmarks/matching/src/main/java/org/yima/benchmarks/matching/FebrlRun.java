package org.yima.benchmarks.matching;

import java.util.Locale;
import org.yima.index.matching.backtest.Curve;
import org.yima.index.matching.backtest.Truth;
import org.yima.index.matching.block.Blocks;
import org.yima.index.matching.cluster.Edges;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;
import org.yima.index.matching.engine.Engine;
import org.yima.index.matching.engine.Linkage;
import org.yima.index.matching.english.Febrl;
import org.yima.index.matching.schema.Schema;
import org.yima.index.matching.weight.Model;
import org.yima.index.matching.weight.Thresholds;
import org.yima.index.matching.weight.Training;

/** One FEBRL set: weights are trained on it without its truth, then every pair is scored. */
final class FebrlRun {
  /** Where a link is as likely as not, and far below it, so that the curve is seen. */
  private static final Thresholds THRESHOLDS = new Thresholds(0, -40, -60);

  private static final int RANDOM_PAIRS = 1_000_000;
  private static final long PAIRS_PER_KEY = 1_000_000;
  private static final long SEED = 20261121;

  private FebrlRun() {}

  static String rows(FebrlSet set, Workers workers) {
    long start = System.nanoTime();
    Schema schema = Febrl.schema(set.twoFiles());
    Table table = schema.table();
    table.add(set.rows(), workers);
    Blocks blocks = Blocks.of(table, schema.keys(), workers);
    Training training =
        Training.of(
            schema,
            table,
            blocks,
            new Training.Plan(
                "febrl " + set.name(), THRESHOLDS, RANDOM_PAIRS, PAIRS_PER_KEY, SEED));
    double trained = (System.nanoTime() - start) / 1e9;
    long matching = System.nanoTime();
    Model model = new Model(schema, training.weights(), table);
    Linkage linkage = new Engine(schema, training.weights(), workers).link(table, model, blocks);
    double matched = (System.nanoTime() - matching) / 1e9;
    Truth truth = set.truth();
    Edges edges = linkage.edges();
    Curve curve = Curve.of(edges, truth);
    String name = "FEBRL " + set.name();
    String note =
        String.format(
            Locale.ROOT,
            "blocking recall %s; %,d pairs; read, blocked and trained in %.1f s, matched in %.2f s",
            Score.share(truth.covered(blocks)),
            linkage.compared(),
            trained,
            matched);
    return Score.row(name + ", at even odds", curve.at(THRESHOLDS.link()), note)
        + Score.row(
            name + ", best F1",
            curve.at(curve.best()),
            String.format(Locale.ROOT, "at %.1f bits", curve.best()));
  }
}
