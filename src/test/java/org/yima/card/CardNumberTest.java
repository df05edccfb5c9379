package org.yima.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yima.healthcard.recognise.Recogniser;
import org.yima.healthcard.recognise.TextKind;

class CardNumberTest {
  private static final long SEED = 20261101L;
  private static final int CASES = 2_000 * Integer.getInteger("yima.scale", 1);

  @Test
  void everyDrawnNumberReadsAgain() {
    Random random = new Random(SEED);
    for (int i = 0; i < CASES; i++) {
      CardNumber number = CardNumber.draw("330300", random);

      assertThat(number.value()).as("seed %d case %d", SEED, i).matches("Y330300[0-9]{12}");
      assertThat(CardNumber.parse(number.value())).isEqualTo(Optional.of(number));
    }
  }

  @Test
  void everySingleWrongDigitIsFound() {
    Random random = new Random(SEED);
    for (int i = 0; i < CASES; i++) {
      String number = CardNumber.draw("990100", random).value();
      int at = 1 + random.nextInt(18);
      char wrong = (char) ('0' + (number.charAt(at) - '0' + 1 + random.nextInt(9)) % 10);

      assertThat(CardNumber.parse(number.substring(0, at) + wrong + number.substring(at + 1)))
          .as("seed %d case %d", SEED, i)
          .isEmpty();
    }
  }

  @Test
  void otherShapesAreRefused() {
    for (String text : new String[] {"", "Y", "330300123456789012", "Y33030012345678901"}) {
      assertThat(CardNumber.parse(text)).isEmpty();
    }
    assertThat(CardNumber.parse(null)).isEmpty();
  }

  /** A card number must never be taken for a document, an organisation or a payment code. */
  @Test
  void noOtherKindHasItsShape() {
    Random random = new Random(SEED);
    Recogniser recogniser = new Recogniser();
    for (int i = 0; i < CASES; i++) {
      String number = CardNumber.draw("990100", random).value();

      assertThat(recogniser.recognise(number).kind()).isEqualTo(TextKind.UNKNOWN);
    }
  }
}
