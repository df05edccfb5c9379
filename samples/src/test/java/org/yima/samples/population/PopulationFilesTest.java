package org.yima.samples.population;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PopulationFilesTest {
  private static final Population POPULATION = new Population(11, 9_000, 3, ErrorRates.shipped());

  @TempDir Path directory;

  @Test
  void bytesDoNotDependOnRunsOrThreads() throws Exception {
    Map<String, String> first = digests("first", 1);
    assertThat(first.keySet())
        .containsExactly("counts.csv", "d1.csv", "d2.csv", "d3.csv", "errors.csv", "truth.csv");
    assertThat(digests("second", 1)).isEqualTo(first);
    assertThat(digests("third", 3)).isEqualTo(first);
  }

  @Test
  void filesHoldWhatTheStreamHands() throws IOException {
    Path out = directory.resolve("files");
    long written = new PopulationFiles(POPULATION, 2).write(out).registrations();
    List<Registration> rows = POPULATION.registrations().toList();
    assertThat(written).isEqualTo(rows.size());
    Set<String> cards = new HashSet<>();
    Set<String> expected = new HashSet<>();
    for (String domain : List.of("d1", "d2", "d3")) {
      for (NamedCsvRecord row : read(out.resolve(domain + ".csv"))) {
        cards.add(domain + " " + row.getField("card") + " " + row.getField("name"));
      }
    }
    rows.forEach(r -> expected.add(r.domain() + " " + r.get(Field.CARD) + " " + r.get(Field.NAME)));
    assertThat(cards).isEqualTo(expected);
    List<NamedCsvRecord> truth = read(out.resolve("truth.csv"));
    assertThat(truth).hasSize((int) rows.stream().filter(r -> r.person().isPresent()).count());
    assertThat(truth.get(0).getHeader()).containsExactly("domain", "card", "person");
    List<NamedCsvRecord> errors = read(out.resolve("errors.csv"));
    assertThat(errors).hasSize((int) rows.stream().filter(r -> !r.errors().isEmpty()).count());
    long applied =
        errors.stream().mapToLong(row -> row.getField("kinds").split(";", -1).length).sum();
    long counted =
        read(out.resolve("counts.csv")).stream()
            .mapToLong(row -> Long.parseLong(row.getField("applied")))
            .sum();
    assertThat(counted).isEqualTo(applied);
  }

  private static List<NamedCsvRecord> read(Path file) throws IOException {
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
      return reader.stream().toList();
    }
  }

  private Map<String, String> digests(String name, int threads)
      throws IOException, NoSuchAlgorithmException {
    Path out = directory.resolve(name);
    assertThat(new PopulationFiles(POPULATION, threads).write(out).registrations()).isPositive();
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.toList()) {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        digests.put(file.getFileName().toString(), HexFormat.of().formatHex(digest));
      }
    }
    return digests;
  }
}
