package org.yima.healthcard.recognise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recognising is linear in the text, by counting: how many characters all rows together read to
 * decide on the shape of ever longer texts, among them those that make a pattern look furthest
 * before it gives up. What a row then does with a text that has its shape (a decoder, a sum, a
 * parser that goes once from left to right and never deeper than four levels) is linear by itself.
 */
class RecogniserCostTest {
  /** Each of the rows may look at each character so many times. */
  private static final int READS = 3;

  private static final int ROWS = Entries.TABLE.size();

  /** Counts every character that is handed out. */
  private static final class Counted implements CharSequence {
    private final String text;
    private long reads;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      reads++;
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      reads += end - start;
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      reads += text.length();
      return text;
    }
  }

  static Stream<String> beginnings() {
    return Stream.concat(
        Texts.SAMPLES.stream().map(Texts.Sample::text),
        Stream.of("", "a://", "A+.-", "0".repeat(64) + ":", "85:", "1", "9", "fp", "hQVDUFYwM"));
  }

  @ParameterizedTest
  @MethodSource("beginnings")
  void theShapeIsFoundInLinearTime(String beginning) {
    for (String filling : List.of("0", "A", "a:", "://", "85:", "+.-", "医")) {
      for (int length = 256; length <= Recogniser.MAX_TEXT; length *= 4) {
        String text = beginning + filling.repeat(length / filling.length());
        Counted counted = new Counted(text);
        Entries.TABLE.forEach(
            row -> assertThat(row.looks().test(counted)).isEqualTo(row.looks().test(text)));
        assertThat(counted.reads).isLessThanOrEqualTo((long) READS * ROWS * text.length());
      }
    }
  }
}
