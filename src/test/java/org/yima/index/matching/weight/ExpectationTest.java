package org.yima.index.matching.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.yima.index.matching.column.Column;
import org.yima.index.matching.compare.Digits;
import org.yima.index.matching.compare.Equal;
import org.yima.index.matching.rule.Pattern;
import org.yima.index.matching.rule.RuleTable;
import org.yima.index.matching.schema.Element;
import org.yima.index.matching.schema.Schema;

/** Pairs drawn from known m and u: the estimate has to find them again. */
class ExpectationTest {
  private static final int PAIRS = 200_000;
  private static final double SHARE = 0.2;
  private static final double[][] M = {
    {0, 0.9, 0.07, 0.03}, {0, 0.8, 0.1, 0.1}, {0, 0.95, 0.05}, {0, 0.7, 0.2, 0.1}
  };
  private static final double[][] U = {
    {0, 0.01, 0.02, 0.97}, {0, 0.05, 0.05, 0.9}, {0, 0.5, 0.5}, {0, 0.02, 0.08, 0.9}
  };

  private static Schema schema() {
    List<Column> columns =
        List.of(
            Column.of("a", row -> row[0]),
            Column.of("b", row -> row[1]),
            Column.of("c", row -> row[2]),
            Column.of("d", row -> row[3]));
    return new Schema(
        "four",
        List.of("a", "b", "c", "d"),
        columns,
        List.of(
            Element.of("a", new Digits("a")),
            Element.of("b", new Digits("b")),
            Element.of("c", new Equal("c")),
            Element.of("d", new Digits("d"))),
        List.of(),
        List.of(),
        RuleTable.none(),
        Optional.empty());
  }

  private static int draw(double[] shares, SplittableRandom chance) {
    double at = chance.nextDouble();
    for (int level = 1; level < shares.length - 1; level++) {
      at -= shares[level];
      if (at < 0) {
        return level;
      }
    }
    return shares.length - 1;
  }

  private static PatternCounts drawn(long seed, double missing) {
    SplittableRandom chance = new SplittableRandom(seed);
    PatternCounts counts = new PatternCounts();
    for (int i = 0; i < PAIRS; i++) {
      double[][] of = chance.nextDouble() < SHARE ? M : U;
      long pattern = 0;
      for (int element = 0; element < of.length; element++) {
        int level = chance.nextDouble() < missing ? 0 : draw(of[element], chance);
        pattern = Pattern.with(pattern, element, level);
      }
      counts.add(pattern, 1);
    }
    return counts;
  }

  private static Levels u(Schema schema) {
    SplittableRandom chance = new SplittableRandom(5);
    Levels.Sum sum = new Levels.Sum(schema);
    for (int i = 0; i < PAIRS; i++) {
      long pattern = 0;
      for (int element = 0; element < U.length; element++) {
        pattern = Pattern.with(pattern, element, draw(U[element], chance));
      }
      sum.add(pattern, 1);
    }
    return sum.shares(0.5);
  }

  @Test
  void findsTheKnownSharesAgain() {
    Schema schema = schema();
    for (double missing : new double[] {0, 0.3}) {
      Expectation.Session session =
          Expectation.run(schema, "all", drawn(3, missing), u(schema), Set.of());
      assertThat(session.converged()).isTrue();
      assertThat(session.share()).isCloseTo(SHARE, offset(0.01));
      for (int element = 0; element < M.length; element++) {
        for (int level = 1; level < M[element].length; level++) {
          assertThat(session.m().share(element, level))
              .as("element %d level %d", element, level)
              .isCloseTo(M[element][level], offset(0.015));
        }
      }
    }
  }

  @Test
  void likelihoodNeverFalls() {
    Schema schema = schema();
    List<Double> likelihood =
        Expectation.run(schema, "all", drawn(4, 0.1), u(schema), Set.of()).logLikelihood();
    assertThat(likelihood).hasSizeGreaterThan(2);
    for (int i = 1; i < likelihood.size(); i++) {
      // Every level counts half a pair more than was seen, which may cost a little.
      assertThat(likelihood.get(i)).isGreaterThan(likelihood.get(i - 1) - 1);
    }
  }

  @Test
  void whatAKeyFixesTakesNoPart() {
    Schema schema = schema();
    Expectation.Session session = Expectation.run(schema, "a", drawn(3, 0), u(schema), Set.of(0));
    assertThat(session.fixed()).containsExactly(0);
    assertThat(session.m().share(1, 1)).isCloseTo(M[1][1], offset(0.03));
  }

  @Test
  void weightsAreReadAsTheyWereWritten() {
    Schema schema = schema();
    Weights weights =
        new Weights(
            "v1",
            schema.name(),
            -12.5,
            new Thresholds(8, 1, -20),
            Levels.weights(schema, Levels.even(schema, 0.9), u(schema)));
    assertThat(Weights.parse("# by a test\n" + weights.text())).isEqualTo(weights);
  }

  @Test
  void countsArePatternsNotOrder() {
    PatternCounts one = new PatternCounts();
    PatternCounts other = new PatternCounts();
    SplittableRandom chance = new SplittableRandom(9);
    long[] patterns = chance.longs(5_000, 0, 900).toArray();
    for (int i = 0; i < patterns.length; i++) {
      one.add(patterns[i], 1);
      other.add(patterns[patterns.length - 1 - i], 1);
    }
    assertThat(one.total()).isEqualTo(5_000);
    one.each((pattern, count) -> assertThat(other.count(pattern)).isEqualTo(count));
    assertThat(one.size()).isEqualTo(other.size());
  }
}
