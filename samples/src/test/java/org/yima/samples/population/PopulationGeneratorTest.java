package org.yima.samples.population;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, in a process of its own. */
final class PopulationGeneratorTest {
  @TempDir Path directory;

  private record Ended(int status, String said) {}

  /**
   * The rows in memory would be more than twice the heap: who keeps them does not come to the end.
   */
  @Test
  void memoryDoesNotGrowWithThePopulation() throws Exception {
    Path out = directory.resolve("out");
    Ended ended = run("--seed 5 --persons 60000 --domains 3 --threads 2 --out " + out);
    assertThat(ended.said()).contains("registrations of 60,000 people");
    assertThat(ended.status()).isZero();
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isGreaterThan(20L << 20);
    }
  }

  @Test
  void whatCannotBeDoneIsSaid() throws Exception {
    for (String unusable : List.of("--seed 5", "--seed x --persons 1 --domains 1", "--what 1")) {
      Ended ended = run(unusable);
      assertThat(ended.status()).as(unusable).isEqualTo(2);
      assertThat(ended.said()).contains("usage:");
    }
  }

  private static Ended run(String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(PopulationGenerator.class.getName());
    command.addAll(List.of(arguments.split(" ", -1)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream output = process.getInputStream()) {
      String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), said);
    }
  }
}
