package org.yima.index.matching.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yima.index.matching.column.Workers;

/** Random links between records of a few colours: two colours must never be in one person. */
class ClustersTest {
  private static final int ROUNDS = 2_000 * Integer.getInteger("yima.scale", 1);
  private static final int RECORDS = 24;

  /** Colour 0 goes with any other. */
  private record World(int[] colours, Edges edges) {
    boolean together(int left, int right) {
      return colours[left] == 0 || colours[right] == 0 || colours[left] == colours[right];
    }

    Grouping grouping() {
      return Clusters.of(
          RECORDS, edges, () -> this::together, record -> record * 7919L, Workers.alone());
    }
  }

  private static World world(long seed, int links) {
    SplittableRandom chance = new SplittableRandom(seed);
    int[] colours = IntStream.range(0, RECORDS).map(i -> chance.nextInt(4)).toArray();
    Edges edges = new Edges();
    for (int i = 0; i < links; i++) {
      int left = chance.nextInt(RECORDS);
      int right = (left + 1 + chance.nextInt(RECORDS - 1)) % RECORDS;
      boolean apart = colours[left] != 0 && colours[right] != 0 && colours[left] != colours[right];
      if (!apart) {
        boolean anchored = colours[left] != 0 && colours[left] == colours[right];
        edges.add(
            left, right, chance.nextInt(40), anchored ? Edges.Kind.ANCHORED : Edges.Kind.LINK, -1);
      }
    }
    return new World(colours, edges);
  }

  @Test
  void noPersonHasTwoColours() {
    int grouped = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      World world = world(seed, 30);
      Grouping grouping = world.grouping();
      Map<Integer, Set<Integer>> colours = new HashMap<>();
      for (int record = 0; record < RECORDS; record++) {
        if (world.colours()[record] != 0) {
          colours
              .computeIfAbsent(grouping.person()[record], ignored -> new HashSet<>())
              .add(world.colours()[record]);
        }
      }
      assertThat(colours.values()).as("seed %d", seed).allSatisfy(c -> assertThat(c).hasSize(1));
      grouped += RECORDS - grouping.persons();
    }
    assertThat(grouped).isPositive();
  }

  /** Nothing is lost: each link either holds, or people are asked about its two persons, once. */
  @Test
  void everyLinkHoldsOrIsADoubt() {
    for (int round = 0; round < ROUNDS; round++) {
      int seed = round;
      World world = world(seed, 30);
      Grouping grouping = world.grouping();
      Set<Set<Integer>> doubted = new HashSet<>();
      grouping
          .doubts()
          .forEach(
              d ->
                  assertThat(
                          doubted.add(
                              Set.of(grouping.person()[d.left()], grouping.person()[d.right()])))
                      .as("seed %d", seed)
                      .isTrue());
      for (int edge = 0; edge < world.edges().size(); edge++) {
        int left = world.edges().left(edge);
        int right = world.edges().right(edge);
        assertThat(
                grouping.same(left, right)
                    || doubted.contains(Set.of(grouping.person()[left], grouping.person()[right])))
            .as("seed %d edge %d", seed, edge)
            .isTrue();
      }
    }
  }

  /** Records are in one person only where links lead from one to the other. */
  @Test
  void personsAreHeldTogetherByLinks() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      World world = world(seed, 20);
      Grouping grouping = world.grouping();
      Sets held = new Sets(RECORDS);
      for (int edge = 0; edge < world.edges().size(); edge++) {
        if (grouping.same(world.edges().left(edge), world.edges().right(edge))) {
          held.join(world.edges().left(edge), world.edges().right(edge));
        }
      }
      for (int record = 0; record < RECORDS; record++) {
        assertThat(held.find(record)).as("seed %d", seed).isEqualTo(grouping.person()[record]);
      }
    }
  }

  @Test
  void aBridgeBetweenTwoPersonsStandsAlone() {
    Edges edges = new Edges();
    edges.add(0, 1, 20, Edges.Kind.ANCHORED, -1);
    edges.add(2, 3, 20, Edges.Kind.ANCHORED, -1);
    edges.add(1, 4, 15, Edges.Kind.LINK, -1);
    edges.add(3, 4, 14, Edges.Kind.LINK, -1);
    Grouping grouping = new World(colours(1, 1, 2, 2, 0), edges).grouping();
    assertThat(grouping.person()).startsWith(0, 0, 2, 2, 4);
    assertThat(grouping.doubts())
        .containsExactly(
            new Doubt(1, 4, 15, Doubt.Reason.TWO_PERSONS, -1),
            new Doubt(3, 4, 14, Doubt.Reason.TWO_PERSONS, -1));
  }

  @Test
  void anAnchoredRecordKeepsItsPerson() {
    Edges edges = new Edges();
    edges.add(0, 1, 20, Edges.Kind.ANCHORED, -1);
    edges.add(1, 2, 30, Edges.Kind.LINK, -1);
    Grouping grouping = new World(colours(1, 1, 2), edges).grouping();
    assertThat(grouping.person()).startsWith(0, 0, 2);
    assertThat(grouping.doubts()).hasSize(1);
  }

  private static int[] colours(int... first) {
    int[] colours = new int[RECORDS];
    System.arraycopy(first, 0, colours, 0, first.length);
    return colours;
  }

  @Test
  void reviewsBetweenPersonsAreToldAndWithinOneAreNot() {
    Edges edges = new Edges();
    edges.add(0, 1, 20, Edges.Kind.LINK, -1);
    edges.add(1, 2, 20, Edges.Kind.LINK, -1);
    edges.add(0, 2, 5, Edges.Kind.REVIEW, -1);
    edges.add(2, 3, 5, Edges.Kind.REVIEW, 4);
    List<Doubt> doubts = new World(colours(), edges).grouping().doubts();
    assertThat(doubts).containsExactly(new Doubt(2, 3, 5, Doubt.Reason.RULE, 4));
  }
}
