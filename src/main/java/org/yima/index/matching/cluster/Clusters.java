package org.yima.index.matching.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.yima.index.matching.column.Workers;

/**
 * Makes persons of links: the strongest first, and two groups become one only where no record of
 * one must be kept apart from a record of the other. Where that stops a link, a record without an
 * anchor that passes with both groups goes to neither. What the answer to a question that is asked
 * anyway may settle is not asked by itself, and about two persons people are asked once.
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
  private final long[] asked;

  private Clusters(int records, Edges edges, Supplier<Compatible> compatible, Ties ties) {
    this.edges = edges;
    this.compatible = compatible;
    this.ties = ties;
    person = new int[records];
    asked = asked(edges);
  }

  /** The pairs about which people are asked, each as one number, in order. */
  private static long[] asked(Edges edges) {
    return IntStream.range(0, edges.size())
        .filter(edges::asks)
        .mapToLong(edge -> pair(edges.left(edge), edges.right(edge)))
        .sorted()
        .toArray();
  }

  private static long pair(int one, int other) {
    return (long) Math.min(one, other) << 32 | Math.max(one, other);
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
    takeOut(linking, doubts);
    for (int edge = 0; edge < edges.size(); edge++) {
      if (edges.asks(edge) && isApart(edge)) {
        doubts.add(doubt(edge, edges.rule(edge) < 0 ? Doubt.Reason.SCORE : Doubt.Reason.RULE));
      }
    }
    List<Doubt> questions = onceEach(doubts);
    questions.sort(Comparator.comparingInt(Doubt::left).thenComparingInt(Doubt::right));
    int persons = 0;
    for (int record = 0; record < person.length; record++) {
      persons += person[record] == record ? 1 : 0;
    }
    return new Grouping(person, persons, questions);
  }

  /**
   * Of what is asked about the same two persons the most pressing: by the table's order, then by
   * the score.
   */
  private List<Doubt> onceEach(List<Doubt> doubts) {
    Map<Long, Doubt> asked = new HashMap<>();
    for (Doubt doubt : doubts) {
      asked.merge(
          pair(person[doubt.left()], person[doubt.right()]),
          doubt,
          (one, other) -> mostPressing().compare(one, other) <= 0 ? one : other);
    }
    return new ArrayList<>(asked.values());
  }

  private Comparator<Doubt> mostPressing() {
    return Comparator.comparing((Doubt doubt) -> doubt.rule() < 0)
        .thenComparing(Doubt::rule)
        .thenComparing(doubt -> -doubt.score())
        .thenComparing(doubt -> Math.min(ties.key(doubt.left()), ties.key(doubt.right())))
        .thenComparing(doubt -> Math.max(ties.key(doubt.left()), ties.key(doubt.right())));
  }

  /**
   * A record without an anchor goes to nobody, too, when it would pass with a second person were it
   * not for a rule, and the two persons must not become one: a child without a name, of which two
   * were born.
   */
  private void takeOut(int[] linking, List<Doubt> doubts) {
    int[] barred =
        IntStream.range(0, edges.size())
            .filter(edge -> edges.passes(edge) && isApart(edge))
            .toArray();
    if (barred.length == 0) {
      return;
    }
    Set<Integer> anchored = new HashSet<>();
    for (int edge : linking) {
      if (edges.kind(edge) == Edges.Kind.ANCHORED && !isApart(edge)) {
        anchored.add(edges.left(edge));
        anchored.add(edges.right(edge));
      }
    }
    Map<Integer, List<Integer>> members = members(barred);
    Compatible check = compatible.get();
    Set<Integer> out = new TreeSet<>();
    for (int edge : barred) {
      List<Integer> left = members.get(person[edges.left(edge)]);
      List<Integer> right = members.get(person[edges.right(edge)]);
      if (passesWithTwo(edges.left(edge), left, right, check)) {
        out.add(edges.left(edge));
      }
      if (passesWithTwo(edges.right(edge), right, left, check)) {
        out.add(edges.right(edge));
      }
    }
    out.removeAll(anchored);
    for (int edge : linking) {
      if (!isApart(edge) && (out.contains(edges.left(edge)) || out.contains(edges.right(edge)))) {
        doubts.add(doubt(edge, Doubt.Reason.TWO_PERSONS));
      }
    }
    leave(out, members);
  }

  private boolean isApart(int edge) {
    return person[edges.left(edge)] != person[edges.right(edge)];
  }

  /** The records of the persons that these pairs touch. */
  private Map<Integer, List<Integer>> members(int[] of) {
    Map<Integer, List<Integer>> members = new HashMap<>();
    for (int edge : of) {
      members.put(person[edges.left(edge)], new ArrayList<>());
      members.put(person[edges.right(edge)], new ArrayList<>());
    }
    for (int record = 0; record < person.length; record++) {
      List<Integer> known = members.get(person[record]);
      if (known != null) {
        known.add(record);
      }
    }
    return members;
  }

  private static boolean passesWithTwo(
      int record, List<Integer> own, List<Integer> others, Compatible check) {
    return own.size() > 1
        && others.stream().allMatch(other -> check.together(record, other))
        && own.stream()
            .filter(mine -> mine != record)
            .anyMatch(mine -> others.stream().anyMatch(other -> !check.together(mine, other)));
  }

  /** A person is named for its first record, which may be the one that leaves. */
  private void leave(Set<Integer> out, Map<Integer, List<Integer>> members) {
    Set<Integer> left = new HashSet<>();
    out.forEach(record -> left.add(person[record]));
    for (int of : left) {
      List<Integer> staying = new ArrayList<>(members.get(of));
      staying.removeAll(out);
      staying.forEach(record -> person[record] = staying.get(0));
    }
    out.forEach(record -> person[record] = record);
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
        if (group[a] != group[b] && !waits(a, b)) {
          boolean two = alone[a] || alone[b];
          doubts.add(doubt(edge, two ? Doubt.Reason.TWO_PERSONS : Doubt.Reason.CONFLICT));
        }
      }
      for (int i = 0; i < records.length; i++) {
        person[records[i]] = records[members[group[i]][0]];
      }
    }

    /**
     * Whether the answer to another question may settle this one: about the two groups, or, of a
     * record that passes with several, about every two of them.
     */
    private boolean waits(int a, int b) {
      if (!alone[a] && !alone[b]) {
        return isAsked(group[a], group[b]);
      }
      return (!alone[a] || waits(a)) && (!alone[b] || waits(b));
    }

    private boolean waits(int place) {
      int[] passes = passes(place);
      for (int i = 0; i < passes.length; i++) {
        for (int j = i + 1; j < passes.length; j++) {
          if (!isAsked(passes[i], passes[j])) {
            return false;
          }
        }
      }
      return passes.length > 1;
    }

    /** The groups with which a record passes that has none. */
    private int[] passes(int place) {
      return Arrays.stream(links)
          .filter(edge -> place(edges.left(edge)) == place || place(edges.right(edge)) == place)
          .map(edge -> group[place(edges.left(edge))] + group[place(edges.right(edge))])
          .map(both -> both - group[place])
          .sorted()
          .distinct()
          .toArray();
    }

    private boolean isAsked(int one, int other) {
      for (int a : members[one]) {
        for (int b : members[other]) {
          if (Arrays.binarySearch(asked, pair(records[a], records[b])) >= 0) {
            return true;
          }
        }
      }
      return false;
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
