package org.yima.samples.population;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Single parts: the moon, the keyboard, the lists of characters. */
final class SlipsTest {
  /** New year's days of the lunar calendar, from any almanac; a day beside is allowed. */
  @Test
  void moonIsNearTheAlmanac() {
    for (String newYear : List.of("1953-02-14", "1960-01-28", "1971-01-27", "1979-01-28")) {
      LocalDate solar = LocalDate.parse(newYear);
      assertThat(Lunar.of(solar.plusDays(9)).toString())
          .as("the tenth of the first month " + solar.getYear())
          .isIn(solar.getYear() + "-01-09", solar.getYear() + "-01-10", solar.getYear() + "-01-11");
    }
    assertThat(Lunar.of(LocalDate.parse("1968-01-15")).getYear()).isEqualTo(1967);
  }

  @Test
  void oneDigitIsWrongAndTheFirstStay() {
    Dice dice = new Dice(3);
    for (int i = 0; i < 1_000; i++) {
      String wrong = Digits.oneWrong(dice, "99999999", 2);
      assertThat(wrong).startsWith("99").hasSize(8).isNotEqualTo("99999999");
      assertThat(wrong.chars().filter(c -> c == '9').count()).isEqualTo(7);
    }
    assertThat(Digits.canTranspose("12999", 2)).isFalse();
    assertThat(Digits.transposed(dice, "1299983", 5)).isEqualTo("1299938");
  }

  @Test
  void everyCharacterOfACommonNameHasASound() {
    for (String list : List.of("surnames.txt", "given.txt")) {
      for (List<String> line : Tables.lines(list)) {
        List<String> words =
            list.equals("given.txt") ? line.subList(2, 3) : line.subList(1, line.size());
        assertThat(Tables.characters(String.join("", words))).allMatch(SlipsTest::isInASoundGroup);
      }
    }
  }

  @Test
  void diceAreTheSameForEver() {
    // The first outputs of SplitMix64 for the seed 1234567, as its reference implementation has
    // them.
    Dice dice = new Dice(1234567);
    assertThat(Long.toUnsignedString(dice.next())).isEqualTo("6457827717110365317");
    assertThat(Long.toUnsignedString(dice.next())).isEqualTo("3203168211198807973");
  }

  @Test
  void numbersOfOrdinalsAreDifferent() {
    assertThat(LongStream.range(0, 100_000).mapToObj(i -> Numbers.spread(i, 5)))
        .doesNotHaveDuplicates();
  }

  private static boolean isInASoundGroup(String character) {
    return Characters.RARE.containsKey(character)
        || Tables.lines("sounds.txt").stream().anyMatch(line -> line.get(1).contains(character));
  }
}
