package org.yima.benchmarks.matching;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.yima.index.matching.backtest.Truth;
import org.yima.index.matching.chinese.City;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;

/**
 * Records of several domains with their truth, in a directory: one CSV for each domain, named for
 * it, and {@code truth.csv} with {@code domain,card,person}.
 *
 * @param mapping a properties file of our field = their header, or null; headers that are called as
 *     the fields of {@link City} need no line
 */
record Population(Path directory, Path mapping) {
  private static final String TRUTH = "truth.csv";
  private static final String ERRORS = "errors.csv";
  private static final int BATCH = 1 << 10;

  /** Files that lie beside the domains' and are none. */
  private static final List<String> OTHERS = List.of(TRUTH, ERRORS, "counts.csv");

  /** Statuses of a card that no longer lives; any other does. */
  private static final List<String> DEAD = List.of("LOST", "CANCELLED", "DECEASED", "挂失", "注销");

  /**
   * What was read.
   *
   * @param errors of the record with that place, where the population tells what befell it
   * @param seconds in which the table took the rows in, the reading of files left out
   */
  record Filled(Truth truth, int persons, Map<Integer, List<String>> errors, double seconds) {}

  /** Reads all files into a table. No more than a batch of rows is in memory. */
  Filled fill(Table table, Workers workers) throws IOException {
    Properties headers = new Properties();
    if (mapping != null) {
      try (var reader = Files.newBufferedReader(mapping)) {
        headers.load(reader);
      }
    }
    Map<String, Integer> persons = new HashMap<>();
    Map<String, Integer> byCard = truth(persons);
    Map<String, List<String>> befell = errors();
    Map<Integer, List<String>> errors = new HashMap<>();
    int[] truth = new int[1024];
    List<String[]> batch = new ArrayList<>(BATCH);
    int count = 0;
    double seconds = 0;
    for (Path file : files()) {
      String domain = file.getFileName().toString().replaceFirst("\\.csv$", "");
      try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(file)) {
        for (NamedCsvRecord record : records) {
          String[] row = row(record, headers, domain);
          if (count == truth.length) {
            truth = Arrays.copyOf(truth, count * 2);
          }
          String key = row[0] + "\n" + field(record, headers, "card");
          if (befell.containsKey(key)) {
            errors.put(count, befell.get(key));
          }
          truth[count++] = byCard.getOrDefault(key, -1);
          batch.add(row);
          if (batch.size() == BATCH) {
            seconds += added(table, batch, workers);
          }
        }
      }
    }
    seconds += added(table, batch, workers);
    return new Filled(new Truth(Arrays.copyOf(truth, count)), persons.size(), errors, seconds);
  }

  private static double added(Table table, List<String[]> batch, Workers workers) {
    long start = System.nanoTime();
    table.add(batch, workers);
    double seconds = (System.nanoTime() - start) / 1e9;
    batch.clear();
    return seconds;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> listed = Files.list(directory)) {
      return listed
          .filter(file -> file.getFileName().toString().endsWith(".csv"))
          .filter(file -> !OTHERS.contains(file.getFileName().toString()))
          .sorted()
          .toList();
    }
  }

  private Map<String, Integer> truth(Map<String, Integer> persons) throws IOException {
    Map<String, Integer> byCard = new HashMap<>();
    try (CsvReader<NamedCsvRecord> records =
        CsvReader.builder().ofNamedCsvRecord(directory.resolve(TRUTH))) {
      for (NamedCsvRecord record : records) {
        int next = persons.size();
        Integer known = persons.putIfAbsent(record.getField("person"), next);
        byCard.put(
            record.getField("domain") + "\n" + record.getField("card"),
            known == null ? next : known);
      }
    }
    return byCard;
  }

  /** What {@code errors.csv} tells, where there is one: by domain and card. */
  private Map<String, List<String>> errors() throws IOException {
    Map<String, List<String>> errors = new HashMap<>();
    Path file = directory.resolve(ERRORS);
    if (Files.exists(file)) {
      try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(file)) {
        for (NamedCsvRecord record : records) {
          errors.put(
              record.getField("domain") + "\n" + record.getField("card"),
              List.of(record.getField("kinds").split(";")));
        }
      }
    }
    return errors;
  }

  private static String[] row(NamedCsvRecord record, Properties headers, String domain) {
    String[] row = new String[City.FIELDS.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = field(record, headers, City.FIELDS.get(i));
    }
    row[0] = row[0].isEmpty() ? domain : row[0];
    if (DEAD.contains(field(record, headers, "status"))) {
      row[1] = "";
    }
    return row;
  }

  private static String field(NamedCsvRecord record, Properties headers, String field) {
    String value = record.findField(headers.getProperty(field, field)).orElse("");
    return value.strip();
  }
}
