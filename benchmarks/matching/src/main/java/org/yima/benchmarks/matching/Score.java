package org.yima.benchmarks.matching;

import java.util.Locale;
import org.yima.index.matching.backtest.Counts;

/** Rows of a table of accuracy. */
final class Score {
  static final String HEAD =
      """
      | what | precision | recall | F1 | right | wrong | missed | note |
      | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |
      """;

  private Score() {}

  static String row(String what, Counts counts, String note) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %,d | %,d | %,d | %s |%n",
        what,
        share(counts.precision()),
        share(counts.recall()),
        share(counts.f1()),
        counts.right(),
        counts.wrong(),
        counts.missed(),
        note);
  }

  static String share(double value) {
    return String.format(Locale.ROOT, "%.5f", value);
  }
}
