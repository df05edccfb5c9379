package org.yima.benchmarks.codes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.yima.benchmarks.report.Rounds;
import org.yima.benchmarks.world.Processors;

/** One operation's drives, one a round. */
final class Series {
  private final List<Measured> rounds = new ArrayList<>();
  private final List<Long> serverMicros = new ArrayList<>();
  private final List<Long> databaseMicros = new ArrayList<>();

  void add(Measured measured, Processors.Taken taken) {
    rounds.add(measured);
    serverMicros.add(taken.server().toNanos() / 1000 / measured.answers());
    databaseMicros.add(taken.database().toNanos() / 1000 / measured.answers());
  }

  double last() {
    return rounds.get(rounds.size() - 1).perSecond();
  }

  Rounds perSecond() {
    return new Rounds(rounds.stream().map(Measured::perSecond).toList());
  }

  /** How long an answer took and what it cost, in the middle round. */
  String times() {
    return String.format(
        Locale.ROOT,
        "median %.1f ms, one in a hundred over %.1f ms; processor: server %d µs, database %d µs",
        middle(rounds.stream().map(Measured::medianMicros).toList()) / 1000.0,
        middle(rounds.stream().map(Measured::slowMicros).toList()) / 1000.0,
        middle(serverMicros),
        middle(databaseMicros));
  }

  private static long middle(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
