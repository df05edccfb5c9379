package org.yima.index.living;

import org.yima.index.matching.column.Table;
import org.yima.index.matching.weight.Model;
import org.yima.index.matching.weight.Scorer;

/**
 * Most groups of a {@link Census} have nothing to settle: every pair that was found is a link, and
 * any two of the records may be in one person. What {@link Settlement} makes of such a group is one
 * person of all, and follows here without a scene of objects. Not for several threads.
 */
public final class Plain {
  /** Larger groups are rare, and any two of their records have to be looked at. */
  private static final int LARGEST = 24;

  private final Table table;
  private final int document;
  private final Pairs pairs;
  private final Hanging hanging;
  private final Model model;
  private final Scorer scorer;
  private final boolean[][] linked = new boolean[LARGEST][LARGEST];
  private final int[] strongest = new int[LARGEST];
  private final int[] certain = new int[LARGEST];
  private int[] members = new int[0];
  private int[] found = new int[0];

  Plain(Table table, int document, Pairs pairs, Hanging hanging) {
    this.table = table;
    this.document = document;
    this.pairs = pairs;
    this.hanging = hanging;
    model = pairs.model;
    scorer = model.scorer();
  }

  /** Turns to a group; false when there is something to settle, and nothing is told of it here. */
  public boolean holds(int group) {
    members = hanging.members(group);
    found = hanging.pairs(group);
    if (members.length > LARGEST) {
      return false;
    }
    for (int i = 0; i < members.length; i++) {
      strongest[i] = -1;
      certain[i] = i;
      for (int j = 0; j < members.length; j++) {
        linked[i][j] = false;
      }
    }
    for (int link = 0; link < found.length; link++) {
      if (!follows(link)) {
        return false;
      }
    }
    for (int i = 0; i < members.length; i++) {
      for (int j = 0; j < i; j++) {
        if (!linked[i][j] && !together(members[i], members[j])) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean follows(int link) {
    Judgement.Finding kind = pairs.kind(found[link]);
    boolean links =
        kind == Judgement.Finding.DOCUMENT
            || (kind == Judgement.Finding.SCORE && contradictsNot(pairs.score(found[link])));
    if (links) {
      int one = one(link);
      int other = other(link);
      linked[one][other] = true;
      linked[other][one] = true;
      strengthen(one, link);
      strengthen(other, link);
      if (kind == Judgement.Finding.DOCUMENT) {
        unite(certain[one], certain[other]);
      }
    }
    return links;
  }

  private void strengthen(int member, int link) {
    int before = strongest[member];
    boolean stronger =
        before < 0
            || (byDocument(link) == byDocument(before)
                ? score(link) > score(before)
                : byDocument(link));
    strongest[member] = stronger ? link : before;
  }

  private void unite(int one, int other) {
    for (int i = 0; i < members.length; i++) {
      certain[i] = certain[i] == one ? other : certain[i];
    }
  }

  private boolean contradictsNot(double score) {
    return score - model.weights().prior() >= model.weights().thresholds().contradiction();
  }

  /** As {@link Bench#together}. */
  private boolean together(int one, int other) {
    int[] left = table.page(one);
    int[] right = table.page(other);
    int leftAt = table.offset(one);
    int rightAt = table.offset(other);
    int held = left[leftAt + document];
    if (held != 0 && held == right[rightAt + document]) {
      return false;
    }
    long pattern = scorer.pattern(left, leftAt, right, rightAt);
    int rule = scorer.rule(pattern, left, leftAt, right, rightAt);
    double score = scorer.score(pattern, left, leftAt, right, rightAt);
    boolean wouldLink = score >= model.weights().thresholds().link();
    if (rule >= 0 && model.schema().rules().rules().get(rule).effect().keepsApart(wouldLink)) {
      return false;
    }
    return contradictsNot(score);
  }

  /** How many records the person has. */
  public int size() {
    return members.length;
  }

  /** The place of one of them in the census; they are in order. */
  public int member(int member) {
    return members[member];
  }

  /** Of those that are certainly one with it, itself included, always the same. */
  public int certain(int member) {
    return certain[member];
  }

  /** The link that holds one of them with another, the strongest. */
  public int strongest(int member) {
    return strongest[member];
  }

  /** How many links there are. */
  public int links() {
    return found.length;
  }

  /** One end of a link. */
  public int one(int link) {
    return hanging.at(pairs.left(found[link]));
  }

  /** The other end of a link. */
  public int other(int link) {
    return hanging.at(pairs.right(found[link]));
  }

  /** Whether an equal document links the two. */
  public boolean byDocument(int link) {
    return pairs.kind(found[link]) == Judgement.Finding.DOCUMENT;
  }

  /** The odds of a link, in thousandths of a bit. */
  public int score(int link) {
    return (int) Math.round(pairs.score(found[link]) * 1000);
  }
}
