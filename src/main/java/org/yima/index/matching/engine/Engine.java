package org.yima.index.matching.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.yima.index.matching.block.Blocks;
import org.yima.index.matching.cluster.Clusters;
import org.yima.index.matching.cluster.Edges;
import org.yima.index.matching.cluster.Grouping;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;
import org.yima.index.matching.schema.Schema;
import org.yima.index.matching.weight.Model;
import org.yima.index.matching.weight.Scorer;
import org.yima.index.matching.weight.Weights;

/** Finds out which records of a table are one person's. The same table always gives the same. */
public final class Engine {
  private final Schema schema;
  private final Weights weights;
  private final Workers workers;

  /** An engine whose work is done by {@code workers}. */
  public Engine(Schema schema, Weights weights, Workers workers) {
    this.schema = schema;
    this.weights = weights;
    this.workers = workers;
  }

  /** All of it. */
  public Outcome run(Table table) {
    Blocks blocks = Blocks.of(table, schema.keys(), workers);
    Model model = new Model(schema, weights, table);
    Linkage linkage = link(table, model, blocks);
    long links = 0;
    for (int edge = 0; edge < linkage.edges().size(); edge++) {
      links += linkage.edges().links(edge) ? 1 : 0;
    }
    Grouping grouping = group(table, model, linkage.edges());
    return new Outcome(grouping, linkage.compared(), links, linkage.keys());
  }

  /** Looks at every pair of the blocks. */
  public Linkage link(Table table, Model model, Blocks blocks) {
    List<Supplier<Looking>> tasks = new ArrayList<>();
    for (Blocks.Part part : blocks.parts()) {
      tasks.add(
          () -> {
            Looking looking = new Looking(table, model);
            blocks.pairs(part, looking::at);
            return looking;
          });
    }
    Edges edges = new Edges();
    long compared = 0;
    for (Looking looking : workers.all(tasks)) {
      edges.addAll(looking.edges());
      compared += looking.compared();
    }
    return new Linkage(edges, compared, blocks.reports());
  }

  /** Makes persons of pairs. */
  public Grouping group(Table table, Model model, Edges edges) {
    return Clusters.of(table.size(), edges, () -> new Together(table, model), table::key, workers);
  }

  /** Whether two records that need not have been compared may be in one person. */
  private static final class Together implements Clusters.Compatible {
    private final Table table;
    private final Model model;
    private final Scorer scorer;

    Together(Table table, Model model) {
      this.table = table;
      this.model = model;
      scorer = model.scorer();
    }

    @Override
    public boolean together(int left, int right) {
      int[] l = table.page(left);
      int[] r = table.page(right);
      int leftAt = table.offset(left);
      int rightAt = table.offset(right);
      long pattern = scorer.pattern(l, leftAt, r, rightAt);
      if (pattern == Scorer.HOPELESS) {
        return false;
      }
      int rule = scorer.rule(pattern, l, leftAt, r, rightAt);
      double score = scorer.score(pattern, l, leftAt, r, rightAt);
      return !keepsApart(rule, score)
          && score - model.weights().prior() >= model.weights().thresholds().contradiction();
    }

    private boolean keepsApart(int rule, double score) {
      return rule >= 0
          && model
              .schema()
              .rules()
              .rules()
              .get(rule)
              .effect()
              .keepsApart(score >= model.weights().thresholds().link());
    }
  }
}
