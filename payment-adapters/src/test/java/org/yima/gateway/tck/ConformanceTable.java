package org.yima.gateway.tck;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The table of the README, out of what has passed. */
final class ConformanceTable {

  static final String BEGIN = "<!-- conformance: written by ConformanceTest -->";
  static final String END = "<!-- /conformance -->";

  private final Set<Proof> proved = ConcurrentHashMap.newKeySet();

  private record Proof(String adapter, String what) {}

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
            + Arrays.stream(Case.values()).map(Case::title).collect(Collectors.joining(" | "))
            + " | also checked by |\n|"
            + " --- |".repeat(Case.values().length + 2)
            + "\n";
    return drivers.stream()
        .map(driver -> row(driver, checked))
        .collect(Collectors.joining("", head, ""));
  }

  private String row(Driver driver, Predicate<OutsideCheck> checked) {
    return "| "
        + driver.name()
        + " | "
        + Arrays.stream(Case.values())
            .map(each -> isProved(driver, each) ? "yes" : "–")
            .collect(Collectors.joining(" | "))
        + " | "
        + driver.checkedBy().filter(checked).map(OutsideCheck::who).orElse("nobody else")
        + " |\n";
  }

  /** A document with the table in its place. */
  static String in(String document, String table) {
    int from = document.indexOf(BEGIN);
    int to = document.indexOf(END);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("the document has no place for the table");
    }
    return document.substring(0, from + BEGIN.length()) + "\n" + table + document.substring(to);
  }
}
