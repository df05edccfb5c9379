package org.yima.access.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
  private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  /** RFC 6238, appendix B, SHA-1; its eight digits end in our six. */
  @ParameterizedTest
  @CsvSource({
    "59, 94287082",
    "1111111109, 07081804",
    "1111111111, 14050471",
    "1234567890, 89005924",
    "2000000000, 69279037",
    "20000000000, 65353130"
  })
  void theStandardsVectorsHold(long epochSeconds, String digits) {
    long step = epochSeconds / 30;
    String code = digits.substring(2);
    assertThat(Totp.code(SECRET, step)).isEqualTo(code);
    assertThat(Totp.step(SECRET, code, epochSeconds, 0)).hasValue(step);
  }

  @Test
  void aNeighbouringStepStillCountsAndAFartherOneDoesNot() {
    String code = Totp.code(SECRET, 1000);
    assertThat(Totp.step(SECRET, code, 999 * 30, 0)).hasValue(1000);
    assertThat(Totp.step(SECRET, code, 1001 * 30 + 29, 0)).hasValue(1000);
    assertThat(Totp.step(SECRET, code, 998 * 30 + 29, 0)).isEmpty();
    assertThat(Totp.step(SECRET, code, 1002 * 30, 0)).isEmpty();
  }

  @Test
  void aCodeCountsOnceAndNoEarlierOneAfterIt() {
    assertThat(Totp.step(SECRET, Totp.code(SECRET, 1000), 1000 * 30, 1000)).isEmpty();
    assertThat(Totp.step(SECRET, Totp.code(SECRET, 999), 1000 * 30, 1000)).isEmpty();
    assertThat(Totp.step(SECRET, Totp.code(SECRET, 1001), 1000 * 30, 1000)).hasValue(1001);
  }

  @Test
  void whatIsNoCodeIsNoStep() {
    assertThat(Totp.step(SECRET, "", 1000 * 30, 0)).isEmpty();
    assertThat(Totp.step(SECRET, "abcdef", 1000 * 30, 0)).isEmpty();
    assertThat(Totp.step(new byte[20], Totp.code(SECRET, 1000), 1000 * 30, 0)).isEmpty();
  }
}
