package org.yima.benchmarks.healthcard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
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
      JMH 1.37, one thread. Every benchmark runs once in each of %d rounds, in a virtual machine of its
      own: 2 warm-ups of 0.5 s, then 3 measurements of 0.5 s. A figure is the median of its rounds; a
      ratio is the median of the ratios within each round. "Bare" is one signature or verification of
      44 bytes, the signed part of a dynamic code, with the key decoded before; the limit is the
      provider whose bare operation was fastest. Issuing draws the handle, verifying decodes the text
      and checks time, revocation and scene.
      """
          .formatted(ROUNDS);

  private HealthCardBenchmark() {}

  public static void main(String[] arguments) throws RunnerException, IOException {
    Map<String, List<Double>> measured = new TreeMap<>();
    for (int round = 1; round <= ROUNDS; round++) {
      System.out.println("round " + round + " of " + ROUNDS);
      for (RunResult result : new Runner(options()).run()) {
        measured
            .computeIfAbsent(name(result), name -> new ArrayList<>())
            .add(result.getPrimaryResult().getScore());
      }
    }
    new Report("health-card", METHOD, figures(measured)).publish();
  }

  private static Options options() {
    return new OptionsBuilder()
        .include(HealthCardBenchmark.class.getPackageName().replace(".", "\\.") + "\\.")
        .mode(Mode.Throughput)
        .timeUnit(TimeUnit.SECONDS)
        .forks(1)
        .warmupIterations(2)
        .warmupTime(TimeValue.milliseconds(500))
        .measurementIterations(3)
        .measurementTime(TimeValue.milliseconds(500))
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .build();
  }

  private static String name(RunResult result) {
    String benchmark = result.getParams().getBenchmark();
    String method =
        benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1);
    String provider = result.getParams().getParam("provider");
    return provider == null ? method : method + " " + provider;
  }

  private static List<Figure> figures(Map<String, List<Double>> measured) {
    Figures figures = new Figures(measured);
    return Stream.of(
            figures.pair("issue, Ed25519", "Issue.ed25519", "Bare.sign ", "Ed25519"),
            figures.pair("verify, Ed25519", "Verify.ed25519", "Bare.verify ", "Ed25519"),
            figures.pair("issue, SM2", "Issue.sm2", "Bare.sign ", "SM2"),
            figures.pair("verify, SM2", "Verify.sm2", "Bare.verify ", "SM2"),
            figures.drawn(),
            figures.recognised(),
            figures.bare())
        .flatMap(Collection::stream)
        .toList();
  }

  /** The rows of the table out of what was measured. */
  private record Figures(Map<String, List<Double>> measured) {
    private Rounds rounds(String name) {
      return new Rounds(measured.get(name));
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
              ""));
    }

    private List<Figure> drawn() {
      Rounds bare = rounds("Draw.bareChosenMask");
      return List.of(
          against("draw PNG", "Draw.png", "ZXing encode", bare),
          against("draw SVG", "Draw.svg", "ZXing encode", bare),
          Figure.alone("ZXing encode, fixed mask", rounds("Draw.bareFixedMask"), ""));
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
                      ""))
          .toList();
    }

    private Figure against(String name, String benchmark, String limit, Rounds bound) {
      return Figure.of(name, rounds(benchmark), limit, bound, Optional.empty(), "");
    }
  }
}
