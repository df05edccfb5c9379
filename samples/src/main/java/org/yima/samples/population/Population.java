package org.yima.samples.population;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A population and its registrations, drawn from a seed. Nothing is kept: every call draws again,
 * the same for the same seed, size and rates, whoever asks in whatever order.
 *
 * @param seed any number
 * @param persons how many people there are; not all of them are registered anywhere
 * @param domains how many institutions; they are called d1, d2, ...
 * @param rates how often which error happens
 */
public record Population(long seed, int persons, int domains, ErrorRates rates) {
  /** The day of the exports. Nobody is born after it. */
  public static final LocalDate AS_OF = LocalDate.of(2026, 10, 31);

  /** How many people are drawn together. */
  public static final int BLOCK = 2_048;

  /** Of the two sequences of a block: people and visits, and what goes wrong. */
  private static final int LIFE = 1;

  private static final int ERRORS = 2;

  /** More than this the forms of the numbers cannot tell apart. */
  private static final int MOST = 20_000_000;

  public Population {
    if (persons < 1 || persons > MOST) {
      throw new IllegalArgumentException("persons must be from 1 to " + MOST);
    }
    if (domains < 1 || domains > 99) {
      throw new IllegalArgumentException("domains must be from 1 to 99");
    }
  }

  /** How many blocks there are. */
  public int blocks() {
    return (persons + BLOCK - 1) / BLOCK;
  }

  /** One block, from 0; drawn alone, so that threads can share the work. */
  public Block block(int number) {
    Dice life = Dice.of(seed, number, LIFE);
    Numbers numbers = new Numbers(number, blocks(), life);
    int first = number * BLOCK;
    Families families = new Families(life, numbers, first, Math.min(BLOCK, persons - first));
    List<Household> households = new ArrayList<>();
    while (families.hasRoom()) {
      households.add(families.draw());
    }
    List<Citizen> people =
        households.stream().flatMap(household -> household.members().stream()).toList();
    Spoiler spoiler = new Spoiler(rates, Dice.of(seed, number, ERRORS));
    Desks desks = new Desks(this, number, life, spoiler, people);
    Visits visits = new Visits(life, domains);
    households.forEach(household -> desks.register(household, visits));
    return new Block(desks.finished(), spoiler.tally());
  }

  /** All registrations, block after block, drawn as they are asked for. */
  public Stream<Registration> registrations() {
    return IntStream.range(0, blocks())
        .mapToObj(this::block)
        .flatMap(b -> b.registrations().stream());
  }
}
