package org.yima.samples.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ErrorRatesTest {
  private static final Path SHIPPED = Path.of("population/errors.properties");

  @TempDir Path directory;

  @Test
  void shippedRatesAreTheFileThatPeopleRead() throws IOException {
    ErrorRates read = ErrorRates.read(SHIPPED);
    for (String kind : ErrorRates.kinds()) {
      assertThat(ErrorRates.shipped().of(kind)).as(kind).isEqualTo(read.of(kind)).isPositive();
    }
  }

  /** A rate without its why would be a number that nobody can doubt. */
  @Test
  void everyRateSaysWhy() throws IOException {
    String above = "";
    for (String line : Files.readAllLines(SHIPPED)) {
      if (line.contains("=")) {
        assertThat(above).as(line).startsWith("# ");
      }
      above = line;
    }
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    assertRefused("name.bed = 0.003", "name.bad = 0.003", "name.bed");
    assertRefused("name.bed = 0.003", "name.bed = 0.003\nname.bad = 0.1", "name.bad");
    assertRefused("name.bed = 0.003", "name.bed = 1.5", "name.bed");
    assertRefused("name.bed = 0.003", "name.bed = often", "name.bed");
  }

  @Test
  void aGroupCannotHappenMoreOftenThanAlways() throws IOException {
    Path file = directory.resolve("errors.properties");
    Files.writeString(
        file, Files.readString(SHIPPED).replace("sex.missing = 0.02", "sex.missing = 0.999"));
    Population population = new Population(1, 100, 2, ErrorRates.read(file));
    assertThatThrownBy(() -> population.block(0).tally())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sex.missing");
  }

  @Test
  void withoutErrorsNothingHappens() {
    assertThat(ErrorRates.kinds()).allMatch(kind -> ErrorRates.shipped().without().of(kind) == 0);
    assertThat(ErrorRates.shipped().without().of("model.reader")).isPositive();
  }

  private void assertRefused(String line, String instead, String told) {
    assertThatThrownBy(
            () -> {
              Path file = directory.resolve("errors.properties");
              Files.writeString(file, Files.readString(SHIPPED).replace(line, instead));
              assertThat(ErrorRates.read(file)).isNull();
            })
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(told);
  }
}
