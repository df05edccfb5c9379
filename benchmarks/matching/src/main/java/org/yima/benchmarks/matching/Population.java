package org.yima.benchmarks.matching;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.yima.index.matching.backtest.Truth;
import org.yima.index.matching.chinese.City;

/**
 * Records of several domains with their truth, read from a directory: one CSV for each domain, named
 * for it, and {@code truth.csv} with {@code domain,card,person}.
 *
 * @param rows in the fields of {@link City}
 */
record Population(List<String[]> rows, Truth truth, long persons) {
  private static final String TRUTH = "truth.csv";

  /** Files that lie beside the domains' and are none. */
  private static final List<String> OTHERS = List.of(TRUTH, "errors.csv", "counts.csv");

  /** Statuses of a card that no longer lives; any other does. */
  private static final List<String> DEAD = List.of("LOST", "CANCELLED", "DECEASED", "挂失", "注销");

  /**
   * Reads a directory.
   *
   * @param mapping a properties file of our field = their header; headers that are called as our
   *     fields need none. Without it every header stands for itself
   */
  static Population read(Path directory, Path mapping) throws IOException {
    Properties headers = new Properties();
    if (mapping != null) {
      try (var reader = Files.newBufferedReader(mapping)) {
        headers.load(reader);
      }
    }
    Map<String, Integer> persons = new HashMap<>();
    Map<String, Integer> byCard = truth(directory.resolve(TRUTH), persons);
    List<String[]> rows = new ArrayList<>();
    List<Integer> person = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> listed = Files.list(directory)) {
      files =
          listed
              .filter(file -> file.getFileName().toString().endsWith(".csv"))
              .filter(file -> !OTHERS.contains(file.getFileName().toString()))
              .sorted()
              .toList();
    }
    for (Path file : files) {
      String domain = file.getFileName().toString().replaceFirst("\\.csv$", "");
      try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(file)) {
        for (NamedCsvRecord record : records) {
          String[] row = row(record, headers, domain);
          person.add(byCard.getOrDefault(row[0] + "\n" + field(record, headers, "card"), -1));
          rows.add(row);
        }
      }
    }
    int[] truth = person.stream().mapToInt(Integer::intValue).toArray();
    return new Population(rows, new Truth(truth), persons.size());
  }

  private static Map<String, Integer> truth(Path file, Map<String, Integer> persons)
      throws IOException {
    Map<String, Integer> byCard = new HashMap<>();
    try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(file)) {
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
