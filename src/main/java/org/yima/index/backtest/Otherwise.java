package org.yima.index.backtest;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.index.living.Arrangement;
import org.yima.index.living.Judgement.Finding;
import org.yima.index.matching.Doubt;
import org.yima.index.matching.explain.Explanation;
import org.yima.index.store.Doubts;
import org.yima.index.store.Edge;
import org.yima.platform.Id;

/**
 * A stored pair that would be decided otherwise. Scores are thousandths of a bit.
 *
 * @param one the one with the lower id
 * @param scoreBefore by which the two were linked; empty where they are not
 * @param scoreAfter empty where nothing would follow
 */
record Otherwise(
    Id one,
    Id other,
    Finding before,
    Finding after,
    Optional<Integer> scoreBefore,
    Optional<Integer> scoreAfter) {

  /** Two records, whichever way round. */
  record Pair(Id one, Id other) {
    Pair {
      if (one.compareTo(other) > 0) {
        Id lower = other;
        other = one;
        one = lower;
      }
    }
  }

  /** Every pair about which something would be done or undone. */
  static Set<Pair> touched(Arrangement arrangement) {
    Map<Pair, Boolean> pairs = new LinkedHashMap<>();
    arrangement.gone().forEach(edge -> pairs.put(pair(edge), true));
    arrangement.found().forEach(edge -> pairs.put(pair(edge), true));
    arrangement.doubts().forEach(doubt -> pairs.put(pair(doubt), true));
    return pairs.keySet();
  }

  private static Pair pair(Edge edge) {
    return new Pair(edge.one(), edge.other());
  }

  private static Pair pair(Doubts.Weighed weighed) {
    return new Pair(weighed.recordId(), weighed.doubt().other());
  }

  /**
   * What an arrangement would change.
   *
   * @param asked pairs of which people were asked, true where they have not answered
   */
  static List<Otherwise> of(Arrangement arrangement, Map<Pair, Boolean> asked) {
    Map<Pair, Edge> gone = new HashMap<>();
    arrangement.gone().forEach(edge -> gone.put(pair(edge), edge));
    Map<Pair, Edge> found = new HashMap<>();
    arrangement.found().forEach(edge -> found.put(pair(edge), edge));
    Map<Pair, Doubts.Weighed> doubts = new HashMap<>();
    arrangement.doubts().forEach(doubt -> doubts.putIfAbsent(pair(doubt), doubt));
    return touched(arrangement).stream()
        .map(pair -> of(pair, gone.get(pair), found.get(pair), doubts.get(pair), asked.get(pair)))
        .filter(pair -> pair.isLink(pair.before()) != pair.isLink(pair.after()) || pair.isAsked())
        .toList();
  }

  private boolean isLink(Finding finding) {
    return finding == Finding.DOCUMENT || finding == Finding.SCORE;
  }

  /** Whether people would be asked who were not. */
  private boolean isAsked() {
    return before == Finding.NONE && after != Finding.NONE;
  }

  private static Otherwise of(
      Pair pair, Edge gone, Edge found, Doubts.Weighed doubt, Boolean waits) {
    // What people have answered waits no more, and they are not asked about it again.
    boolean asked = waits != null && (waits || found == null);
    Finding before = gone != null ? finding(gone) : asked ? Finding.REVIEW : Finding.NONE;
    Finding after = found != null ? finding(found) : doubt != null ? finding(doubt) : Finding.NONE;
    Optional<Integer> bits =
        found != null
            ? Optional.of(found.score())
            : Optional.ofNullable(doubt).flatMap(Doubts.Weighed::why).map(Otherwise::thousandths);
    return new Otherwise(
        pair.one(), pair.other(), before, after, Optional.ofNullable(gone).map(Edge::score), bits);
  }

  private static Finding finding(Edge edge) {
    return edge.byDocument() ? Finding.DOCUMENT : Finding.SCORE;
  }

  private static Finding finding(Doubts.Weighed weighed) {
    return weighed.doubt().kind() == Doubt.Kind.IMPERSONATION
        ? Finding.IMPERSONATION
        : Finding.REVIEW;
  }

  private static int thousandths(Explanation why) {
    return (int) Math.round(why.score() * 1000);
  }
}
