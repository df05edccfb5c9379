package org.yima.card.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardNumbersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "6222020000000000000",
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "我的卡4111111111111111尾号1111",
        "４１１１１１１１１１１１１１１１",
        "4111\u00a01111\u20131111\u30001111",
        "token:4111111111111111",
        "378282246310005",
        "500000000009"
      })
  void aCardNumberIsFoundHoweverItIsTyped(String text) {
    assertThat(CardNumbers.in(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "工商银行",
        "13900001111",
        "4111111111111112",
        "41111111111111110000",
        "a4111111111111111",
        "4111111111111111f",
        "tok_9f86d081884c7d659a2feaa0c55ad015"
      })
  void otherTextsAreNone(String text) {
    assertThat(CardNumbers.in(text)).isFalse();
  }

  @Test
  void nothingIsNone() {
    assertThat(CardNumbers.in(null)).isFalse();
  }

  /** The lengths of ISO/IEC 7812-1, each with its own check digit, and a wrong one beside it. */
  @Test
  void everyLengthIsKnown() {
    long seed = 20261121;
    Random random = new Random(seed);
    for (int length = 12; length <= 19; length++) {
      for (int round = 0; round < 200; round++) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < length - 1; i++) {
          digits.append(random.nextInt(10));
        }
        int check = check(digits);
        assertThat(CardNumbers.in(digits + "" + check)).as("seed %s: %s", seed, digits).isTrue();
        assertThat(CardNumbers.in(digits + "" + (check + 1) % 10)).as("seed %s", seed).isFalse();
      }
    }
  }

  /** The Luhn digit by the sum over digits doubled from the right, as the standard's annex says. */
  private static int check(CharSequence digits) {
    int[] doubled = {0, 2, 4, 6, 8, 1, 3, 5, 7, 9};
    int sum = 0;
    boolean twice = true;
    for (int i = digits.length() - 1; i >= 0; i--) {
      int digit = digits.charAt(i) - '0';
      sum += twice ? doubled[digit] : digit;
      twice = !twice;
    }
    return (10 - sum % 10) % 10;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ICBC6222020000000000000",
        "visa4111111111111111",
        "4111.1111.1111.1111",
        "4111/1111/1111/1111",
        "4111_1111_1111_1111",
        "4111 · 1111 · 1111 · 1111",
        "4111111111111111 1227",
        "工行６２２２０２０００００００００００００尾号",
        "a4111111111111111",
        "4111111111111111f",
        "378282246310005x"
      })
  void inWhatSomebodyChoseNothingHidesOne(String text) {
    assertThat(CardNumbers.anywhere(text)).isTrue();
    assertThat(CardNumbers.whole(text)).isTrue();
  }

  @Test
  void digitsBesideItHideItInANumberOfItsOwnRightAlone() {
    for (String hidden : List.of("004111111111111111", "41111111111111111227")) {
      assertThat(CardNumbers.anywhere(hidden)).isTrue();
      assertThat(CardNumbers.whole(hidden)).isFalse();
    }
    assertThat(CardNumbers.whole("00-4111111111111111")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "工商银行",
        "工行尾号1111",
        "13900001111",
        "4111111111111112",
        "4111 1111 111x 1111 1111",
        "P-13900001111",
        "PICC2026990100000123"
      })
  void inWhatSomebodyChoseOtherTextsAreNone(String text) {
    assertThat(CardNumbers.anywhere(text)).isFalse();
    assertThat(CardNumbers.whole(text)).isFalse();
  }

  /** Every network's first digits, with whatever separators, between letters. */
  @Test
  void everyNetworksNumberIsFoundBetweenLettersAndSeparators() {
    long seed = 20261122;
    Random random = new Random(seed);
    List<Map.Entry<String, Integer>> networks =
        List.of(
            Map.entry("4", 16),
            Map.entry("4", 19),
            Map.entry("4", 13),
            Map.entry("51", 16),
            Map.entry("2221", 16),
            Map.entry("2720", 16),
            Map.entry("34", 15),
            Map.entry("37", 15),
            Map.entry("36", 14),
            Map.entry("3528", 16),
            Map.entry("6011", 16),
            Map.entry("65", 19),
            Map.entry("62", 16),
            Map.entry("62", 19));
    String separators = " -./_·,:|";
    for (int round = 0; round < 2000; round++) {
      Map.Entry<String, Integer> network = networks.get(random.nextInt(networks.size()));
      StringBuilder digits = new StringBuilder(network.getKey());
      while (digits.length() < network.getValue() - 1) {
        digits.append(random.nextInt(10));
      }
      digits.append(check(digits));
      StringBuilder text = new StringBuilder("bank");
      for (int i = 0; i < digits.length(); i++) {
        text.append(digits.charAt(i));
        if (i % 4 == 3) {
          text.append(separators.charAt(random.nextInt(separators.length())));
        }
      }
      text.append("card");
      assertThat(CardNumbers.anywhere(text.toString())).as("seed %s: %s", seed, text).isTrue();
      assertThat(CardNumbers.whole(text.toString())).as("seed %s: %s", seed, text).isTrue();
    }
  }

  /**
   * Somebody's real policy must be bindable, also where a province's code begins like a network.
   */
  @Test
  void aPolicysNumberIsSeldomTakenForACards() {
    long seed = 20261123;
    Random random = new Random(seed);
    for (String province : List.of("36", "44", "62", "11")) {
      for (int length : List.of(16, 19, 20, 21)) {
        int taken = 0;
        for (int round = 0; round < 2_000; round++) {
          StringBuilder digits = new StringBuilder(province);
          random.ints(length - 2, 0, 10).forEach(digits::append);
          taken += CardNumbers.whole(digits.toString()) ? 1 : 0;
        }
        assertThat(taken)
            .as("seed %s: %s, %d digits", seed, province, length)
            .isBetween(0, length > 19 ? 0 : 260);
      }
    }
  }

  @Test
  void aNumberOfItsOwnRightIsOneOnlyWhereANetworkBeginsSo() {
    assertThat(CardNumbers.whole("4111111111111111")).isTrue();
    assertThat(CardNumbers.whole("6222020000000000000")).isTrue();
    assertThat(CardNumbers.in("1000000000000008")).isTrue();
    assertThat(CardNumbers.whole("1000000000000008")).isFalse();
    assertThat(CardNumbers.anywhere("1000000000000008")).isTrue();
  }

  @Test
  void nothingChosenIsNone() {
    assertThat(CardNumbers.anywhere(null)).isFalse();
    assertThat(CardNumbers.whole(null)).isFalse();
  }
}
