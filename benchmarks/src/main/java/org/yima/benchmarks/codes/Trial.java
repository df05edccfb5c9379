package org.yima.benchmarks.codes;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.yima.benchmarks.report.Figure;
import org.yima.benchmarks.world.Processors;
import org.yima.benchmarks.world.World;

/**
 * One server with one suite at one number of connections: limit, issue, resolve, again and again.
 *
 * @param goals whether the figures are held to the goals, or only reported
 */
record Trial(String suite, int connections, int rounds, boolean goals) {
  private static final double ISSUE_GOAL = 0.5;
  private static final double RESOLVE_GOAL = 0.3;
  private static final Duration DRIVE = Duration.ofSeconds(3);

  /**
   * By how much a round must be faster than all before it to show that the server still warms up.
   */
  private static final double FASTER = 1.05;

  private static final int STEADY = 2;
  private static final int WARM_UP_AT_MOST = 12;

  /**
   * Lets the server compile what it will need, once after it has started: until two rounds in a row
   * were no faster than the fastest before them.
   */
  static void warmUp(World world, City city) {
    try (Load load = new Load(world.server().baseUrl(), 16)) {
      Operations operations = new Operations(city);
      double best = 0;
      int steady = 0;
      for (int round = 0; round < WARM_UP_AT_MOST && steady < STEADY; round++) {
        double speed = together(load, operations);
        steady = speed < best * FASTER ? steady + 1 : 0;
        best = Math.max(best, speed);
        System.out.printf(Locale.ROOT, "warming up: %.0f/s of each%n", speed);
      }
    }
  }

  /** How often in a second all three could be done, one after the other. */
  private static double together(Load load, Operations operations) {
    return 1
        / Stream.of(operations.limit(), operations.issue(), operations.resolve())
            .mapToDouble(operation -> 1 / load.drive(operation, DRIVE).perSecond())
            .sum();
  }

  List<Figure> run(World world, City city) {
    Series limit = new Series();
    Series issue = new Series();
    Series resolve = new Series();
    Processors processors = world.processors();
    try (Load load = new Load(world.server().baseUrl(), connections)) {
      Operations operations = new Operations(city);
      for (int round = 1; round <= rounds; round++) {
        drive(load, processors, operations.limit(), limit);
        drive(load, processors, operations.issue(), issue);
        drive(load, processors, operations.resolve(), resolve);
        tell(round, limit, issue, resolve);
      }
    }
    String name = ", " + suite + ", " + connections + " connections";
    return List.of(
        figure("issue" + name, issue, limit, ISSUE_GOAL),
        figure("resolve" + name, resolve, limit, RESOLVE_GOAL),
        Figure.alone("insert of one row" + name, limit.perSecond(), limit.times()));
  }

  private static void drive(Load load, Processors processors, Operation operation, Series series) {
    Processors.Taken before = processors.read();
    Measured measured = load.drive(operation, DRIVE);
    series.add(measured, processors.read().since(before));
  }

  private Figure figure(String name, Series measured, Series limit, double goal) {
    return Figure.of(
        name,
        measured.perSecond(),
        "insert of one row",
        limit.perSecond(),
        goals ? Optional.of(goal) : Optional.empty(),
        measured.times());
  }

  private void tell(int round, Series limit, Series issue, Series resolve) {
    System.out.printf(
        Locale.ROOT,
        "%s, %d connections, round %d of %d: insert %.0f/s, issue %.0f/s, resolve %.0f/s%n",
        suite,
        connections,
        round,
        rounds,
        limit.last(),
        issue.last(),
        resolve.last());
  }
}
