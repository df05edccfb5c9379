package org.yima.benchmarks.codes;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yima.benchmarks.report.Figure;

/**
 * One server with one suite at one number of connections: limit, issue, resolve, again and again.
 *
 * @param goals whether the figures are held to the goals, or only reported
 */
record Trial(String suite, int connections, int rounds, boolean goals) {
  private static final double ISSUE_GOAL = 0.5;
  private static final double RESOLVE_GOAL = 0.3;
  private static final Duration DRIVE = Duration.ofSeconds(3);
  private static final Duration WARM_UP = Duration.ofSeconds(4);

  /** Lets the server compile what it will need, once after it has started. */
  static void warmUp(World world, City city) {
    try (Load load = new Load(world.server().baseUrl(), 16)) {
      Operations operations = new Operations(city);
      for (int i = 0; i < 2; i++) {
        for (Operation operation :
            List.of(operations.limit(), operations.issue(), operations.resolve())) {
          Measured unused = load.drive(operation, WARM_UP);
        }
      }
    }
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
