package org.yima.cli.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TotpTest {
  /** RFC 6238 appendix B, SHA-1; the last six of its eight digits. */
  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void vectorsOfTheStandard(long seconds, String expected) {
    // "12345678901234567890" in Base32.
    String secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    assertThat(Totp.at(Instant.ofEpochSecond(seconds), secret)).isEqualTo(expected);
  }

  @Test
  void whatIsNoBase32IsRefusedWithoutBeingRepeated() {
    assertThatThrownBy(() -> Totp.at(Instant.EPOCH, "GEZD1SECRET"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("GEZD1");
  }
}
