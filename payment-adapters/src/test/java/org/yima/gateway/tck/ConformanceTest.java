package org.yima.gateway.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every adapter and every case, against the sandbox over HTTP. When all have passed, the table in
 * the README has to say so; with {@code -Dyima.write=true} it is written anew, and names as outside
 * checks only those that have passed since the library was compiled.
 */
class ConformanceTest {

  private static Drivers drivers;
  private static final ConformanceTable TABLE = new ConformanceTable();

  @BeforeAll
  static void start(@TempDir Path folder) {
    drivers = new Drivers(folder);
  }

  @AfterAll
  static void theTableSaysWhatHasPassed() throws IOException {
    try (Drivers open = drivers) {
      if (TABLE.isEmpty()) {
        return;
      }
      for (Driver driver : open.all()) {
        for (Case each : driver.cases()) {
          assertThat(TABLE.isProved(driver, each))
              .as(driver.name() + ", " + each.title() + " has passed")
              .isTrue();
        }
      }
      Path readme = Path.of("README.md");
      String text = Files.readString(readme);
      if (Boolean.getBoolean("yima.write")) {
        String due = ConformanceTable.in(text, TABLE.of(open.all(), OutsideCheck::hasPassed));
        assertThat(Files.writeString(readme, due)).exists();
      } else {
        assertThat(text).isEqualTo(ConformanceTable.in(text, TABLE.of(open.all(), any -> true)));
      }
    }
  }

  @TestFactory
  Stream<DynamicNode> everyAdapterInEveryCase() {
    return drivers.all().stream().map(ConformanceTest::cases);
  }

  private static DynamicNode cases(Driver driver) {
    return DynamicContainer.dynamicContainer(
        driver.name(),
        Arrays.stream(Case.values())
            .filter(driver.cases()::contains)
            .map(each -> DynamicTest.dynamicTest(each.title(), () -> prove(driver, each))));
  }

  private static void prove(Driver driver, Case one) {
    one.prove(driver);
    TABLE.passed(driver, one.title());
  }

  @TestFactory
  Stream<DynamicNode> noMutatedReportIsBelieved() {
    return drivers.all().stream()
        .filter(driver -> driver.cases().contains(Case.FORGED_NOTIFICATION))
        .map(driver -> DynamicTest.dynamicTest(driver.name(), () -> unbelieved(driver)));
  }

  private static void unbelieved(Driver driver) {
    Mutations.prove(driver);
    TABLE.passed(driver, Mutations.TITLE);
  }
}
