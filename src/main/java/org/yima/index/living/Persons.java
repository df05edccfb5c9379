package org.yima.index.living;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes persons of a few records: first those that people have joined, then the strongest links,
 * and two groups become one only where no record of one must be kept apart from a record of the
 * other. A record that passes with two groups which must not be one goes to neither: of the two at
 * a refused link the one that passes with all of the other's group, and where neither or both do,
 * whoever is at the most of them. An equal document outweighs all else: what else is refused takes
 * nobody out of the person of its document.
 *
 * <p>What comes out follows from the records, their links and what people said, in whatever order
 * they are given.
 */
final class Persons {
  /** More records than one person has: beyond it a link by score is a doubt. */
  private static final int LARGEST = 256;

  /** Two records that are one person's by themselves. */
  record Link(int one, int other, boolean byDocument, int score) {
    int end(int from) {
      return from == one ? other : one;
    }
  }

  /** What is known of a pair that need not be linked. */
  interface Pairs {
    /** Whether the two may be in one person. */
    boolean together(int one, int other);

    /** Whether the two have one document, which no other evidence outweighs. */
    boolean oneDocument(int one, int other);

    /** Whether a link of the two holds even where a record passes with two persons. */
    boolean anchored(int one, int other);

    /** Whether people said that they are two. */
    boolean parted(int one, int other);

    /** What settles a tie: it follows from what the record says. */
    long key(int record);
  }

  /**
   * Who is who.
   *
   * @param group for every record the least record of its group
   * @param refused links whose records are in two groups
   */
  record Grouped(int[] group, List<Link> refused) {
    boolean same(int one, int other) {
      return group[one] == group[other];
    }
  }

  private final List<Link> links;

  /** Those that outweigh all others. */
  private final Set<Link> anchors;

  private final Pairs pairs;
  private final int[] base;
  private final boolean[] joined;
  private final boolean[] alone;
  private int[] group;

  private Persons(int records, List<Link> links, List<Link> said, Pairs pairs) {
    this.pairs = pairs;
    anchors =
        links.stream()
            .filter(link -> link.byDocument() || pairs.anchored(link.one(), link.other()))
            .collect(Collectors.toSet());
    this.links =
        links.stream()
            .sorted(
                Comparator.comparing((Link link) -> !anchors.contains(link))
                    .thenComparing(link -> -link.score())
                    .thenComparing(link -> Math.min(key(link.one()), key(link.other())))
                    .thenComparing(link -> Math.max(key(link.one()), key(link.other()))))
            .toList();
    joined = new boolean[records];
    alone = new boolean[records];
    base = new int[records];
    Arrays.setAll(base, i -> i);
    group = base;
    for (Link pair : said) {
      if (!anyParted(pair.one(), pair.other())) {
        merge(pair.one(), pair.other());
        joined[pair.one()] = true;
        joined[pair.other()] = true;
      }
    }
  }

  private long key(int record) {
    return pairs.key(record);
  }

  /**
   * Groups records.
   *
   * @param said pairs that people have joined
   */
  static Grouped of(int records, List<Link> links, List<Link> said, Pairs pairs) {
    Persons persons = new Persons(records, links, said, pairs);
    List<Link> refused = persons.join();
    while (persons.setAlone(refused)) {
      refused = persons.join();
    }
    return new Grouped(
        persons.group,
        persons.links.stream()
            .filter(link -> persons.group[link.one()] != persons.group[link.other()])
            .toList());
  }

  private List<Link> join() {
    group = base.clone();
    List<Link> refused = new ArrayList<>();
    for (Link link : links) {
      if (group[link.one()] == group[link.other()] || alone[link.one()] || alone[link.other()]) {
        continue;
      }
      if (fits(link)) {
        merge(link.one(), link.other());
      } else {
        refused.add(link);
      }
    }
    return refused;
  }

  private void merge(int one, int other) {
    int into = Math.min(group[one], group[other]);
    int from = Math.max(group[one], group[other]);
    for (int i = 0; i < group.length; i++) {
      group[i] = group[i] == from ? into : group[i];
    }
  }

  private int[] members(int record) {
    return IntStream.range(0, group.length).filter(i -> group[i] == group[record]).toArray();
  }

  private boolean anyParted(int one, int other) {
    for (int a : members(one)) {
      for (int b : members(other)) {
        if (pairs.parted(a, b)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean fits(Link link) {
    int[] some = members(link.one());
    int[] others = members(link.other());
    if (!anchors.contains(link) && some.length + others.length > LARGEST) {
      return false;
    }
    for (int a : some) {
      for (int b : others) {
        if (!mayBeOne(a, b)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * People have joined records that no machine would: whoever has the document of one of them need
   * not fit the other.
   */
  private boolean isExcused(int one, int other) {
    if (pairs.oneDocument(one, other)) {
      return false;
    }
    Set<Integer> units = units(one);
    units.retainAll(units(other));
    return !units.isEmpty();
  }

  /** What people have joined, of which this record is or has the document. */
  private Set<Integer> units(int record) {
    Set<Integer> units = new HashSet<>();
    if (joined[record]) {
      units.add(base[record]);
    }
    links.stream()
        .filter(Link::byDocument)
        .filter(link -> link.one() == record || link.other() == record)
        .map(link -> link.end(record))
        .filter(end -> joined[end])
        .forEach(end -> units.add(base[end]));
    return units;
  }

  /** Sets those alone that have the most refused links; false when nobody has to be. */
  private boolean setAlone(List<Link> refused) {
    int[] counts = new int[group.length];
    int most = 0;
    for (Link link : refused) {
      for (int record : betweenTwo(link)) {
        most = Math.max(most, ++counts[record]);
      }
    }
    for (int i = 0; i < counts.length && most > 0; i++) {
      alone[i] |= counts[i] == most;
    }
    return most > 0;
  }

  /**
   * Of the two at a refused link those that may be between two groups. Who passes with the other's
   * group is it, whichever of the two groups a tie has put it into; the other one only is of its
   * group.
   */
  private int[] betweenTwo(Link refused) {
    int[] ends =
        IntStream.of(refused.one(), refused.other()).filter(r -> mayBeAlone(r, refused)).toArray();
    int[] passing =
        IntStream.of(ends).filter(r -> passesWith(r, members(refused.end(r)))).toArray();
    return passing.length > 0 ? passing : ends;
  }

  private boolean passesWith(int record, int[] others) {
    return IntStream.of(others).allMatch(other -> mayBeOne(record, other));
  }

  private boolean mayBeOne(int one, int other) {
    return !pairs.parted(one, other) && (pairs.together(one, other) || isExcused(one, other));
  }

  private boolean mayBeAlone(int record, Link refused) {
    return !joined[record]
        && members(record).length > 1
        && (anchors.contains(refused) || !isAnchored(record));
  }

  private boolean isAnchored(int record) {
    return anchors.stream()
        .filter(link -> link.one() == record || link.other() == record)
        .anyMatch(link -> group[link.end(record)] == group[record]);
  }
}
