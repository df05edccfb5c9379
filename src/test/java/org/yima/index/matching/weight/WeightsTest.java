package org.yima.index.matching.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yima.index.matching.chinese.City;
import org.yima.index.matching.schema.Schema;

/** Weights are read as they were written, and text by which nothing could be decided is refused. */
class WeightsTest {
  private static final String TEXT = City.weights().text();

  @Test
  void theTextReadsBack() {
    assertThat(Weights.parse(TEXT)).isEqualTo(City.weights());
  }

  /** Levels come with the years; weights that people approved before stay in use. */
  @Test
  void whatWasApprovedBeforeALevelCameIsCompletedByTheShippedOnes() {
    String before =
        TEXT.lines()
            .filter(line -> !line.startsWith("document\tother kind\t"))
            .collect(Collectors.joining("\n"));
    assertThat(before).isNotEqualTo(TEXT.stripTrailing());
    Weights completed = Weights.parse(before).completed(City.weights());
    Schema schema = City.schema();
    assertThat(new Model(schema, completed, schema.table()).weights()).isEqualTo(completed);
    assertThatThrownBy(() -> new Model(schema, Weights.parse(before), schema.table()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A prior or threshold that no comparison holds for would part, or join, everybody. */
  @ParameterizedTest
  @CsvSource({
    "prior,NaN",
    "prior,Infinity",
    "prior,-1e300",
    "link,NaN",
    "link,Infinity",
    "review,-Infinity",
    "contradiction,NaN"
  })
  void aNumberThatDecidesNothingIsRefused(String head, String value) {
    String text = TEXT.replaceFirst("(?m)^" + head + "\t.*$", head + "\t" + value);
    assertThat(text).isNotEqualTo(TEXT);
    assertThatThrownBy(() -> Weights.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatDoesNotAddUpIsNoShareOfAnything() {
    City.weights().mustAddUp();
    String twice = TEXT.replaceFirst("(?m)^sex\tdiffers\t\\S+\t", "sex\tdiffers\t0.5\t");
    assertThat(twice).isNotEqualTo(TEXT);
    Weights weights = Weights.parse(twice);
    assertThatThrownBy(weights::mustAddUp)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sex");
  }

  @ParameterizedTest
  @CsvSource({"'prior\t-3'", "'name\texact\t0.5\t0.1'"})
  void whatIsSaidTwiceIsRefused(String line) {
    String unescaped = line.replace("\\t", "\t");
    assertThatThrownBy(() -> Weights.parse(TEXT + unescaped + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice");
  }
}
