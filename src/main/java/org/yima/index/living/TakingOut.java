package org.yima.index.living;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yima.index.living.Persons.Link;

/**
 * Takes records out of their groups that would pass with a second one were it not for a rule about
 * that pair, where the two groups must not become one: a child without a name, of which two were
 * born, is neither's. Who is held by an equal document or by people's word stays. As the engine
 * does it over a whole population.
 */
final class TakingOut {
  private final int[] group;
  private final Persons.Pairs pairs;
  private final Map<Integer, List<Integer>> members = new HashMap<>();

  private TakingOut(int[] group, Persons.Pairs pairs) {
    this.group = group;
    this.pairs = pairs;
    for (int record = 0; record < group.length; record++) {
      members.computeIfAbsent(group[record], g -> new ArrayList<>()).add(record);
    }
  }

  /**
   * Changes the groups; answers the links that are not followed because of it.
   *
   * @param group for every record the least of its group
   * @param barred pairs that a rule keeps from linking, by places
   * @param held records that nothing takes out
   */
  static List<Link> of(
      int[] group, List<int[]> barred, List<Link> links, Set<Integer> held, Persons.Pairs pairs) {
    List<int[]> apart = barred.stream().filter(p -> group[p[0]] != group[p[1]]).toList();
    return apart.isEmpty() ? List.of() : new TakingOut(group, pairs).out(apart, links, held);
  }

  private List<Link> out(List<int[]> apart, List<Link> links, Set<Integer> held) {
    Set<Integer> out = new TreeSet<>();
    for (int[] pair : apart) {
      if (passesWithTwo(pair[0], group[pair[1]])) {
        out.add(pair[0]);
      }
      if (passesWithTwo(pair[1], group[pair[0]])) {
        out.add(pair[1]);
      }
    }
    out.removeAll(held);
    List<Link> refused =
        links.stream()
            .filter(link -> group[link.one()] == group[link.other()])
            .filter(link -> out.contains(link.one()) || out.contains(link.other()))
            .toList();
    leave(out);
    return refused;
  }

  private boolean passesWithTwo(int record, int second) {
    List<Integer> own = members.get(group[record]);
    List<Integer> others = members.get(second);
    return own.size() > 1
        && others.stream().allMatch(other -> mayBeOne(record, other))
        && own.stream()
            .filter(mine -> mine != record)
            .anyMatch(mine -> others.stream().anyMatch(other -> !mayBeOne(mine, other)));
  }

  private boolean mayBeOne(int one, int other) {
    return !pairs.parted(one, other) && pairs.together(one, other);
  }

  /** A group is named for its first record, which may be the one that leaves. */
  private void leave(Set<Integer> out) {
    Set<Integer> left = new TreeSet<>();
    out.forEach(record -> left.add(group[record]));
    for (int of : left) {
      List<Integer> staying = new ArrayList<>(members.get(of));
      staying.removeAll(out);
      staying.forEach(record -> group[record] = staying.get(0));
    }
    out.forEach(record -> group[record] = record);
  }
}
