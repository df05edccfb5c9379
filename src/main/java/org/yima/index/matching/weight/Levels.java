package org.yima.index.matching.weight;

import java.util.ArrayList;
import java.util.List;
import org.yima.index.matching.rule.Pattern;
import org.yima.index.matching.schema.Element;
import org.yima.index.matching.schema.NullPolicy;
import org.yima.index.matching.schema.Schema;

/** One share for every level of every element: the m or the u of a model. */
public final class Levels {
  private final Schema schema;
  private final double[][] shares;

  private Levels(Schema schema, double[][] shares) {
    this.schema = schema;
    this.shares = shares;
  }

  /** Where nothing is known: the best level of each element has this share, the rest is even. */
  public static Levels even(Schema schema, double best) {
    double[][] shares = empty(schema);
    for (double[] of : shares) {
      for (int level = 0; level < of.length; level++) {
        of[level] = level == 1 ? best : (1 - best) / Math.max(1, of.length - 2);
      }
    }
    return new Levels(schema, shares);
  }

  private static double[][] empty(Schema schema) {
    return schema.elements().stream()
        .map(element -> new double[element.comparison().levels().size() + 1])
        .toArray(double[][]::new);
  }

  /** The share of a level. */
  public double share(int element, int level) {
    return shares[element][level];
  }

  /** The probability of a pattern, its elements taken as independent; missing ones say nothing. */
  public double probability(long pattern, boolean[] of) {
    double product = 1;
    for (int i = 0; i < shares.length; i++) {
      if (of[i]) {
        int level = Pattern.level(pattern, i);
        if (level > 0 || isEvidence(i)) {
          product *= shares[i][level];
        }
      }
    }
    return product;
  }

  private boolean isEvidence(int element) {
    return schema.elements().get(element).nulls() == NullPolicy.EVIDENCE;
  }

  /** Adds up pairs, weighted, and makes shares of them. */
  static final class Sum {
    private final Schema schema;
    private final double[][] sums;

    Sum(Schema schema) {
      this.schema = schema;
      sums = empty(schema);
    }

    void add(long pattern, double weight) {
      for (int i = 0; i < sums.length; i++) {
        sums[i][Pattern.level(pattern, i)] += weight;
      }
    }

    /** Adds sums that were taken elsewhere. */
    void add(int element, double[] more) {
      for (int level = 0; level < more.length; level++) {
        sums[element][level] += more[level];
      }
    }

    double[] of(int element) {
      return sums[element];
    }

    /** Shares, as if each level had been seen a little more often; so none is 0. */
    Levels shares(double seenMore) {
      double[][] shares = empty(schema);
      for (int i = 0; i < sums.length; i++) {
        double all = 0;
        for (int level = 1; level < sums[i].length; level++) {
          all += sums[i][level] + seenMore;
        }
        for (int level = 1; level < sums[i].length; level++) {
          shares[i][level] =
              all == 0 ? 1.0 / (sums[i].length - 1) : (sums[i][level] + seenMore) / all;
        }
        double known = all + sums[i][0] + seenMore;
        shares[i][0] = (sums[i][0] + seenMore) / Math.max(known, Double.MIN_NORMAL);
        if (schema.elements().get(i).nulls() == NullPolicy.EVIDENCE) {
          for (int level = 1; level < sums[i].length; level++) {
            shares[i][level] *= 1 - shares[i][0];
          }
        }
      }
      return new Levels(schema, shares);
    }
  }

  /** Both as weights of the schema's elements. */
  static List<ElementWeights> weights(Schema schema, Levels m, Levels u) {
    List<ElementWeights> weights = new ArrayList<>();
    for (int i = 0; i < schema.elements().size(); i++) {
      Element element = schema.elements().get(i);
      List<LevelWeight> levels = new ArrayList<>();
      for (int level = 1; level < m.shares[i].length; level++) {
        levels.add(new LevelWeight(element.level(level), m.shares[i][level], u.shares[i][level]));
      }
      if (element.nulls() == NullPolicy.EVIDENCE) {
        levels.add(new LevelWeight(Element.MISSING, m.shares[i][0], u.shares[i][0]));
      }
      weights.add(new ElementWeights(element.name(), levels));
    }
    return weights;
  }

  /** The m or u of weights, by place. */
  static Levels of(Schema schema, Weights weights, boolean m) {
    double[][] shares = empty(schema);
    for (ElementWeights element : weights.elements()) {
      int place = schema.element(element.element());
      for (LevelWeight level : element.levels()) {
        shares[place][schema.elements().get(place).level(level.level())] =
            m ? level.m() : level.u();
      }
    }
    return new Levels(schema, shares);
  }
}
