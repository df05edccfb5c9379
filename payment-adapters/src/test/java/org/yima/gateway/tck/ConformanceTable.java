package org.yima.gateway.tck;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The table of the README, out of what has passed. */
final class ConformanceTable {

  private final String name;
  private final List<Case> columns;
  private final boolean others;

  private final Set<Proof> proved = ConcurrentHashMap.newKeySet();

  private record Proof(String adapter, String what) {}

  /**
   * A table.
   *
   * @param name in the document's marks around it
   * @param others whether its last column tells who else checked
   */
  ConformanceTable(String name, Collection<Case> columns, boolean others) {
    this.name = name;
    this.columns = List.copyOf(columns);
    this.others = others;
  }

  /** One has passed. */
  void passed(Driver driver, String what) {
    boolean unused = proved.add(new Proof(driver.name(), what));
  }

  boolean isEmpty() {
    return proved.isEmpty();
  }

  /** Whether a case has passed; that of forgeries only when no mutation was believed either. */
  boolean isProved(Driver driver, Case one) {
    return proved.contains(new Proof(driver.name(), one.title()))
        && (one != Case.FORGED_NOTIFICATION
            || proved.contains(new Proof(driver.name(), Mutations.TITLE)));
  }

  /** The table; whether others checked is asked of what they left. */
  String of(Collection<Driver> drivers, Predicate<OutsideCheck> checked) {
    String head =
        "| adapter | "
            + columns.stream().map(Case::title).collect(Collectors.joining(" | "))
            + (others ? " | also checked by |\n|" : " |\n|")
            + " --- |".repeat(columns.size() + (others ? 2 : 1))
            + "\n";
    return drivers.stream()
        .map(driver -> row(driver, checked))
        .collect(Collectors.joining("", head, ""));
  }

  private String row(Driver driver, Predicate<OutsideCheck> checked) {
    return "| "
        + driver.name()
        + " | "
        + columns.stream()
            .map(each -> isProved(driver, each) ? "yes" : "–")
            .collect(Collectors.joining(" | "))
        + (others ? " | " + who(driver, checked) : "")
        + " |\n";
  }

  private static String who(Driver driver, Predicate<OutsideCheck> checked) {
    return driver.checkedBy().filter(checked).map(OutsideCheck::who).orElse("nobody else");
  }

  /** A document with the table in its place. */
  String in(String document, String table) {
    String begin = "<!-- " + name + ": written by ConformanceTest -->";
    int from = document.indexOf(begin);
    int to = document.indexOf("<!-- /" + name + " -->");
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("the document has no place for the table");
    }
    return document.substring(0, from + begin.length()) + "\n" + table + document.substring(to);
  }
}
