package org.yima.samples.population;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Writes a population into a directory:
 *
 * <pre>PopulationGenerator --seed N --persons N --domains N --out DIR [--errors FILE] [--threads N]
 * </pre>
 */
public final class PopulationGenerator {
  private static final Set<String> OPTIONS =
      Set.of("--seed", "--persons", "--domains", "--out", "--errors", "--threads");

  private static final String USAGE =
      "usage: PopulationGenerator --seed N --persons N --domains N --out DIR"
          + " [--errors FILE] [--threads N]";

  private PopulationGenerator() {}

  /** Ends with 2 for arguments that cannot be used. */
  public static void main(String[] arguments) throws IOException {
    try {
      run(options(arguments));
    } catch (IllegalArgumentException unusable) {
      System.err.println(unusable.getMessage() + System.lineSeparator() + USAGE);
      System.exit(2);
    }
  }

  private static void run(Map<String, String> options) throws IOException {
    ErrorRates rates =
        options.containsKey("--errors")
            ? ErrorRates.read(Path.of(options.get("--errors")))
            : ErrorRates.shipped();
    Population population =
        new Population(
            number(options, "--seed"),
            Math.toIntExact(number(options, "--persons")),
            Math.toIntExact(number(options, "--domains")),
            rates);
    int threads =
        options.containsKey("--threads")
            ? Math.toIntExact(number(options, "--threads"))
            : Runtime.getRuntime().availableProcessors();
    long begun = System.nanoTime();
    PopulationFiles.Written written =
        new PopulationFiles(population, threads).write(Path.of(required(options, "--out")));
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf(
        "%,d registrations of %,d people in %.1f s: %,.0f a second%n",
        written.registrations(), population.persons(), seconds, written.registrations() / seconds);
  }

  private static Map<String, String> options(String[] arguments) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!OPTIONS.contains(arguments[i]) || i + 1 == arguments.length) {
        throw new IllegalArgumentException("What is " + arguments[i] + "?");
      }
      options.put(arguments[i], arguments[i + 1]);
    }
    return options;
  }

  private static String required(Map<String, String> options, String option) {
    String value = options.get(option);
    if (value == null) {
      throw new IllegalArgumentException(option + " is missing");
    }
    return value;
  }

  private static long number(Map<String, String> options, String option) {
    String value = required(options, option);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(option + " is no number: " + value, notANumber);
    }
  }
}
