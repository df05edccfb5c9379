package org.yima.benchmarks.healthcard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.yima.benchmarks.report.Figure;
import org.yima.benchmarks.report.Report;
import org.yima.benchmarks.report.Rounds;

/**
 * {@code benchmarks/run health-card}: JMH in rounds, so that figure and limit share the weather.
 */
public final class HealthCardBenchmark {
  private static final int ROUNDS = 3;
  private static final double GOAL = 0.8;
  private static final String METHOD =
      """
      JMH 1.37, one thread. What is compared runs one after the other, in virtual machines of their own (2
      warm-ups of 0.5 s, then 3 measurements of 0.5 s), and all of it in %d rounds. "Per second" is per
      second of the measuring thread's own time, so that other work on the machine costs the thread its
      turn and not the figure; the note says how much of a core it had. A figure is the median of its
      rounds; a ratio is the median of the ratios within each round. "Bare" is one signature or
      verification of 44 bytes, the signed part of a dynamic code, with the key decoded before; the limit
      is the provider whose bare operation was fastest. Issuing draws the handle, verifying decodes the
      text and checks time, revocation and scene. Pictures are of 120 characters at level M, 400 pixels.
      """
          .formatted(ROUNDS);

  /** What is run together, because it is compared: patterns of benchmarks, and providers. */
  private record Group(String pattern, String... providers) {}

  private static final String[] ED25519 = {"BouncyCastle Ed25519", "JDK Ed25519"};
  private static final String[] SM2 = {"BouncyCastle SM2", "Kona SM2 (native)"};
  private static final List<Group> GROUPS =
      List.of(
          new Group("(Issue.ed25519|Bare.sign)", ED25519),
          new Group("(Verify.ed25519|Bare.verify)", ED25519),
          new Group("(Issue.sm2|Bare.sign)", SM2),
          new Group("(Verify.sm2|Bare.verify)", SM2),
          new Group("Draw.*"),
          new Group("Recognise.*"));

  private HealthCardBenchmark() {}

  public static void main(String[] arguments) throws RunnerException, IOException {
    Map<String, List<Double>> measured = new TreeMap<>();
    Map<String, List<Double>> shares = new TreeMap<>();
    for (int round = 1; round <= ROUNDS; round++) {
      System.out.println("round " + round + " of " + ROUNDS);
      for (Group group : GROUPS) {
        for (RunResult result : new Runner(options(group)).run()) {
          add(measured, result, WorkerTime.OWN);
          add(shares, result, WorkerTime.SHARE);
        }
      }
    }
    new Report("health-card", METHOD, figures(new Measurements(measured, shares))).publish();
  }

  private static void add(Map<String, List<Double>> to, RunResult result, String what) {
    to.computeIfAbsent(name(result), ignored -> new ArrayList<>())
        .add(result.getSecondaryResults().get(what).getScore());
  }

  private static Options options(Group group) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\." + group.pattern() + "$")
            .addProfiler(WorkerTime.class)
            .mode(Mode.Throughput)
            .timeUnit(TimeUnit.SECONDS)
            .forks(1)
            .warmupIterations(2)
            .warmupTime(TimeValue.milliseconds(500))
            .measurementIterations(3)
            .measurementTime(TimeValue.milliseconds(500))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    return group.providers().length == 0
        ? options.build()
        : options.param("provider", group.providers()).build();
  }

  private static String name(RunResult result) {
    String benchmark = result.getParams().getBenchmark();
    String method =
        benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1);
    String provider = result.getParams().getParam("provider");
    return provider == null ? method : method + " " + provider;
  }

  private static List<Figure> figures(Measurements all) {
    return Stream.of(
            all.pair("issue, Ed25519", "Issue.ed25519", "Bare.sign ", "Ed25519"),
            all.pair("verify, Ed25519", "Verify.ed25519", "Bare.verify ", "Ed25519"),
            all.pair("issue, SM2", "Issue.sm2", "Bare.sign ", "SM2"),
            all.pair("verify, SM2", "Verify.sm2", "Bare.verify ", "SM2"),
            all.drawn(),
            all.recognised(),
            all.bare())
        .flatMap(Collection::stream)
        .toList();
  }

  /** The rows of the table out of what was measured. */
  private record Measurements(
      Map<String, List<Double>> measured, Map<String, List<Double>> shares) {
    private Rounds rounds(String name) {
      return new Rounds(measured.get(name));
    }

    private String share(String name) {
      return String.format(Locale.ROOT, "%.2f of a core", new Rounds(shares.get(name)).median());
    }

    /** A figure with a goal, beside the fastest bare operation of its suite. */
    private List<Figure> pair(String name, String benchmark, String operation, String suite) {
      String fastest =
          measured.keySet().stream()
              .filter(bare -> bare.startsWith(operation) && bare.contains(suite))
              .max((a, b) -> Double.compare(rounds(a).median(), rounds(b).median()))
              .orElseThrow();
      return List.of(
          Figure.of(
              name,
              rounds(benchmark),
              "bare, " + fastest.substring(operation.length()),
              rounds(fastest),
              Optional.of(GOAL),
              share(benchmark)));
    }

    private List<Figure> drawn() {
      Rounds bare = rounds("Draw.bareChosenMask");
      return List.of(
          against("draw PNG", "Draw.png", "ZXing encode", bare),
          against("draw SVG", "Draw.svg", "ZXing encode", bare),
          Figure.alone(
              "ZXing encode, fixed mask",
              rounds("Draw.bareFixedMask"),
              share("Draw.bareFixedMask")));
    }

    private List<Figure> recognised() {
      return List.of(
          against(
              "recognise, all kinds and as much garbage",
              "Recognise.mixed",
              "each character once",
              rounds("Recognise.everyCharacter")));
    }

    private List<Figure> bare() {
      return measured.keySet().stream()
          .filter(name -> name.startsWith("Bare."))
          .map(
              name ->
                  Figure.alone(
                      "bare " + name.substring("Bare.".length()).replaceFirst(" ", ", "),
                      rounds(name),
                      share(name)))
          .toList();
    }

    private Figure against(String name, String benchmark, String limit, Rounds bound) {
      return Figure.of(name, rounds(benchmark), limit, bound, Optional.empty(), share(benchmark));
    }
  }
}
