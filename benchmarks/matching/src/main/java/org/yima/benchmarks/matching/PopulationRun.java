package org.yima.benchmarks.matching;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yima.index.matching.backtest.Counts;
import org.yima.index.matching.backtest.DesignEffect;
import org.yima.index.matching.backtest.Truth;
import org.yima.index.matching.block.Blocks;
import org.yima.index.matching.block.KeyReport;
import org.yima.index.matching.chinese.City;
import org.yima.index.matching.cluster.Doubt;
import org.yima.index.matching.cluster.Grouping;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;
import org.yima.index.matching.engine.Engine;
import org.yima.index.matching.engine.Linkage;
import org.yima.index.matching.explain.Explanation;
import org.yima.index.matching.normal.DefaultValues;
import org.yima.index.matching.schema.Schema;
import org.yima.index.matching.weight.Frequencies;
import org.yima.index.matching.weight.Model;
import org.yima.index.matching.weight.Thresholds;
import org.yima.index.matching.weight.Training;
import org.yima.index.matching.weight.Weights;

/** A population with its truth: how well the shipped weights do, and how fast the engine is. */
final class PopulationRun {
  private static final double PRECISION = 0.9999;
  private static final double RECALL = 0.97;
  private static final double REVIEW = 0.02;

  /** Below it a value is as rare as the rarest. */
  private static final int LEAST_COUNT = 4;

  private final Population population;
  private final Weights weights;
  private final Workers workers;
  private final Schema schema = City.schema();

  PopulationRun(Population population, Weights weights, Workers workers) {
    this.population = population;
    this.weights = weights;
    this.workers = workers;
  }

  /** Weights out of the population, its truth not looked at. */
  static Training trained(Population population, String version, Workers workers)
      throws IOException {
    Schema schema = City.schema();
    Table table = schema.table();
    int persons = population.fill(table, workers).persons();
    int excluded =
        DefaultValues.exclude(table, City.suspects(table)) + City.forgetPhonesOfWards(table);
    System.out.printf(
        "%d records of %d persons, %d default values%n", table.size(), persons, excluded);
    Blocks blocks = Blocks.of(table, schema.keys(), workers);
    Thresholds thresholds = City.weights().thresholds();
    return Training.of(
        schema, table, blocks, new Training.Plan(version, thresholds, 4_000_000, 2_000_000, 1));
  }

  /**
   * How often its values are met, those of few records left out. Addresses are left out too: what
   * is common in one city tells nothing of another.
   */
  static String frequencies(Population population, Workers workers) throws IOException {
    Schema schema = City.schema();
    Table table = schema.table();
    int persons = population.fill(table, workers).persons();
    int excluded =
        DefaultValues.exclude(table, City.suspects(table)) + City.forgetPhonesOfWards(table);
    System.out.printf("values of %d persons, %d default values%n", persons, excluded);
    Frequencies.Taken taken = Frequencies.Taken.of(schema, table, LEAST_COUNT);
    Map<String, Integer> present = new TreeMap<>(taken.present());
    present.remove("address");
    return new Frequencies.Taken(present, taken.counts()).text();
  }

  /** One run with the time of every stage, and what came of it. */
  String markdown() throws IOException {
    Table table = schema.table();
    Population.Filled filled = population.fill(table, workers);
    long[] at = new long[5];
    at[0] = System.nanoTime();
    int excluded =
        DefaultValues.exclude(table, City.suspects(table)) + City.forgetPhonesOfWards(table);
    at[1] = System.nanoTime();
    Blocks blocks = Blocks.of(table, schema.keys(), workers);
    at[2] = System.nanoTime();
    Engine engine = new Engine(schema, weights, workers);
    Model model = new Model(schema, weights, table);
    Linkage linkage = engine.link(table, model, blocks);
    at[3] = System.nanoTime();
    Grouping grouping = engine.group(table, model, linkage.edges());
    at[4] = System.nanoTime();
    return accuracy(table, filled, blocks, linkage, grouping)
        + speed(table, filled, excluded, linkage, at);
  }

  private String speed(
      Table table, Population.Filled filled, int excluded, Linkage linkage, long[] at) {
    double seconds = filled.seconds() + (at[4] - at[0]) / 1e9;
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    long held = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    return String.format(
        Locale.ROOT,
        "%n%,d records in %.2f s: %,.0f records a second (normalise and encode %.2f s, find default values, in"
            + " %,d records, %.2f s, block %.2f s,"
            + " compare and score %,d pairs %.2f s, cluster %.2f s). Held afterwards: %,d MiB; heap at"
            + " most %,d MiB.%n",
        table.size(),
        seconds,
        table.size() / seconds,
        filled.seconds(),
        excluded,
        (at[1] - at[0]) / 1e9,
        (at[2] - at[1]) / 1e9,
        linkage.compared(),
        (at[3] - at[2]) / 1e9,
        (at[4] - at[3]) / 1e9,
        held,
        runtime.maxMemory() >> 20);
  }

  private String accuracy(
      Table table, Population.Filled filled, Blocks blocks, Linkage linkage, Grouping grouping) {
    Counts counts = filled.truth().of(grouping);
    Set<Integer> asked = new HashSet<>();
    Map<String, Asked> reasons = new TreeMap<>();
    int[] sizes = new int[table.size()];
    for (int person : grouping.person()) {
      sizes[person]++;
    }
    for (Doubt doubt : grouping.doubts()) {
      // Where a person with few records may belong to one with more, the few are in question.
      int left = sizes[grouping.person()[doubt.left()]];
      int right = sizes[grouping.person()[doubt.right()]];
      int record = left < right ? doubt.left() : doubt.right();
      asked.add(record);
      boolean same = filled.truth().same(doubt.left(), doubt.right());
      reasons.computeIfAbsent(reason(doubt), none -> new Asked()).add(record, same);
    }
    StringBuilder text = new StringBuilder(Score.HEAD);
    text.append(Score.row("links of the machine", counts, ""));
    text.append(goals(table.size(), counts, filled.truth().designEffect(grouping), asked.size()));
    text.append(
        String.format(
            Locale.ROOT,
            "%n%,d records of %,d persons became %,d; %,d questions (%.2f for 100 records), which ask"
                + " about %,d records. Blocking recall %s. %,d records that the truth does not name are"
                + " nobody's, %,d of its lines are nobody's either%s.%n%nQuestions: %s.%n",
            table.size(),
            filled.persons(),
            grouping.persons(),
            grouping.doubts().size(),
            100.0 * grouping.doubts().size() / table.size(),
            asked.size(),
            Score.share(filled.truth().covered(blocks)),
            filled.nobodys(),
            filled.unfound(),
            filled.unused().isEmpty() ? "" : "; no header for " + filled.unused(),
            reasons));
    for (KeyReport key : linkage.keys()) {
      text.append(
          String.format(
              Locale.ROOT,
              "- key %s: %,d pairs, largest block %,d; dropped %,d blocks with %,d pairs%n",
              key.key(),
              key.pairs(),
              key.largest(),
              key.droppedBlocks(),
              key.droppedPairs()));
    }
    return text.append(byKind(filled, grouping))
        .append(missed(table, filled.truth(), grouping))
        .toString();
  }

  /** Each goal beside its figure. */
  private static String goals(int records, Counts counts, DesignEffect effect, int asked) {
    double review = (double) asked / records;
    return String.format(
        Locale.ROOT,
        "%n| goal | | figure | with 95%% | |%n| --- | ---: | ---: | ---: | --- |%n"
            + "| precision | ≥ 0.9999 | %s | ≥ %s | %s |%n| recall | ≥ 0.97 | %s | ≥ %s | %s |%n"
            + "| records to review | ≤ 2 %% | %.2f %% | | %s |%n"
            + "%nBounds are Wilson's, of as many pairs as there are bunches of them: %.1f pairs that are"
            + " linked count as one, and %.1f that should be.%n",
        Score.share(counts.precision()),
        Score.share(counts.leastPrecision(effect.precision())),
        met(
            counts.precision() >= PRECISION,
            counts.leastPrecision(effect.precision()) >= PRECISION),
        Score.share(counts.recall()),
        Score.share(counts.leastRecall(effect.recall())),
        met(counts.recall() >= RECALL, counts.leastRecall(effect.recall()) >= RECALL),
        100 * review,
        review <= REVIEW ? "met" : "MISSED",
        effect.precision(),
        effect.recall());
  }

  private static String met(boolean figure, boolean bound) {
    return figure ? bound ? "met" : "met, not by its bound" : "MISSED";
  }

  /**
   * What each kind of error costs: of the true pairs in which at least one record bears it, how
   * many are missed; and how many wrong pairs bear it. A pair counts for every kind that it bears.
   */
  private static String byKind(Population.Filled filled, Grouping grouping) {
    if (filled.errors().isEmpty()) {
      return "";
    }
    Map<String, long[]> kinds = new TreeMap<>();
    filled
        .truth()
        .each(
            (left, right) -> {
              for (String kind : kinds(filled, left, right)) {
                long[] counts = kinds.computeIfAbsent(kind, none -> new long[3]);
                counts[0]++;
                counts[1] += grouping.same(left, right) ? 0 : 1;
              }
            });
    eachWrong(
        filled.truth(),
        grouping,
        (left, right) ->
            kinds(filled, left, right)
                .forEach(kind -> kinds.computeIfAbsent(kind, none -> new long[3])[2]++));
    StringBuilder text = new StringBuilder("\n| kind of error | true pairs | missed | | wrong |\n");
    text.append("| --- | ---: | ---: | ---: | ---: |\n");
    kinds.forEach(
        (kind, counts) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %,d | %,d | %.1f %% | %,d |%n",
                    kind,
                    counts[0],
                    counts[1],
                    counts[0] == 0 ? 0.0 : 100.0 * counts[1] / counts[0],
                    counts[2])));
    return text.toString();
  }

  private static Set<String> kinds(Population.Filled filled, int left, int right) {
    Set<String> kinds = new TreeSet<>(filled.errors().getOrDefault(left, List.of()));
    kinds.addAll(filled.errors().getOrDefault(right, List.of()));
    return kinds.isEmpty() ? Set.of("(none)") : kinds;
  }

  /** Gives every pair of two people's records that came into one person. */
  private static void eachWrong(Truth truth, Grouping grouping, Blocks.Pairs to) {
    Map<Integer, List<Integer>> groups = new HashMap<>();
    for (int record = 0; record < grouping.person().length; record++) {
      for (int other : groups.getOrDefault(grouping.person()[record], List.of())) {
        if (truth.known(other, record) && !truth.same(other, record)) {
          to.pair(other, record);
        }
      }
      groups.computeIfAbsent(grouping.person()[record], none -> new ArrayList<>()).add(record);
    }
  }

  private String reason(Doubt doubt) {
    return doubt.rule() < 0
        ? doubt.reason().name()
        : schema.rules().rules().get(doubt.rule()).name();
  }

  /** What people are asked for one reason. */
  private static final class Asked {
    private final Set<Integer> records = new HashSet<>();
    private int doubts;
    private int same;

    void add(int record, boolean one) {
      records.add(record);
      doubts++;
      same += one ? 1 : 0;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%,d about %,d records, %.0f %% of them one person's",
          doubts,
          records.size(),
          100.0 * same / doubts);
    }
  }

  /** By which levels the pairs that were missed, and those that were wrong, stand apart. */
  private String missed(Table table, Truth truth, Grouping grouping) {
    Model model = new Model(schema, weights, table);
    Map<String, Integer> missed = new HashMap<>();
    Map<String, Integer> by = new HashMap<>();
    truth.each(
        (left, right) -> {
          if (!grouping.same(left, right)) {
            missed.merge(levels(model, table, left, right), 1, Integer::sum);
            by.merge(reason(Explanation.of(model, table, left, right)), 1, Integer::sum);
          }
        });
    StringBuilder text = new StringBuilder("\nWhat keeps the missed apart:\n");
    most(by).forEach(line -> text.append("- ").append(line).append('\n'));
    text.append("\nMost frequent among the missed:\n");
    most(missed).forEach(line -> text.append("- ").append(line).append('\n'));
    Map<String, Integer> wrong = new HashMap<>();
    eachWrong(
        truth,
        grouping,
        (left, right) -> wrong.merge(levels(model, table, left, right), 1, Integer::sum));
    text.append("\nMost frequent among the wrong:\n");
    most(wrong).forEach(line -> text.append("- ").append(line).append('\n'));
    return text.toString();
  }

  private static String reason(Explanation explanation) {
    return explanation
        .rule()
        .orElseGet(
            () ->
                switch (explanation.decision()) {
                  case LINK -> "others with whom one of them is";
                  case REVIEW -> "a score between the thresholds";
                  case NONE -> "a score below both";
                });
  }

  private static List<String> most(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .sorted((a, b) -> Integer.compare(b.getValue(), a.getValue()))
        .limit(15)
        .map(e -> e.getValue() + " × " + e.getKey())
        .toList();
  }

  private String levels(Model model, Table table, int left, int right) {
    Explanation explanation = Explanation.of(model, table, left, right);
    StringBuilder text = new StringBuilder();
    explanation
        .lines()
        .forEach(line -> text.append(line.element()).append(' ').append(line.level()).append(", "));
    return text + "rule " + explanation.rule().orElse("none");
  }
}
