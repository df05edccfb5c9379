package org.yima.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

final class ResidentIdNumberTest {
  /** The two examples printed in GB 11643-1999 itself. */
  @Test
  void examplesOfTheStandard() {
    assertThat(ResidentIdNumber.of(110105, LocalDate.of(1949, 12, 31), 2))
        .isEqualTo("11010519491231002X");
    assertThat(ResidentIdNumber.of(440524, LocalDate.of(1880, 1, 1), 1))
        .isEqualTo("440524188001010014");
  }

  @Test
  void aChangedDigitIsSeen() {
    assertThat(ResidentIdNumber.valid("11010519491231002X")).isTrue();
    assertThat(ResidentIdNumber.valid("11010519491231012X")).isFalse();
    assertThat(ResidentIdNumber.valid("11010519491231002x")).isFalse();
    assertThat(ResidentIdNumber.valid("110105491231002")).isFalse();
  }

  @Test
  void areaCodesBelongToNobody() {
    for (int area : ResidentIdNumber.AREA_CODES) {
      assertThat(area / 10_000).as("first two digits, assigned from 11 to 82").isGreaterThan(82);
    }
  }
}
