package org.yima.benchmarks.matching;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.yima.benchmarks.report.Report;
import org.yima.index.matching.chinese.City;
import org.yima.index.matching.column.Workers;
import org.yima.index.matching.weight.Training;
import org.yima.index.matching.weight.Weights;

/** {@code benchmarks/run matching}: what it is given, FEBRL first. */
public final class MatchingBenchmark {
  private static final String METHOD =
      """
      The engine in memory, %d threads, nothing stored. FEBRL: weights are trained on each set without its truth
      (u from a million pairs taken by chance, m by expectation and maximisation inside the blocks of each key), then every
      pair of the blocks is scored; precision and recall are of pairs, all true pairs of the set counted. Duke 1.2 has the
      same rows, one comparator for each field and Lucene for its candidates, in the same virtual machine.
      A population is matched with the shipped weights: normalised and encoded from rows that lie in memory, blocked,
      compared, scored and grouped; its truth is read afterwards. Pairs count as linked when they are in one person.

      """;

  private MatchingBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i].substring(2), arguments[i + 1]);
    }
    int threads = Runtime.getRuntime().availableProcessors();
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    StringBuilder table = new StringBuilder();
    try {
      Workers workers = Workers.on(executor);
      table.append(febrl(options, workers));
      if (options.containsKey("population")) {
        table.append(population(options, workers));
      }
    } catch (IllegalArgumentException unusable) {
      System.err.println(unusable.getMessage());
      System.exit(2);
    } finally {
      executor.shutdown();
    }
    new Report("matching", METHOD.formatted(threads), table.toString()).publish();
  }

  private static String febrl(Map<String, String> options, Workers workers) throws IOException {
    if (!options.containsKey("febrl")) {
      return "";
    }
    Path directory = Path.of(options.get("febrl"));
    StringBuilder table = new StringBuilder(Score.HEAD);
    for (String name : List.of("1", "2", "3", "4")) {
      FebrlSet set = FebrlSet.read(directory, name);
      System.out.println("FEBRL " + name);
      table.append(FebrlRun.rows(set, workers)).append(DukeRun.row(set));
    }
    return table.append('\n').toString();
  }

  private static String population(Map<String, String> options, Workers workers)
      throws IOException {
    String mapping = options.get("mapping");
    Population population =
        new Population(
            Path.of(options.get("population")), mapping == null ? null : Path.of(mapping));
    Weights weights =
        options.containsKey("weights")
            ? Weights.parse(Files.readString(Path.of(options.get("weights"))))
            : City.weights();
    if (options.containsKey("train")) {
      Path to = Path.of(options.get("train"));
      Training training = PopulationRun.trained(population, to.getFileName().toString(), workers);
      weights = training.weights();
      Files.writeString(to, weights.text());
      training
          .sessions()
          .forEach(
              session ->
                  System.out.printf(
                      "%s: %d pairs, %.4f matches, %d turns, at rest: %s%n",
                      session.key(),
                      session.pairs(),
                      session.share(),
                      session.turns(),
                      session.converged()));
    }
    if (options.containsKey("frequencies")) {
      Files.writeString(
          Path.of(options.get("frequencies")), PopulationRun.frequencies(population, workers));
    }
    String last = "";
    for (int round = Integer.parseInt(options.getOrDefault("rounds", "3")); round > 0; round--) {
      last = new PopulationRun(population, weights, workers).markdown();
      System.out.println(last.lines().filter(line -> line.contains("a second")).toList());
    }
    return last;
  }
}
