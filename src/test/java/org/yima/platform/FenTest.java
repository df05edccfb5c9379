package org.yima.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FenTest {
  /** {@code ./verify --full} runs more. */
  private static final int SCALE = Integer.getInteger("yima.scale", 1);

  private static final long SEED = 20_261_102;

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.01, 1",
    "1, 100",
    "1.1, 110",
    "12.30, 1230",
    "12.300, 1230",
    "-0.05, -5",
    "1e2, 10000",
    "92233720368547758.07, 9223372036854775807"
  })
  void yuanAreReadExactly(BigDecimal yuan, long fen) {
    assertThat(Fen.ofYuan(yuan)).isEqualTo(Fen.of(fen));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.001", "1.005", "0.999", "92233720368547758.08", "1e30"})
  void yuanThatAreNoWholeFenThrow(BigDecimal yuan) {
    assertThatThrownBy(() -> Fen.ofYuan(yuan)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void overflowThrows() {
    Fen most = Fen.of(Long.MAX_VALUE);
    Fen least = Fen.of(Long.MIN_VALUE);
    Fen one = Fen.of(1);
    assertThatThrownBy(() -> most.plus(one)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> least.minus(one)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(least::negated).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> most.share(2, 3)).isInstanceOf(ArithmeticException.class);
  }

  /**
   * Property: the shares of weights that make up the total never exceed the whole, and what is left
   * over is less than one fen for each share.
   */
  @Test
  void sharesNeverExceedTheWhole() {
    Random random = new Random(SEED);
    for (int i = 0; i < 5_000 * SCALE; i++) {
      Fen whole = Fen.of(random.nextLong(1_000_000_000L));
      int parts = 1 + random.nextInt(6);
      long[] weights = random.longs(parts, 0, 1_000_000).toArray();
      long total = Math.max(1, java.util.stream.LongStream.of(weights).sum());
      Fen handedOut = Fen.ZERO;
      for (long weight : weights) {
        handedOut = handedOut.plus(whole.share(weight, total));
      }
      assertThat(handedOut).as("seed %d round %d", SEED, i).isLessThanOrEqualTo(whole);
      if (java.util.stream.LongStream.of(weights).sum() == total) {
        assertThat(whole.minus(handedOut)).isLessThan(Fen.of(parts));
      }
    }
  }

  @Test
  void aShareNeedsAWeightWithinItsTotal() {
    Fen whole = Fen.of(100);
    assertThatThrownBy(() -> whole.share(-1, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> whole.share(4, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> whole.share(0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThat(whole.share(1, 3)).isEqualTo(Fen.of(33));
    assertThat(whole.share(3, 3)).isEqualTo(whole);
  }
}
