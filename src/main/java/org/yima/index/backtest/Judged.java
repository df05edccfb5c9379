package org.yima.index.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yima.index.living.Bench;
import org.yima.index.living.Judgement;
import org.yima.index.living.Sight;
import org.yima.index.living.Weighing;
import org.yima.index.matching.explain.Explanation;
import org.yima.platform.Id;

/**
 * A labelled pair, weighed by two versions. Scores are thousandths of a bit.
 *
 * @param pair its place among the pairs of its back-test
 * @param same whether it is one person's in truth
 */
public record Judged(
    int pair,
    Id record,
    Id other,
    boolean same,
    Judgement.Finding before,
    Judgement.Finding after,
    int scoreBefore,
    int scoreAfter) {
  /** A pair whose truth is known. */
  public record Labelled(int pair, Id record, Id other, boolean same) {}

  /** Whether the two versions decide otherwise. */
  public boolean isChanged() {
    return before != after;
  }

  /**
   * Weighs pairs as the index would: one that no block brings together is nothing, whatever its
   * score. One of which a record is not to be seen is left out.
   */
  public static List<Judged> of(Weighing inUse, Weighing tried, List<Labelled> pairs, Sight sight) {
    Bench before = new Bench(inUse, sight.compared());
    Bench after = new Bench(tried, sight.compared());
    List<Judged> judged = new ArrayList<>();
    for (Labelled pair : pairs) {
      Optional<Integer> one = sight.place(pair.record());
      Optional<Integer> other = sight.place(pair.other());
      if (one.isPresent() && other.isPresent()) {
        boolean meet = sight.meet(pair.record(), pair.other());
        judged.add(
            new Judged(
                pair.pair(),
                pair.record(),
                pair.other(),
                pair.same(),
                finding(before, one.get(), other.get(), meet),
                finding(after, one.get(), other.get(), meet),
                thousandths(before.explained(one.get(), other.get())),
                thousandths(after.explained(one.get(), other.get()))));
      }
    }
    return judged;
  }

  private static Judgement.Finding finding(Bench bench, int one, int other, boolean meet) {
    return meet ? bench.judge(one, other).kind() : Judgement.Finding.NONE;
  }

  private static int thousandths(Explanation explanation) {
    return (int) Math.round(explanation.score() * 1000);
  }
}
