package org.yima.index.matching.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.yima.index.matching.column.Workers;

/**
 * Makes persons of links: the strongest first, and two groups become one only where no record of
 * one must be kept apart from a record of the other. Where that stops a link, a record without an
 * anchor that passes with both groups goes to neither.
 *
 * <p>Ties are settled by what the records say, never by their place, so the order of the input
 * changes nothing.
 */
public final class Clusters {
  /** More records than one person has: beyond it a link is a doubt. */
  private static final int LARGEST = 256;

  private static final int TASK = 1 << 14;

  /** Whether two records may be in one person. Each task takes its own. */
  @FunctionalInterface
  public interface Compatible {
    boolean together(int left, int right);
  }

  /** What settles a tie. */
  @FunctionalInterface
  public interface Ties {
    long key(int record);
  }

  private final Edges edges;
  private final Supplier<Compatible> compatible;
  private final Ties ties;
  private final int[] person;

  private Clusters(int records, Edges edges, Supplier<Compatible> compatible, Ties ties) {
    this.edges = edges;
    this.compatible = compatible;
    this.ties = ties;
    person = new int[records];
  }

  /**
   * Groups records.
   *
   * @param compatible made once for every task
   */
  public static Grouping of(
      int records, Edges edges, Supplier<Compatible> compatible, Ties ties, Workers workers) {
    return new Clusters(records, edges, compatible, ties).grouped(workers);
  }

  private Grouping grouped(Workers workers) {
    int[] linking = byComponent();
    List<Supplier<List<Doubt>>> tasks = new ArrayList<>();
    int from = 0;
    while (from < linking.length) {
      int to = Math.min(linking.length, from + TASK);
      while (to < linking.length
          && person[edges.left(linking[to])] == person[edges.left(linking[to - 1])]) {
        to++;
      }
      int first = from;
      int end = to;
      tasks.add(() -> components(linking, first, end));
      from = to;
    }
    List<Doubt> doubts = new ArrayList<>();
    workers.all(tasks).forEach(doubts::addAll);
    for (int edge = 0; edge < edges.size(); edge++) {
      if (!edges.links(edge) && person[edges.left(edge)] != person[edges.right(edge)]) {
        doubts.add(doubt(edge, edges.rule(edge) < 0 ? Doubt.Reason.SCORE : Doubt.Reason.RULE));
      }
    }
    doubts.sort(Comparator.comparingInt(Doubt::left).thenComparingInt(Doubt::right));
    int persons = 0;
    for (int record = 0; record < person.length; record++) {
      persons += person[record] == record ? 1 : 0;
    }
    return new Grouping(person, persons, doubts);
  }

  private Doubt doubt(int edge, Doubt.Reason reason) {
    int left = Math.min(edges.left(edge), edges.right(edge));
    int right = Math.max(edges.left(edge), edges.right(edge));
    return new Doubt(left, right, edges.score(edge), reason, edges.rule(edge));
  }

  /**
   * The edges that link, those of one component side by side; leaves each root in {@link #person}.
   */
  private int[] byComponent() {
    Sets sets = new Sets(person.length);
    int linking = 0;
    for (int edge = 0; edge < edges.size(); edge++) {
      if (edges.links(edge)) {
        sets.join(edges.left(edge), edges.right(edge));
        linking++;
      }
    }
    for (int record = 0; record < person.length; record++) {
      person[record] = sets.find(record);
    }
    long[] sorted = new long[linking];
    int count = 0;
    for (int edge = 0; edge < edges.size(); edge++) {
      if (edges.links(edge)) {
        sorted[count++] = (long) person[edges.left(edge)] << 32 | edge;
      }
    }
    Arrays.sort(sorted);
    return Arrays.stream(sorted).mapToInt(value -> (int) value).toArray();
  }

  private List<Doubt> components(int[] linking, int first, int end) {
    List<Doubt> doubts = new ArrayList<>();
    Compatible check = compatible.get();
    int from = first;
    while (from < end) {
      int root = person[edges.left(linking[from])];
      int to = from + 1;
      while (to < end && person[edges.left(linking[to])] == root) {
        to++;
      }
      if (to - from > 1) {
        new Component(Arrays.copyOfRange(linking, from, to), check).resolve(doubts);
      }
      from = to;
    }
    return doubts;
  }

  /** The records that links hold together. */
  private final class Component {
    private final int[] links;
    private final int[] records;
    private final int[] group;
    private final int[][] members;
    private final boolean[] alone;
    private final Compatible check;

    Component(int[] links, Compatible check) {
      this.check = check;
      this.links = strongestFirst(links);
      records =
          Arrays.stream(links)
              .flatMap(edge -> Arrays.stream(new int[] {edges.left(edge), edges.right(edge)}))
              .sorted()
              .distinct()
              .toArray();
      group = new int[records.length];
      members = new int[records.length][];
      alone = new boolean[records.length];
    }

    private int[] strongestFirst(int[] of) {
      return Arrays.stream(of)
          .boxed()
          .sorted(
              Comparator.comparing((Integer edge) -> edges.kind(edge) != Edges.Kind.ANCHORED)
                  .thenComparing(edge -> -edges.score(edge))
                  .thenComparing(edge -> Math.min(key(edge, true), key(edge, false)))
                  .thenComparing(edge -> Math.max(key(edge, true), key(edge, false))))
          .mapToInt(Integer::intValue)
          .toArray();
    }

    private long key(int edge, boolean left) {
      return ties.key(left ? edges.left(edge) : edges.right(edge));
    }

    private int place(int record) {
      return Arrays.binarySearch(records, record);
    }

    void resolve(List<Doubt> doubts) {
      List<Integer> refused = join();
      while (setAlone(refused)) {
        refused = join();
      }
      for (int edge : links) {
        int a = place(edges.left(edge));
        int b = place(edges.right(edge));
        if (group[a] != group[b]) {
          boolean two = alone[a] || alone[b];
          doubts.add(doubt(edge, two ? Doubt.Reason.TWO_PERSONS : Doubt.Reason.CONFLICT));
        }
      }
      for (int i = 0; i < records.length; i++) {
        person[records[i]] = records[members[group[i]][0]];
      }
    }

    /** Joins by the strongest links first; answers those that were refused. */
    private List<Integer> join() {
      for (int i = 0; i < records.length; i++) {
        group[i] = i;
        members[i] = new int[] {i};
      }
      List<Integer> refused = new ArrayList<>();
      for (int edge : links) {
        int a = place(edges.left(edge));
        int b = place(edges.right(edge));
        if (group[a] == group[b] || alone[a] || alone[b]) {
          continue;
        }
        if (fits(members[group[a]], members[group[b]])) {
          merge(group[a], group[b]);
        } else {
          refused.add(edge);
        }
      }
      return refused;
    }

    private boolean fits(int[] some, int[] others) {
      if (some.length + others.length > LARGEST) {
        return false;
      }
      for (int a : some) {
        for (int b : others) {
          if (!check.together(records[a], records[b])) {
            return false;
          }
        }
      }
      return true;
    }

    private void merge(int a, int b) {
      int[] both = Arrays.copyOf(members[a], members[a].length + members[b].length);
      System.arraycopy(members[b], 0, both, members[a].length, members[b].length);
      Arrays.sort(both);
      int into = Math.min(a, b);
      for (int member : both) {
        group[member] = into;
      }
      members[into] = both;
    }

    /** Sets those alone that pass with two groups and have no anchor in theirs. */
    private boolean setAlone(List<Integer> refused) {
      boolean any = false;
      for (int edge : refused) {
        if (edges.kind(edge) != Edges.Kind.ANCHORED) {
          any |= setAlone(place(edges.left(edge)));
          any |= setAlone(place(edges.right(edge)));
        }
      }
      return any;
    }

    private boolean setAlone(int place) {
      if (alone[place] || members[group[place]].length == 1 || isAnchored(place)) {
        return false;
      }
      alone[place] = true;
      return true;
    }

    private boolean isAnchored(int place) {
      for (int edge : links) {
        if (edges.kind(edge) == Edges.Kind.ANCHORED) {
          int a = place(edges.left(edge));
          int b = place(edges.right(edge));
          if ((a == place || b == place) && group[a] == group[b]) {
            return true;
          }
        }
      }
      return false;
    }
  }
}
