package org.yima.healthcard.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9285. */
class Base45Test {
  @ParameterizedTest
  @CsvSource({"AB,BB8", "Hello!!,%69 VD92EX0", "base-45,UJCLQE7W581", "ietf!,QED8WEX0"})
  void encodesTheExamplesOfTheRfc(String plain, String encoded) {
    assertThat(Base45.encode(plain.getBytes(StandardCharsets.US_ASCII))).isEqualTo(encoded);
    assertThat(Base45.decode(encoded)).hasValue(plain.getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GGW", ":::", "A", "ABCD", "::", "ab", "A\u00e9C", "A_B"})
  void refusesWhatEncodesNothing(String text) {
    assertThat(Base45.decode(text)).isEmpty();
  }

  @Test
  void everyByteStringComesBackAndNeverEndsInABlank() {
    Random random = new Random(45);
    for (int length = 0; length < 300; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      String text = Base45.encode(bytes);
      assertThat(text).hasSize(Base45.encodedLength(length)).doesNotEndWith(" ");
      assertThat(Base45.decode(text)).hasValue(bytes);
    }
  }
}
