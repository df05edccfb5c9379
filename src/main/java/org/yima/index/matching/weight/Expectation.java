package org.yima.index.matching.weight;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.yima.index.matching.schema.Schema;

/**
 * Expectation and maximisation over the pairs of one key's blocks: which of them are one person's
 * is not known, so every pair counts as a match as far as the m and u of the last turn say, and the
 * next m follows from that, until nothing moves. u is given.
 *
 * <p>Elements that the key itself fixes say nothing inside its blocks and take no part.
 */
public final class Expectation {
  private static final int MOST_TURNS = 200;
  private static final double STILL = 1e-6;
  private static final double FIRST_M = 0.9;
  private static final double FIRST_SHARE = 0.3;
  private static final double SEEN_MORE = 0.5;

  private Expectation() {}

  /**
   * One key's estimate.
   *
   * @param key the key's name
   * @param pairs that were looked at
   * @param share of them that are matches
   * @param converged false when the last turn still moved
   * @param logLikelihood after each turn, which never falls
   */
  public record Session(
      String key,
      long pairs,
      double share,
      boolean converged,
      List<Double> logLikelihood,
      Levels m,
      Set<Integer> fixed) {
    public Session {
      logLikelihood = List.copyOf(logLikelihood);
      fixed = Set.copyOf(fixed);
    }

    /** How many turns it took. */
    public int turns() {
      return logLikelihood.size();
    }

    /** How many of the pairs are matches. */
    public double matches() {
      return pairs * share;
    }
  }

  /** Estimates m. */
  public static Session run(
      Schema schema, String key, PatternCounts pairs, Levels u, Set<Integer> fixed) {
    boolean[] taking = new boolean[schema.elements().size()];
    for (int i = 0; i < taking.length; i++) {
      taking[i] = !fixed.contains(i);
    }
    Levels m = Levels.even(schema, FIRST_M);
    double share = FIRST_SHARE;
    List<Double> likelihood = new ArrayList<>();
    boolean still = false;
    while (!still && likelihood.size() < MOST_TURNS && pairs.total() > 0) {
      Turn turn = new Turn(schema, m, u, share, taking);
      pairs.each(turn::take);
      likelihood.add(turn.logLikelihood);
      Levels next = turn.sum.shares(SEEN_MORE);
      double nextShare =
          Math.min(1 - 1e-9, Math.max(1e-9, turn.matches / Math.max(1, pairs.total())));
      still = Math.abs(nextShare - share) < STILL && moved(schema, m, next, taking) < STILL;
      m = next;
      share = nextShare;
    }
    return new Session(key, pairs.total(), share, still, likelihood, m, fixed);
  }

  private static double moved(Schema schema, Levels m, Levels next, boolean[] taking) {
    double most = 0;
    for (int i = 0; i < taking.length; i++) {
      int levels = schema.elements().get(i).comparison().levels().size();
      for (int level = 1; taking[i] && level <= levels; level++) {
        most = Math.max(most, Math.abs(m.share(i, level) - next.share(i, level)));
      }
    }
    return most;
  }

  private static final class Turn {
    private final Levels m;
    private final Levels u;
    private final double share;
    private final boolean[] taking;
    private final Levels.Sum sum;
    private double matches;
    private double logLikelihood;

    Turn(Schema schema, Levels m, Levels u, double share, boolean[] taking) {
      this.m = m;
      this.u = u;
      this.share = share;
      this.taking = taking;
      sum = new Levels.Sum(schema);
    }

    void take(long pattern, long count) {
      double match = share * m.probability(pattern, taking);
      double both = match + (1 - share) * u.probability(pattern, taking);
      double weight = count * match / both;
      logLikelihood += count * Math.log(both);
      matches += weight;
      sum.add(pattern, weight);
    }
  }
}
