package org.yima.index.matching.weight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.yima.index.matching.block.BlockKey;
import org.yima.index.matching.block.Blocks;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.schema.Schema;

/**
 * Weights out of the data alone: u from pairs taken by chance, m by {@link Expectation} under each
 * key for the elements that this key leaves free, put together in proportion to the matches that
 * each key saw.
 *
 * @param sessions one for every key
 * @param randomPairs by which u was estimated
 * @param blockedPairs by which m was estimated
 * @param matches how many of all pairs are one person's, as estimated
 */
public record Training(
    Weights weights,
    List<Expectation.Session> sessions,
    long randomPairs,
    long blockedPairs,
    double matches) {
  private static final double SEEN_MORE = 0.5;

  /** Pairs taken by chance seldom show what is rare; a level that was never seen is rarer still. */
  private static final double CHANCE_SEEN_MORE = 0.05;

  private static final int ROUNDS = 3;

  public Training {
    sessions = List.copyOf(sessions);
  }

  /**
   * What training is given.
   *
   * @param version of the weights to be
   * @param randomPairs how many pairs to take by chance
   * @param pairsPerKey how many pairs of each key at most
   * @param seed of the chance
   */
  public record Plan(
      String version, Thresholds thresholds, int randomPairs, long pairsPerKey, long seed) {}

  /** Trains on a table. */
  public static Training of(Schema schema, Table table, Blocks blocks, Plan plan) {
    Weights blank = blank(schema, plan);
    Scorer scorer = new Model(schema, blank, table).scorer();
    PatternCounts random = random(table, scorer, plan);
    List<PatternCounts> byKey = blocked(table, blocks, scorer, plan);
    Levels u = Levels.even(schema, 0.5);
    Weights weights = blank;
    List<Expectation.Session> sessions = List.of();
    double matches = 0;
    for (int round = 0; round < ROUNDS; round++) {
      u = nonMatches(schema, random, weights, round);
      sessions = sessions(schema, byKey, u);
      Levels m = together(schema, sessions);
      matches = matches(sessions);
      double all = table.size() * (table.size() - 1.0) / 2;
      weights =
          new Weights(
              plan.version(),
              schema.name(),
              Bits.odds(Math.max(0.5, matches) / Math.max(1, all)),
              plan.thresholds(),
              Levels.weights(schema, m, u));
    }
    long blockedPairs = byKey.stream().mapToLong(PatternCounts::total).sum();
    return new Training(weights, sessions, random.total(), blockedPairs, matches);
  }

  private static Weights blank(Schema schema, Plan plan) {
    Levels even = Levels.even(schema, 0.5);
    return new Weights(
        plan.version(), schema.name(), 0, plan.thresholds(), Levels.weights(schema, even, even));
  }

  private static PatternCounts random(Table table, Scorer scorer, Plan plan) {
    PatternCounts counts = new PatternCounts();
    SplittableRandom chance = new SplittableRandom(plan.seed());
    for (int i = 0; i < plan.randomPairs() && table.size() > 1; i++) {
      int left = chance.nextInt(table.size());
      int right = chance.nextInt(table.size() - 1);
      count(table, scorer, counts, left, right >= left ? right + 1 : right);
    }
    return counts;
  }

  private static void count(Table table, Scorer scorer, PatternCounts to, int left, int right) {
    long pattern =
        scorer.pattern(
            table.page(left), table.offset(left), table.page(right), table.offset(right));
    if (pattern != Scorer.HOPELESS) {
      to.add(pattern, 1);
    }
  }

  /** All pairs of each key: within a key's blocks, nothing else may have chosen them. */
  private static List<PatternCounts> blocked(Table table, Blocks blocks, Scorer scorer, Plan plan) {
    List<PatternCounts> byKey = new ArrayList<>();
    for (int key = 0; key < blocks.keys(); key++) {
      byKey.add(new PatternCounts());
    }
    for (Blocks.Part part : blocks.parts()) {
      PatternCounts counts = byKey.get(part.key());
      if (counts.total() < plan.pairsPerKey()) {
        blocks.allPairs(part, (left, right) -> count(table, scorer, counts, left, right));
      }
    }
    return byKey;
  }

  /** Pairs taken by chance hold a few matches too: they count as little as they look like it. */
  private static Levels nonMatches(
      Schema schema, PatternCounts random, Weights weights, int round) {
    Levels.Sum sum = new Levels.Sum(schema);
    if (round == 0) {
      random.each(sum::add);
    } else {
      Levels m = Levels.of(schema, weights, true);
      Levels u = Levels.of(schema, weights, false);
      boolean[] all = all(schema);
      double odds = Math.pow(2, weights.prior());
      random.each(
          (pattern, count) -> {
            double ratio = odds * m.probability(pattern, all) / u.probability(pattern, all);
            sum.add(pattern, count / (1 + ratio));
          });
    }
    return sum.shares(CHANCE_SEEN_MORE);
  }

  private static boolean[] all(Schema schema) {
    boolean[] all = new boolean[schema.elements().size()];
    Arrays.fill(all, true);
    return all;
  }

  private static List<Expectation.Session> sessions(
      Schema schema, List<PatternCounts> byKey, Levels u) {
    List<Expectation.Session> sessions = new ArrayList<>();
    for (int key = 0; key < byKey.size(); key++) {
      BlockKey of = schema.keys().get(key);
      sessions.add(Expectation.run(schema, of.name(), byKey.get(key), u, schema.touchedBy(of)));
    }
    return sessions;
  }

  private static Levels together(Schema schema, List<Expectation.Session> sessions) {
    Levels.Sum sum = new Levels.Sum(schema);
    for (Expectation.Session session : sessions) {
      for (int i = 0; i < schema.elements().size(); i++) {
        if (!session.fixed().contains(i)) {
          int levels = schema.elements().get(i).comparison().levels().size();
          double[] more = new double[levels + 1];
          for (int level = 0; level <= levels; level++) {
            more[level] = session.m().share(i, level) * session.matches();
          }
          sum.add(i, more);
        }
      }
    }
    return sum.shares(SEEN_MORE);
  }

  /** The matches of the key that finds most; other keys find mostly the same. */
  private static double matches(List<Expectation.Session> sessions) {
    return sessions.stream().mapToDouble(Expectation.Session::matches).max().orElse(0);
  }
}
