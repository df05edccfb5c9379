package org.yima.benchmarks.report;

import java.util.Locale;
import java.util.Optional;

/**
 * One figure beside its limit.
 *
 * @param name what was measured
 * @param perSecond operations per second
 * @param limit what it is compared with, and how many of that per second; empty for a limit itself
 * @param goal the least ratio that is wanted, if any
 * @param note what else was seen, such as how long an operation took; may be empty
 */
public record Figure(
    String name, double perSecond, Optional<Limit> limit, Optional<Double> goal, String note) {

  /**
   * A limit, measured in the same rounds.
   *
   * @param ratio the figure's part of it
   */
  public record Limit(String name, double perSecond, double ratio) {}

  /** A figure that is compared. */
  public static Figure of(
      String name,
      Rounds measured,
      String limit,
      Rounds bound,
      Optional<Double> goal,
      String note) {
    return new Figure(
        name,
        measured.median(),
        Optional.of(new Limit(limit, bound.median(), measured.ratioTo(bound))),
        goal,
        note);
  }

  /** A figure that others are compared with. */
  public static Figure alone(String name, Rounds measured, String note) {
    return new Figure(name, measured.median(), Optional.empty(), Optional.empty(), note);
  }

  /** A row of a Markdown table under {@link Report}'s head. */
  String row() {
    return "| "
        + String.join(
            " | ",
            name,
            number(perSecond),
            limit.map(Limit::name).orElse(""),
            limit.map(l -> number(l.perSecond())).orElse(""),
            limit.map(l -> percent(l.ratio())).orElse(""),
            goal.map(g -> "≥ " + percent(g)).orElse(""),
            goal.map(this::verdict).orElse(""),
            note)
        + " |";
  }

  private String verdict(double wanted) {
    return limit.filter(l -> l.ratio() >= wanted).isPresent() ? "met" : "MISSED";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
  }

  private static String percent(double ratio) {
    return String.format(Locale.ROOT, "%.0f %%", ratio * 100);
  }
}
