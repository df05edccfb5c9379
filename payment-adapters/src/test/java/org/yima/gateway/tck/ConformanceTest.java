package org.yima.gateway.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every adapter and every case, and every way into a wallet, against the sandbox over HTTP. When
 * all have passed, the tables in the README have to say so; with {@code -Dyima.write=true} they are
 * written anew, and name as outside checks only those that have passed since the library was
 * compiled. It runs after them.
 */
@Order(Integer.MAX_VALUE)
class ConformanceTest {

  private static final Path README = Path.of("README.md");
  private static Drivers drivers;
  private static final ConformanceTable ADAPTERS =
      new ConformanceTable("conformance", EnumSet.allOf(Case.class), true);
  private static final ConformanceTable WAYS =
      new ConformanceTable(
          "ways",
          EnumSet.of(
              Case.HAPPY,
              Case.DECLINED,
              Case.FOUND_PAID,
              Case.FOUND_UNPAID,
              Case.DUPLICATE,
              Case.BEGUN_TWICE,
              Case.CLOSED_UNKNOWN,
              Case.CLOSED_PAID),
          false);

  @BeforeAll
  static void start(@TempDir Path folder) {
    drivers = new Drivers(folder);
  }

  @AfterAll
  static void theTablesSayWhatHasPassed() throws IOException {
    try (Drivers open = drivers) {
      if (ADAPTERS.isEmpty() || WAYS.isEmpty()) {
        return;
      }
      allPassed(ADAPTERS, open.all());
      allPassed(WAYS, open.ways());
      String text = Files.readString(README);
      String due =
          WAYS.in(
              ADAPTERS.in(text, ADAPTERS.of(open.all(), ConformanceTest::isNamed)),
              WAYS.of(open.ways(), ConformanceTest::isNamed));
      if (Boolean.getBoolean("yima.write")) {
        assertThat(Files.writeString(README, due)).exists();
      } else {
        assertThat(text).isEqualTo(due);
      }
    }
  }

  /**
   * Who else checked is named when they did. Where they did not, as this test was run alone or
   * their tool is not there, the table may name them by their test, which continuous integration
   * runs and does not skip.
   */
  private static boolean isNamed(OutsideCheck check) {
    boolean certain = Boolean.getBoolean("yima.write") || System.getenv("CI") != null;
    return check.hasPassed() || (!certain && check.hasNotRun());
  }

  private static void allPassed(ConformanceTable table, List<Driver> rows) {
    for (Driver driver : rows) {
      for (Case each : driver.cases()) {
        assertThat(table.isProved(driver, each))
            .as(driver.name() + ", " + each.title() + " has passed")
            .isTrue();
      }
    }
  }

  @TestFactory
  Stream<DynamicNode> everyAdapterInEveryCase() {
    return drivers.all().stream().map(driver -> cases(driver, ADAPTERS));
  }

  @TestFactory
  Stream<DynamicNode> everyWayIntoAWallet() {
    return drivers.ways().stream().map(driver -> cases(driver, WAYS));
  }

  private static DynamicNode cases(Driver driver, ConformanceTable table) {
    return DynamicContainer.dynamicContainer(
        driver.name(),
        Arrays.stream(Case.values())
            .filter(driver.cases()::contains)
            .map(each -> DynamicTest.dynamicTest(each.title(), () -> prove(driver, each, table))));
  }

  private static void prove(Driver driver, Case one, ConformanceTable table) {
    one.prove(driver);
    table.passed(driver, one.title());
  }

  @TestFactory
  Stream<DynamicNode> noMutatedReportIsBelieved() {
    List<Reporting> reporting =
        drivers.all().stream()
            .filter(Reporting.class::isInstance)
            .map(Reporting.class::cast)
            .toList();
    return reporting.stream()
        .map(
            driver ->
                DynamicTest.dynamicTest(
                    driver.name(), () -> unbelieved(driver, sharing(driver, reporting))));
  }

  /** How many adapters are of one gateway. */
  private static int sharing(Reporting driver, List<Reporting> all) {
    return (int) all.stream().filter(other -> other.channel().equals(driver.channel())).count();
  }

  private static void unbelieved(Reporting driver, int rows) {
    Mutations.prove(driver, rows);
    ADAPTERS.passed(driver, Mutations.TITLE);
  }
}
