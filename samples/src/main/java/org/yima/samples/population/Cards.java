package org.yima.samples.population;

/**
 * The numbers that one institution gives to the people of one block: those of cards and those of
 * patients. No other block gives the same.
 */
final class Cards {
  private static final int PER_BLOCK = 4 * Population.BLOCK;

  /** The last quarter is for rows of nobody, so that they move no number of anybody. */
  private static final int TRIALS = 3 * Population.BLOCK;

  private final int domain;
  private final long block;
  private int cards;
  private int trials;
  private int patients;

  /**
   * @param domain from 1
   */
  Cards(int domain, int block) {
    this.domain = domain;
    this.block = block;
  }

  String card() {
    if (cards == TRIALS) {
      throw new IllegalStateException("More cards than a block has numbers for");
    }
    return card(cards++);
  }

  String trial() {
    return card(TRIALS + trials++ % Population.BLOCK);
  }

  String patient() {
    return Numbers.spread(block * PER_BLOCK + patients++, 9);
  }

  /** Three habits of numbering: ten digits, a letter before them, the year before them. */
  private String card(int ordinal) {
    String number = Numbers.spread(block * PER_BLOCK + ordinal, 10);
    return switch (domain % 3) {
      case 1 -> number;
      case 2 -> "M" + number;
      default -> "20" + domain % 10 + number;
    };
  }
}
