package org.yima.gateway.tck;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

/** The table of the README, out of what was proved. */
final class ConformanceTable {

  static final String BEGIN = "<!-- conformance: written by ConformanceTest -->";
  static final String END = "<!-- /conformance -->";

  private ConformanceTable() {}

  static String of(Collection<Driver> drivers) {
    String head =
        "| adapter | "
            + Arrays.stream(Case.values()).map(Case::title).collect(Collectors.joining(" | "))
            + " | also checked by |\n|"
            + " --- |".repeat(Case.values().length + 2)
            + "\n";
    return drivers.stream().map(ConformanceTable::row).collect(Collectors.joining("", head, ""));
  }

  private static String row(Driver driver) {
    return "| "
        + driver.name()
        + " | "
        + Arrays.stream(Case.values())
            .map(each -> driver.cases().contains(each) ? "yes" : "–")
            .collect(Collectors.joining(" | "))
        + " | "
        + (driver.checkedBy().isEmpty() ? "nobody else" : driver.checkedBy())
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
