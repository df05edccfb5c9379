package org.yima.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yima.samples.population.ErrorRates;
import org.yima.samples.population.Population;
import org.yima.samples.population.PopulationFiles;

/** The extracts that are loaded, in a directory: the sample population under our domains' names. */
final class Town {
  /** They are called d1 to d5. */
  static final int DOMAINS = 5;

  /** How many registrations a person has, of {@link #DOMAINS} institutions. */
  private static final double REGISTRATIONS = 2.25;

  private Town() {}

  /** Draws about so many registrations of a seed; the first domains are the world's hospitals. */
  static Path draw(Path directory, long seed, int records, JsonNode hospitals) throws IOException {
    clear(directory);
    int persons = Math.max(1, (int) (records / REGISTRATIONS));
    PopulationFiles.Written written =
        new PopulationFiles(
                new Population(seed, persons, DOMAINS, ErrorRates.shipped()),
                Runtime.getRuntime().availableProcessors())
            .write(directory);
    System.out.printf("%d registrations of %d people drawn%n", written.registrations(), persons);
    for (int i = 0; i < Math.min(DOMAINS, hospitals.size()); i++) {
      Files.move(
          directory.resolve("d" + (i + 1) + ".csv"),
          directory.resolve(hospitals.get(i).get("domain").asText() + ".csv"));
    }
    return directory;
  }

  /** Under what name a domain of the population is loaded. */
  static String domain(String drawn, JsonNode hospitals) {
    int at = Integer.parseInt(drawn.substring(1)) - 1;
    return at < hospitals.size() ? hospitals.get(at).get("domain").asText() : drawn;
  }

  private static void clear(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> old = new ArrayList<>();
    try (Stream<Path> listed = Files.list(directory)) {
      listed.forEach(old::add);
    }
    for (Path file : old) {
      Files.delete(file);
    }
  }
}
