package org.yima.index.matching.weight;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.compare.Comparison.Compared;
import org.yima.index.matching.rule.Condition;
import org.yima.index.matching.rule.Effect;
import org.yima.index.matching.rule.Rule;
import org.yima.index.matching.schema.Dependence;
import org.yima.index.matching.schema.Element;
import org.yima.index.matching.schema.NullPolicy;
import org.yima.index.matching.schema.Schema;

/**
 * Schema and weights over one table, with every name looked up and every logarithm taken. Shared by
 * all {@link Scorer}s; valid until the table changes.
 */
public final class Model {
  /** A value is never taken for rarer than this, whatever the counts of a small table say. */
  private static final double RAREST = 1e-6;

  private static final double ORDINARY = 1000;

  private final Frequencies frequencies;
  final Schema schema;
  final Weights weights;
  final Compared[] compared;
  final double[][] bits;
  final float[][][] adjustments;
  final int[][] adjusting;
  final double[] most;
  final boolean[] watched;
  final Condition.Test[] rules;
  final Effect[] effects;
  final Condition.Test anchor;
  final List<Absorbing> absorbing = new ArrayList<>();
  final List<int[]> onceOnly = new ArrayList<>();
  final int notWithin;

  /** A dependence by places: {@code levels} and {@code followers} are bits. */
  record Absorbing(int leader, int levels, int followers) {}

  /** Looks everything up, and counts values in the table itself. */
  public Model(Schema schema, Weights weights, Table table) {
    this(schema, weights, table, Frequencies.counted(table));
  }

  /**
   * Looks everything up; refuses weights that do not fit the schema.
   *
   * @param frequencies of the population that the table's records come from
   */
  public Model(Schema schema, Weights weights, Table table, Frequencies frequencies) {
    this.frequencies = frequencies;
    this.schema = schema;
    this.weights = weights;
    int elements = schema.elements().size();
    compared =
        schema.elements().stream()
            .map(element -> element.comparison().over(table))
            .toArray(Compared[]::new);
    bits = new double[elements][];
    adjustments = new float[elements][][];
    adjusting = new int[elements][];
    most = new double[elements + 1];
    watched = new boolean[elements];
    Map<String, ElementWeights> named = new HashMap<>();
    weights.elements().forEach(element -> named.put(element.element(), element));
    for (int i = elements - 1; i >= 0; i--) {
      Element element = schema.elements().get(i);
      ElementWeights own = named.remove(element.name());
      if (own == null) {
        throw new IllegalArgumentException("no weights for " + element.name());
      }
      weigh(i, element, own, table);
      watched[i] = schema.rules().watched().contains(element.name());
    }
    if (!named.isEmpty()) {
      throw new IllegalArgumentException("weights for unknown elements " + named.keySet());
    }
    var naming = schema.naming(table);
    rules =
        schema.rules().rules().stream()
            .map(rule -> rule.when().over(naming))
            .toArray(Condition.Test[]::new);
    effects = schema.rules().rules().stream().map(Rule::effect).toArray(Effect[]::new);
    anchor = schema.rules().anchor().over(naming);
    schema.dependences().forEach(this::depend);
    notWithin = schema.notWithin().map(table::column).orElse(-1);
  }

  private void weigh(int i, Element element, ElementWeights own, Table table) {
    int levels = element.comparison().levels().size();
    bits[i] = new double[levels + 1];
    adjustments[i] = new float[levels + 1][];
    adjusting[i] = new int[levels + 1];
    double best = 0;
    boolean[] given = new boolean[levels + 1];
    for (LevelWeight weight : own.levels()) {
      int level = element.level(weight.level());
      given[level] = true;
      if (level > 0 || element.nulls() == NullPolicy.EVIDENCE) {
        bits[i][level] = weight.bits();
      }
      double top = bits[i][level];
      String column = element.frequencies().get(weight.level());
      if (column != null) {
        adjusting[i][level] = table.column(column);
        adjustments[i][level] = adjustments(table, table.column(column), weight.u());
        top = Math.max(top, Bits.log2(weight.m() / RAREST));
      }
      best = Math.max(best, top);
    }
    for (int level = 1; level <= levels; level++) {
      if (!given[level]) {
        throw new IllegalArgumentException(
            "no weight for " + element.name() + " " + element.level(level));
      }
    }
    most[i] = most[i + 1] + best;
  }

  /**
   * For every value the bits by which its agreement says more, or less, than the level's u. A value
   * counts as if the table were larger by {@link #ORDINARY} records with an ordinary one, so that a
   * few records are no evidence of what is common.
   */
  private float[] adjustments(Table table, int column, double u) {
    String name = table.columns().get(column).name();
    double all = frequencies.present(name) + ORDINARY;
    float[] adjustments = new float[table.dictionary(column).size()];
    for (int code = 1; code < adjustments.length; code++) {
      double share = (frequencies.count(name, code) + ORDINARY * u) / all;
      adjustments[code] = (float) Bits.log2(u / Math.max(RAREST, share));
    }
    return adjustments;
  }

  private void depend(Dependence dependence) {
    if (dependence instanceof Dependence.Absorbs absorbs) {
      int leader = schema.element(absorbs.leader());
      int levels =
          absorbs.levels().stream()
              .mapToInt(level -> 1 << schema.elements().get(leader).level(level))
              .reduce(0, (a, b) -> a | b);
      int followers =
          absorbs.followers().stream()
              .mapToInt(follower -> 1 << schema.element(follower))
              .reduce(0, (a, b) -> a | b);
      absorbing.add(new Absorbing(leader, levels, followers));
    } else if (dependence instanceof Dependence.OnceOnly once) {
      onceOnly.add(once.elements().stream().mapToInt(schema::element).sorted().toArray());
    }
  }

  /** What is compared. */
  public Schema schema() {
    return schema;
  }

  /** The weights that are looked up. */
  public Weights weights() {
    return weights;
  }

  /** A scorer for one thread. */
  public Scorer scorer() {
    return new Scorer(this);
  }
}
