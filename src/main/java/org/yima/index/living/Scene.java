package org.yima.index.living;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yima.index.matching.Verdict;
import org.yima.index.store.Barred;
import org.yima.index.store.Edge;
import org.yima.platform.Id;

/**
 * Everything that a decision on some arriving records needs, loaded.
 *
 * @param members the arriving ones first; then whoever may be moved, then those that are only asked
 *     about
 * @param movable how many of the members may be moved
 * @param edges links among those that may be moved, as they were found before
 * @param barred pairs among those that a rule keeps from linking, as they were found before
 * @param judged of each arriving record and another, what follows
 * @param verdicts what people decided, by record
 * @param merged persons that people have merged
 */
record Scene(
    List<Member> members,
    int movable,
    Set<Edge> edges,
    Set<Barred> barred,
    List<Pair> judged,
    Map<Id, Map<Id, Verdict>> verdicts,
    Set<Id> merged,
    Bench bench) {

  /** A judged pair, by places; the first arrives, and after the second if that arrives too. */
  record Pair(int arriving, int other, Judgement judgement) {}

  Map<Id, Integer> places() {
    Map<Id, Integer> places = new HashMap<>();
    for (int i = 0; i < members.size(); i++) {
      places.put(members.get(i).id(), i);
    }
    return places;
  }

  boolean said(int one, int other, Verdict verdict) {
    return verdicts.getOrDefault(members.get(one).id(), Map.of()).get(members.get(other).id())
        == verdict;
  }

  /** Persons in which people have joined records: what contradicts there is no reason to part. */
  Set<Id> heldByPeople() {
    Map<Id, Integer> places = places();
    Set<Id> held = new HashSet<>(merged);
    for (Member member : members) {
      verdicts
          .getOrDefault(member.id(), Map.of())
          .forEach(
              (other, verdict) -> {
                Integer at = places.get(other);
                if (verdict == Verdict.SAME && at != null && isDecided(member, members.get(at))) {
                  held.add(member.person());
                }
              });
    }
    return held;
  }

  private static boolean isDecided(Member one, Member other) {
    return one.keeps() && other.keeps() && one.person().equals(other.person());
  }

  private static boolean isWith(Member one, Member other) {
    return !one.arrives() && !other.arrives() && one.person().equals(other.person());
  }

  /** Whether the two are in one person at present and neither arrives. */
  boolean areTogether(int one, int other) {
    return isWith(members.get(one), members.get(other));
  }
}
