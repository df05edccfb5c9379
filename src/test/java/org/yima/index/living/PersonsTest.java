package org.yima.index.living;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yima.index.living.Persons.Grouped;
import org.yima.index.living.Persons.Link;

/** Who becomes one person with whom, by hand and by chance. */
class PersonsTest {
  private static final int ROUNDS = 400 * Integer.getInteger("yima.scale", 1);

  private static Link score(int one, int other, int bits) {
    return new Link(one, other, false, bits);
  }

  private static Link document(int one, int other) {
    return new Link(one, other, true, 20);
  }

  /** What keeps records apart: rules and people, by pairs in any order. */
  private record Town(
      Set<Set<Integer>> apart,
      Set<Set<Integer>> parted,
      Set<Set<Integer>> ofOneDocument,
      Set<Set<Integer>> held,
      int[] names)
      implements Persons.Pairs {
    Town(Set<Set<Integer>> apart, Set<Set<Integer>> parted, int[] names) {
      this(apart, parted, Set.of(), Set.of(), names);
    }

    @Override
    public boolean together(int one, int other) {
      return !apart.contains(Set.of(one, other));
    }

    @Override
    public boolean oneDocument(int one, int other) {
      return ofOneDocument.contains(Set.of(one, other));
    }

    @Override
    public boolean anchored(int one, int other) {
      return held.contains(Set.of(one, other));
    }

    @Override
    public boolean parted(int one, int other) {
      return parted.contains(Set.of(one, other));
    }

    @Override
    public long key(int record) {
      return names[record] * 0x9E3779B97F4A7C15L;
    }
  }

  private static Town town(Set<Set<Integer>> apart) {
    return new Town(apart, Set.of(), names());
  }

  private static int[] names() {
    return IntStream.range(0, 300).toArray();
  }

  private static Set<Set<Integer>> groups(int records, Grouped grouped) {
    return IntStream.range(0, records)
        .boxed()
        .collect(Collectors.groupingBy(i -> grouped.group()[i], Collectors.toSet()))
        .values()
        .stream()
        .collect(Collectors.toSet());
  }

  @Test
  void linksMakeOnePersonAlsoByWayOfAThird() {
    Grouped grouped =
        Persons.of(3, List.of(score(0, 1, 12), score(1, 2, 11)), List.of(), town(Set.of()));
    assertThat(groups(3, grouped)).containsExactly(Set.of(0, 1, 2));
    assertThat(grouped.refused()).isEmpty();
  }

  /** 2 passes with both, which are two people: the clerk decides, not the stronger score. */
  @Test
  void whoPassesWithTwoPersonsGoesToNeither() {
    Grouped grouped =
        Persons.of(
            3, List.of(score(0, 2, 30), score(1, 2, 11)), List.of(), town(Set.of(Set.of(0, 1))));
    assertThat(groups(3, grouped)).containsExactlyInAnyOrder(Set.of(0), Set.of(1), Set.of(2));
    assertThat(grouped.refused()).hasSize(2);
  }

  /** Nobody else loses their place by it. */
  @Test
  void thePersonsThatItPassesWithStayWhole() {
    List<Link> links =
        List.of(
            score(0, 1, 30),
            score(2, 3, 30),
            score(4, 0, 20),
            score(4, 1, 20),
            score(4, 2, 15),
            score(4, 3, 15));
    Grouped grouped = Persons.of(5, links, List.of(), town(Set.of(Set.of(0, 2))));
    assertThat(groups(5, grouped)).containsExactlyInAnyOrder(Set.of(0, 1), Set.of(2, 3), Set.of(4));
  }

  @Test
  void anEqualDocumentOutweighsAScoreThatPasses() {
    List<Link> links = List.of(document(0, 1), score(1, 2, 40));
    Grouped grouped = Persons.of(3, links, List.of(), town(Set.of(Set.of(0, 2))));
    assertThat(groups(3, grouped)).containsExactlyInAnyOrder(Set.of(0, 1), Set.of(2));
    assertThat(grouped.refused()).containsExactly(score(1, 2, 40));
  }

  @Test
  void twoPersonsOfOneDocumentAreForPeopleToo() {
    List<Link> links = List.of(document(0, 2), document(1, 2));
    Grouped grouped = Persons.of(3, links, List.of(), town(Set.of(Set.of(0, 1))));
    assertThat(groups(3, grouped)).hasSize(3);
  }

  /**
   * 0 and 1 say the same under one document, 2 says something else, and 3 says nothing that would
   * be against either. Which link is followed first is a tie: nobody but 3 is put out by it.
   */
  @Test
  void whoIsBetweenTwoIsSetAloneAndNobodyWithItWhicheverLinkComesFirst() {
    List<Link> links = List.of(document(0, 1), document(0, 3), document(2, 3));
    Set<Set<Integer>> apart = Set.of(Set.of(0, 2), Set.of(1, 2));
    List<Integer> names = new ArrayList<>(List.of(0, 1, 2, 3));
    Random random = new Random(7);
    for (int round = 0; round < 100; round++) {
      Collections.shuffle(names, random);
      int[] keys = names.stream().mapToInt(Integer::intValue).toArray();
      Grouped grouped = Persons.of(4, links, List.of(), new Town(apart, Set.of(), keys));
      assertThat(groups(4, grouped))
          .as("keys " + names)
          .containsExactlyInAnyOrder(Set.of(0, 1), Set.of(2), Set.of(3));
    }
  }

  /** A link by score that holds as a document does, though 1 passes with 2 by more. */
  @Test
  void aLinkThatHoldsOutweighsAScoreThatPasses() {
    List<Link> links = List.of(score(0, 1, 12), score(1, 2, 40));
    Set<Set<Integer>> apart = Set.of(Set.of(0, 2));
    Town held = new Town(apart, Set.of(), Set.of(), Set.of(Set.of(0, 1)), names());
    assertThat(groups(3, Persons.of(3, links, List.of(), held)))
        .containsExactlyInAnyOrder(Set.of(0, 1), Set.of(2));
    assertThat(groups(3, Persons.of(3, links, List.of(), town(apart)))).hasSize(3);
  }

  /** Scores make no person of more records than one has, and documents do. */
  @Test
  void aCrowdIsOnePersonByDocumentsAlone() {
    List<Link> links = new ArrayList<>();
    List<Link> documents = new ArrayList<>();
    for (int i = 1; i < 300; i++) {
      links.add(score(i - 1, i, 20));
      documents.add(document(i - 1, i));
    }
    Grouped grouped = Persons.of(300, links, List.of(), town(Set.of()));
    assertThat(groups(300, grouped)).allMatch(group -> group.size() <= 256);
    assertThat(grouped.refused()).isNotEmpty();
    assertThat(groups(300, Persons.of(300, documents, List.of(), town(Set.of())))).hasSize(1);
  }

  @Test
  void whatPeopleJoinedStaysTogetherAndWhatTheyPartedStaysApart() {
    Set<Set<Integer>> all = Set.of(Set.of(0, 1), Set.of(0, 2));
    Town town = new Town(all, Set.of(Set.of(0, 3)), IntStream.range(0, 4).toArray());
    Grouped grouped =
        Persons.of(4, List.of(score(1, 2, 20), document(0, 3)), List.of(score(0, 1, 0)), town);
    assertThat(groups(4, grouped)).containsExactlyInAnyOrder(Set.of(0, 1), Set.of(2), Set.of(3));
  }

  /**
   * 0 and 1 have two documents, and people say that they are one; 2 and 3 have one of them each.
   */
  @Test
  void whoHasTheDocumentOfOneNeedNotFitTheOtherThatPeopleJoined() {
    Set<Set<Integer>> all = Set.of(Set.of(0, 1), Set.of(1, 2), Set.of(0, 3), Set.of(2, 3));
    List<Link> links = List.of(document(0, 2), document(1, 3), score(3, 4, 30));
    Grouped grouped = Persons.of(5, links, List.of(score(0, 1, 0)), town(all));
    assertThat(groups(5, grouped)).containsExactly(Set.of(0, 1, 2, 3, 4));
    Grouped unsaid = Persons.of(5, links, List.of(), town(all));
    assertThat(groups(5, unsaid)).containsExactlyInAnyOrder(Set.of(0, 2), Set.of(1, 3, 4));
  }

  /** 1 is at a refused link, and loses nobody else by it: people have said whose it is. */
  @Test
  void whomPeopleJoinedIsNotSetAlone() {
    List<Link> links = List.of(score(1, 2, 20), score(1, 3, 30));
    Grouped grouped =
        Persons.of(4, links, List.of(score(0, 1, 0)), town(Set.of(Set.of(0, 2), Set.of(2, 3))));
    assertThat(groups(4, grouped)).containsExactlyInAnyOrder(Set.of(0, 1, 3), Set.of(2));
  }

  @Test
  void whatPeopleJoinedOneByOneDoesNotJoinWhomTheyParted() {
    Town town = new Town(Set.of(), Set.of(Set.of(0, 2)), names());
    Grouped grouped = Persons.of(3, List.of(), List.of(score(0, 1, 0), score(1, 2, 0)), town);
    assertThat(groups(3, grouped)).containsExactlyInAnyOrder(Set.of(0, 1), Set.of(2));
  }

  /** 2 has the document of 0, and of 1, which people joined with it, and contradicts 1. */
  @Test
  void whoContradictsItsOwnDocumentIsNotExcused() {
    Set<Set<Integer>> pair = Set.of(Set.of(1, 2));
    Town town = new Town(pair, Set.of(), pair, Set.of(), names());
    List<Link> links = List.of(document(0, 2));
    List<Link> said = List.of(score(0, 1, 0));
    assertThat(groups(3, Persons.of(3, links, said, town)))
        .containsExactlyInAnyOrder(Set.of(0, 1), Set.of(2));
    assertThat(groups(3, Persons.of(3, links, said, town(pair)))).containsExactly(Set.of(0, 1, 2));
  }

  /**
   * Random links and rules: no two that must be kept apart are in one person, whoever is in one
   * person is connected in it, every link between two persons is told, and neither the order of the
   * links nor the numbers of the records change anything.
   */
  @Test
  void personsKeepTheRulesAndDoNotDependOnOrder() {
    long seed = Long.getLong("yima.seed", 14);
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      int records = 2 + random.nextInt(9);
      List<Link> links = new ArrayList<>();
      Set<Set<Integer>> apart = new HashSet<>();
      for (int a = 0; a < records; a++) {
        for (int b = 0; b < a; b++) {
          int dice = random.nextInt(10);
          if (dice < 3) {
            links.add(new Link(b, a, dice == 0, 10 + random.nextInt(4)));
          } else if (dice < 6) {
            apart.add(Set.of(a, b));
          }
        }
      }
      Grouped grouped = Persons.of(records, links, List.of(), town(apart));
      String told = "seed %d, round %d".formatted(seed, round);
      for (Set<Integer> pair : apart) {
        List<Integer> two = List.copyOf(pair);
        assertThat(grouped.same(two.get(0), two.get(1))).as(told).isFalse();
      }
      for (Link link : links) {
        assertThat(grouped.refused().contains(link))
            .as(told)
            .isEqualTo(!grouped.same(link.one(), link.other()));
      }
      groups(records, grouped)
          .forEach(group -> assertThat(connected(group, links)).as(told).isTrue());
      assertThat(renamed(records, links, apart, random))
          .as(told)
          .isEqualTo(groups(records, grouped));
    }
  }

  private static boolean connected(Set<Integer> group, List<Link> links) {
    Set<Integer> reached = new TreeSet<>(Set.of(group.iterator().next()));
    boolean grew = true;
    while (grew) {
      grew = false;
      for (Link link : links) {
        if (group.contains(link.one()) && group.contains(link.other())) {
          boolean touches = reached.contains(link.one()) || reached.contains(link.other());
          if (touches) {
            grew |= reached.addAll(List.of(link.one(), link.other()));
          }
        }
      }
    }
    return reached.equals(group);
  }

  /** The same town with its records in another order, its groups told in the first order. */
  private static Set<Set<Integer>> renamed(
      int records, List<Link> links, Set<Set<Integer>> apart, Random random) {
    List<Integer> to = new ArrayList<>(IntStream.range(0, records).boxed().toList());
    Collections.shuffle(to, random);
    List<Link> moved =
        new ArrayList<>(
            links.stream()
                .map(l -> new Link(to.get(l.one()), to.get(l.other()), l.byDocument(), l.score()))
                .toList());
    Collections.shuffle(moved, random);
    Set<Set<Integer>> keptApart =
        apart.stream()
            .map(pair -> pair.stream().map(to::get).collect(Collectors.toSet()))
            .collect(Collectors.toSet());
    int[] names = new int[records];
    IntStream.range(0, records).forEach(i -> names[to.get(i)] = i);
    Grouped grouped = Persons.of(records, moved, List.of(), new Town(keptApart, Set.of(), names));
    return groups(records, grouped).stream()
        .map(group -> group.stream().map(i -> names[i]).collect(Collectors.toSet()))
        .collect(Collectors.toSet());
  }
}
