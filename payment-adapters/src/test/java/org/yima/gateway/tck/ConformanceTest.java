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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every adapter and every case, against the sandbox over HTTP. With {@code -Dyima.write=true} the
 * table in the README is written anew; without, it has to say what was proved here.
 */
class ConformanceTest {

  private static Drivers drivers;

  @BeforeAll
  static void start(@TempDir Path folder) {
    drivers = new Drivers(folder);
  }

  @AfterAll
  static void stop() {
    drivers.close();
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
            .map(each -> DynamicTest.dynamicTest(each.title(), () -> each.prove(driver))));
  }

  @TestFactory
  Stream<DynamicNode> noMutatedReportIsBelieved() {
    return drivers.all().stream()
        .filter(driver -> driver.cases().contains(Case.FORGED_NOTIFICATION))
        .map(driver -> DynamicTest.dynamicTest(driver.name(), () -> Mutations.prove(driver)));
  }

  @Test
  void theTableSaysWhatIsProved() throws IOException {
    Path readme = Path.of("README.md");
    String text = Files.readString(readme);
    String due = ConformanceTable.in(text, ConformanceTable.of(drivers.all()));
    if (Boolean.getBoolean("yima.write")) {
      assertThat(Files.writeString(readme, due)).exists();
    } else {
      assertThat(text).isEqualTo(due);
    }
  }
}
