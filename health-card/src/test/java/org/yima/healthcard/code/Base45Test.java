package org.yima.healthcard.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
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
    assertThat(Sample.base45(plain.getBytes(StandardCharsets.US_ASCII))).isEqualTo(encoded);
    assertThat(decode(encoded)).hasValue(plain.getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GGW", ":::", "A", "ABCD", "::", "ab", "A\u00e9C", "A_B"})
  void refusesWhatEncodesNothing(String text) {
    assertThat(decode(text)).isEmpty();
  }

  @Test
  void everyByteStringComesBackAndNeverEndsInABlank() {
    Random random = new Random(45);
    for (int length = 0; length < 300; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      String text = Sample.base45(bytes);
      assertThat(text).hasSize(Base45.encodedLength(length)).doesNotEndWith(" ");
      assertThat(decode(text)).hasValue(bytes);
    }
  }

  /** As the reader of codes goes about it: alphabet, whole groups, last group. */
  private static Optional<byte[]> decode(String text) {
    byte[] bytes = new byte[Base45.decodedLength(text.length())];
    boolean whole =
        text.length() % 3 != 1
            && Base45.isAlphabetic(text, 0)
            && Base45.decodeWhole(text, 0, bytes, 0);
    if (whole && text.length() % 3 == 2) {
      int last = Base45.lastByte(text);
      bytes[bytes.length - 1] = (byte) last;
      whole = last <= 0xFF;
    }
    return whole ? Optional.of(bytes) : Optional.empty();
  }
}
