package org.yima.benchmarks.codes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.yima.benchmarks.report.Rounds;

/** One operation's drives, one a round. */
final class Series {
  private final List<Measured> rounds = new ArrayList<>();

  void add(Measured measured) {
    rounds.add(measured);
  }

  double last() {
    return rounds.get(rounds.size() - 1).perSecond();
  }

  Rounds perSecond() {
    return new Rounds(rounds.stream().map(Measured::perSecond).toList());
  }

  /** How long an answer took, in the middle round. */
  String times() {
    return String.format(
        Locale.ROOT,
        "median %.1f ms, one in a hundred over %.1f ms",
        middle(rounds.stream().map(Measured::medianMicros).toList()) / 1000.0,
        middle(rounds.stream().map(Measured::slowMicros).toList()) / 1000.0);
  }

  private static long middle(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
