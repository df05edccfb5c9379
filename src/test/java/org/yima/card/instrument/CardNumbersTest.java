package org.yima.card.instrument;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void aNumberOfItsOwnRightIsOneOnlyWhereANetworkBeginsSo() {
    assertThat(CardNumbers.amongNumbers("4111111111111111")).isTrue();
    assertThat(CardNumbers.amongNumbers("6222020000000000000")).isTrue();
    assertThat(CardNumbers.in("1000000000000008")).isTrue();
    assertThat(CardNumbers.amongNumbers("1000000000000008")).isFalse();
  }
}
