package org.yima.index.backtest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yima.index.IndexRecord;
import org.yima.index.living.Bench;
import org.yima.index.living.Judgement;
import org.yima.index.living.Weighing;
import org.yima.index.matching.explain.Explanation;
import org.yima.platform.Id;

/**
 * A labelled pair, weighed by two versions. Scores are thousandths of a bit.
 *
 * @param pair its place among the pairs of its back-test
 * @param same whether it is one person's in truth
 */
record Judged(
    int pair,
    Id record,
    Id other,
    boolean same,
    Judgement.Finding before,
    Judgement.Finding after,
    int scoreBefore,
    int scoreAfter) {
  /** A pair whose truth is known. */
  record Labelled(int pair, Id record, Id other, boolean same) {}

  boolean isChanged() {
    return before != after;
  }

  /** Weighs pairs; one of which a record is not among these is left out. */
  static List<Judged> of(
      Weighing inUse, Weighing tried, List<Labelled> pairs, List<IndexRecord> records) {
    Map<Id, Integer> places = new HashMap<>();
    records.forEach(record -> places.put(record.id(), places.size()));
    Bench before = new Bench(inUse, records.stream().map(IndexRecord::compared).toList());
    Bench after = new Bench(tried, records.stream().map(IndexRecord::compared).toList());
    List<Judged> judged = new ArrayList<>();
    for (Labelled pair : pairs) {
      Integer one = places.get(pair.record());
      Integer other = places.get(pair.other());
      if (one != null && other != null) {
        judged.add(
            new Judged(
                pair.pair(),
                pair.record(),
                pair.other(),
                pair.same(),
                before.judge(one, other).kind(),
                after.judge(one, other).kind(),
                thousandths(before.explained(one, other)),
                thousandths(after.explained(one, other))));
      }
    }
    return judged;
  }

  private static int thousandths(Explanation explanation) {
    return (int) Math.round(explanation.score() * 1000);
  }
}
