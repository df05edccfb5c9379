package org.yima.samples.population;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Which institutions somebody has been to. Families keep to one; large ones see most people. */
final class Visits {
  private static final Weighted<Integer> COUNTS =
      new Weighted<>(List.of(0, 1, 2, 3, 4, 5, 6), new double[] {12, 32, 24, 15, 9, 5, 3});

  private static final double LOYALTY = 0.5;

  private final Dice dice;
  private final int domains;
  private final Weighted<Integer> popularity;

  Visits(Dice dice, int domains) {
    this.dice = dice;
    this.domains = domains;
    this.popularity = Weighted.byRank(IntStream.rangeClosed(1, domains).boxed().toList(), 2);
  }

  /** Where a household goes first. */
  int home() {
    return popularity.draw(dice);
  }

  /** The institutions of one person, from 1, the one of the first card first. */
  List<Integer> of(Citizen citizen, int home) {
    int count = COUNTS.draw(dice) + (citizen.age() >= 60 && dice.chance(0.5) ? 1 : 0);
    List<Integer> visited = new ArrayList<>();
    while (visited.size() < Math.min(count, domains)) {
      int domain = dice.chance(LOYALTY) ? home : popularity.draw(dice);
      if (!visited.contains(domain)) {
        visited.add(domain);
      }
    }
    return visited;
  }
}
