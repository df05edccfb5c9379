package org.yima.index.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yima.platform.Problem;

/** What is a file of labelled pairs, and what is told of one that is none. */
class LabelsTest {
  private static List<Labels.Line> read(String text) {
    return Labels.read(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aPairIsTwoNumbersAndAWord() {
    assertThat(
            read(
                "\uFEFF"
                    + Labels.HEADER
                    + "\r\na,1,b,2,SAME\r\na,\"1,5\",b, 3 ,different\r\na,1,a,2,1\r\n"))
        .containsExactly(
            new Labels.Line(2, "a", "1", "b", "2", true),
            new Labels.Line(3, "a", "1,5", "b", "3", false),
            new Labels.Line(4, "a", "1", "a", "2", true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a,1,b,2,SAME", "domain,number", Labels.HEADER, "\u0000", "\"open"})
  void whatHasNoHeaderOrNoPairIsRefusedAtItsFirstLine(String text) {
    refusedAt(1, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theFirstLineThatIsNoneIsNamed() {
    refusedAt(
        3, (Labels.HEADER + "\na,1,b,2,SAME\na,1,b,2,PERHAPS\n").getBytes(StandardCharsets.UTF_8));
    refusedAt(2, (Labels.HEADER + "\na,1,b,2\n").getBytes(StandardCharsets.UTF_8));
    refusedAt(2, (Labels.HEADER + "\na,,b,2,SAME\n").getBytes(StandardCharsets.UTF_8));
    refusedAt(1, new byte[] {(byte) 0xC4, (byte) 0xE3});
  }

  private static void refusedAt(int line, byte[] file) {
    assertThatThrownBy(() -> assertThat(Labels.read(file)).isEmpty())
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                assertThat(problem.errors())
                    .extracting(Problem.FieldError::pointer)
                    .containsExactly("/" + line));
  }
}
