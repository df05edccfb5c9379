package org.yima.index.matching.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yima.index.matching.chinese.City;
import org.yima.index.matching.cluster.Grouping;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;
import org.yima.index.matching.explain.Explanation.Decision;
import org.yima.index.matching.weight.Thresholds;
import org.yima.index.matching.weight.Weights;

class BacktestTest {
  @Test
  void countsOfAGrouping() {
    Truth truth = new Truth(new int[] {7, 7, 7, 8, 8, -1});
    assertThat(truth.pairs()).isEqualTo(4);
    Grouping grouping = new Grouping(new int[] {0, 0, 2, 2, 4, 0}, 3, List.of());
    Counts counts = truth.of(grouping);
    assertThat(counts).isEqualTo(new Counts(1, 1, 3));
    assertThat(counts.precision()).isEqualTo(0.5);
    assertThat(counts.recall()).isEqualTo(0.25);
    assertThat(counts.f1()).isCloseTo(1.0 / 3, offset(1e-12));
  }

  @Test
  void boundsOfAShare() {
    // Published: 95% Wilson bound of 10 of 10 is 0.722, of 8 of 10 is 0.490.
    assertThat(new Counts(10, 0, 0).leastPrecision()).isCloseTo(0.722, offset(0.001));
    assertThat(new Counts(8, 0, 2).leastRecall()).isCloseTo(0.490, offset(0.001));
  }

  /** Ten people of four records each, five found whole and five not at all: six pairs are one. */
  @Test
  void pairsOfOnePersonCountAsOne() {
    int[] four = IntStream.range(0, 40).map(record -> record / 4).toArray();
    int[] found =
        IntStream.range(0, 40).map(record -> record < 20 ? record / 4 * 4 : record).toArray();
    DesignEffect effect = new Truth(four).designEffect(new Grouping(found, 25, List.of()));
    assertThat(effect.recall()).isCloseTo(6, offset(1e-9));
    Counts counts = new Truth(four).of(new Grouping(found, 25, List.of()));
    assertThat(counts).isEqualTo(new Counts(30, 0, 30));
    assertThat(counts.leastRecall(effect.recall()))
        .isEqualTo(new Counts(5, 0, 5).leastRecall())
        .isLessThan(counts.leastRecall());
    int[] two = IntStream.range(0, 40).map(record -> record / 2).toArray();
    int[] whole = IntStream.range(0, 40).map(record -> record / 2 * 2).toArray();
    assertThat(new Truth(two).designEffect(new Grouping(whole, 20, List.of())))
        .isEqualTo(new DesignEffect(1, 1));
  }

  /** Two of three and of two records in one: six wrong pairs, and one thing that went wrong. */
  @Test
  void wrongPairsOfOneJoinCountAsOne() {
    int[] person = new int[1005];
    int[] found = new int[1005];
    for (int record = 0; record < 1000; record++) {
      person[record] = record / 2;
      found[record] = record / 2 * 2;
    }
    for (int record = 1000; record < 1005; record++) {
      person[record] = record < 1003 ? 600 : 601;
      found[record] = 1000;
    }
    Grouping grouping = new Grouping(found, 501, List.of());
    Counts counts = new Truth(person).of(grouping);
    assertThat(counts.wrong()).isEqualTo(6);
    assertThat(new Truth(person).designEffect(grouping).precision()).isBetween(5.0, 7.0);
  }

  @Test
  void theCurveCountsWhatEachThresholdWouldDo() {
    Curve curve =
        Curve.of(
            new double[] {12, 10, 9, 8, 3, 1},
            new boolean[] {true, true, false, true, false, false},
            4);
    assertThat(curve.at(10)).isEqualTo(new Counts(2, 0, 2));
    assertThat(curve.at(8)).isEqualTo(new Counts(3, 1, 1));
    assertThat(curve.at(0)).isEqualTo(new Counts(3, 3, 1));
    assertThat(curve.best()).isEqualTo(8);
  }

  @Test
  void changedDecisionsAreNamedBeforeTheyHappen() {
    String[] row = {
      "h1", "c1", "李红", "", "", "", "1990-03-07", "女", "13911112222", "", "", "", "", ""
    };
    String[] other = row.clone();
    other[0] = "h2";
    Table table = City.schema().table();
    table.add(List.of(row, other), Workers.alone());
    Weights now = City.weights();
    Weights strict = now.with("strict", new Thresholds(90, 2, -12));
    List<int[]> pairs = List.<int[]>of(new int[] {0, 1});
    assertThat(Changes.between(City.schema(), table, now, now, pairs)).isEmpty();
    assertThat(Changes.between(City.schema(), table, now, strict, pairs))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.before()).isEqualTo(Decision.LINK);
              assertThat(change.after()).isEqualTo(Decision.REVIEW);
            });
  }
}
