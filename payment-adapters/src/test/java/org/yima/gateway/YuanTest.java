package org.yima.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YuanTest {
  /** {@code ./verify --full} runs more. */
  private static final int SCALE = Integer.getInteger("yima.scale", 1);

  private static final long SEED = 20261121;

  @ParameterizedTest
  @CsvSource({
    "0.00, 0",
    "0.01, 1",
    "1, 100",
    "1.5, 150",
    "12345.67, 1234567",
    "-0.10, -10",
    "1.500000, 150",
    "999999999999999.99, 99999999999999999"
  })
  void readsExactly(String yuan, long fen) {
    assertThat(Yuan.toFen(yuan)).isEqualTo(fen);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.001",
        "1.005",
        "0.0000001",
        "1e2",
        "1,000.00",
        " 1.00",
        "1.",
        ".5",
        "+1",
        "NaN",
        "",
        "１.００",
        "1234567890123456.00"
      })
  void refusesWhatIsNotWholeFen(String yuan) {
    assertThatThrownBy(() -> Yuan.toFen(yuan)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void refusesNullAndOverflow() {
    assertThatThrownBy(() -> Yuan.toFen((String) null)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Yuan.toFen(new BigDecimal("1e30")))
        .isInstanceOf(ArithmeticException.class);
  }

  /** What is written is read back, has two decimals, and is the amount by another computation. */
  @Test
  void roundTripsForAnyAmount() {
    Random random = new Random(SEED);
    for (int i = 0; i < 100_000 * SCALE; i++) {
      long fen = random.nextLong(-99_999_999_999_999_999L, 99_999_999_999_999_999L);
      String yuan = Yuan.fromFen(fen);
      assertThat(yuan).matches("-?\\d+\\.\\d\\d");
      assertThat(Yuan.toFen(yuan)).isEqualTo(fen);
      assertThat(new BigDecimal(yuan).multiply(BigDecimal.valueOf(100)))
          .isEqualByComparingTo(BigDecimal.valueOf(fen));
    }
  }

  /** Any third decimal that is not a zero is refused, whatever stands around it. */
  @Test
  void neverRounds() {
    Random random = new Random(SEED);
    for (int i = 0; i < 10_000 * SCALE; i++) {
      String yuan =
          random.nextInt(1_000_000)
              + "."
              + random.nextInt(10)
              + random.nextInt(10)
              + (1 + random.nextInt(9));
      assertThatThrownBy(() -> Yuan.toFen(yuan)).isInstanceOf(ArithmeticException.class);
    }
  }
}
