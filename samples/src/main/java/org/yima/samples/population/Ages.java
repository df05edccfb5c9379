package org.yima.samples.population;

import java.time.LocalDate;
import java.util.stream.IntStream;

/** How old people are, by groups of five years as the census of 2020 counted them. */
final class Ages {
  /** Per cent of all people, 0 to 4 first, the last group 95 and older. */
  private static final double[] PYRAMID = {
    5.5, 6.4, 6.0, 5.2, 5.3, 6.5, 8.8, 7.0, 6.6, 8.1, 8.6, 7.2, 5.2, 5.2, 3.5, 2.2, 1.4, 0.7, 0.3,
    0.1
  };

  private Ages() {}

  /**
   * Draws an age between two, both included, as the pyramid has them.
   *
   * @param most 99 or less
   */
  static int draw(Dice dice, int least, int most) {
    double whole = IntStream.rangeClosed(least, most).mapToDouble(Ages::weight).sum();
    double point = dice.unit() * whole;
    int age = least;
    while (age < most && point >= weight(age)) {
      point -= weight(age);
      age++;
    }
    return age;
  }

  /** A day on which somebody of this age on the day of the exports can have been born. */
  static LocalDate birthday(Dice dice, int age) {
    return Population.AS_OF.minusYears(age).minusDays(dice.below(300) + 61L);
  }

  private static double weight(int age) {
    return PYRAMID[age / 5];
  }
}
