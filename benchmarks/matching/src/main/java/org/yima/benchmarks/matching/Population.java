package org.yima.benchmarks.matching;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yima.index.matching.backtest.Truth;
import org.yima.index.matching.chinese.City;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;

/**
 * Records of several domains with their truth, in a directory: one CSV for each domain, named for
 * it, and {@code truth.csv} with {@code domain,card,person}. UTF-8. A population that is mapped
 * wrongly is refused: without cards or names, with a mapping that names no header, or where more
 * than one row in a hundred has no partner in the truth, or the other way round.
 *
 * @param mapping a properties file of our field = their header, or null; headers that are called as
 *     the fields of {@link City} need no line
 */
record Population(Path directory, Path mapping) {
  private static final String TRUTH = "truth.csv";
  private static final String ERRORS = "errors.csv";
  private static final String STATUS = "status";
  private static final int BATCH = 1 << 10;
  private static final double MOST_ALONE = 0.01;

  /** Files that lie beside the domains' and are none. */
  private static final List<String> OTHERS = List.of(TRUTH, ERRORS, "counts.csv");

  /** Statuses of a card that no longer lives; any other does. */
  private static final List<String> DEAD =
      List.of("LOST", "CANCELLED", "DECEASED", "挂失", "注销", "死亡", "停用", "作废");

  /** Without these nobody is found. */
  private static final List<String> NEEDED = List.of("card", "name");

  /**
   * What was read.
   *
   * @param truth a record that it does not name is nobody's, so that any link to it is wrong
   * @param persons that the truth names
   * @param nobodys how many records it does not name
   * @param unfound how many of its lines no record has
   * @param unused fields of ours for which no file has a header
   * @param errors of the record with that place, where the population tells what befell it
   * @param seconds in which the table took the rows in, the reading of files left out
   */
  record Filled(
      Truth truth,
      int persons,
      int nobodys,
      int unfound,
      Set<String> unused,
      Map<Integer, List<String>> errors,
      double seconds) {}

  /** Reads all files into a table. No more than a batch of rows is in memory. */
  Filled fill(Table table, Workers workers) throws IOException {
    Properties headers = headers();
    Set<String> present = present(headers);
    Map<String, Integer> persons = new HashMap<>();
    Map<String, Integer> byCard = truth(persons);
    Set<String> unfound = new HashSet<>(byCard.keySet());
    Map<String, List<String>> befell = errors();
    Map<Integer, List<String>> errors = new HashMap<>();
    int[] truth = new int[1024];
    List<String[]> batch = new ArrayList<>(BATCH);
    int count = 0;
    int nobodys = 0;
    double seconds = 0;
    for (Path file : files()) {
      String domain = domain(file);
      try (BufferedReader reader = reader(file);
          CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(reader)) {
        for (NamedCsvRecord record : records) {
          String[] row = row(record, headers, domain);
          if (count == truth.length) {
            truth = Arrays.copyOf(truth, count * 2);
          }
          String key = key(row[0], field(record, headers, "card"));
          if (befell.containsKey(key)) {
            errors.put(count, befell.get(key));
          }
          Integer person = byCard.get(key);
          truth[count++] = person == null ? persons.size() + nobodys++ : person;
          unfound.remove(key);
          batch.add(row);
          if (batch.size() == BATCH) {
            seconds += added(table, batch, workers);
          }
        }
      }
    }
    seconds += added(table, batch, workers);
    mustFit(nobodys, count, "records that " + TRUTH + " does not name");
    mustFit(unfound.size(), byCard.size(), "lines of " + TRUTH + " that no record has");
    Set<String> unused = new TreeSet<>(City.FIELDS);
    unused.removeAll(present);
    unused.remove("domain");
    return new Filled(
        new Truth(Arrays.copyOf(truth, count)),
        persons.size(),
        nobodys,
        unfound.size(),
        unused,
        errors,
        seconds);
  }

  private static void mustFit(int alone, int of, String what) {
    if (of == 0 || alone > MOST_ALONE * of) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%,d of %,d %s: the mapping of domain or card is wrong, or the truth is another's",
              alone,
              of,
              what));
    }
  }

  private Properties headers() throws IOException {
    Properties headers = new Properties();
    if (mapping != null) {
      try (var reader = Files.newBufferedReader(mapping)) {
        headers.load(reader);
      }
    }
    for (String field : headers.stringPropertyNames()) {
      if (!City.FIELDS.contains(field) && !field.equals(STATUS)) {
        throw new IllegalArgumentException(
            "the mapping names " + field + ", ours are " + City.FIELDS + " and " + STATUS);
      }
    }
    return headers;
  }

  /** The fields for which at least one file has a header. */
  private Set<String> present(Properties headers) throws IOException {
    List<Path> files = files();
    if (files.isEmpty()) {
      throw new IllegalArgumentException("no CSV of a domain in " + directory);
    }
    Set<String> present = new HashSet<>();
    for (Path file : files) {
      Set<String> has = header(file);
      Set<String> ours =
          Stream.concat(City.FIELDS.stream(), Stream.of(STATUS))
              .filter(field -> has.contains(headers.getProperty(field, field)))
              .collect(Collectors.toSet());
      if (!ours.containsAll(NEEDED)) {
        throw new IllegalArgumentException(
            file.getFileName() + " has " + has + ", and none of it is mapped to " + NEEDED);
      }
      present.addAll(ours);
    }
    for (String field : headers.stringPropertyNames()) {
      if (!present.contains(field)) {
        throw new IllegalArgumentException(
            "no file has the header " + headers.getProperty(field) + " that is mapped to " + field);
      }
    }
    return present;
  }

  private static Set<String> header(Path file) throws IOException {
    try (BufferedReader reader = reader(file);
        CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(reader)) {
      return records.stream()
          .findFirst()
          .<Set<String>>map(record -> new TreeSet<>(record.getHeader()))
          .orElse(Set.of());
    }
  }

  /** Bytes that are no UTF-8 are an error, and a mark of their order is none of the header. */
  private static BufferedReader reader(Path file) throws IOException {
    BufferedReader reader = Files.newBufferedReader(file);
    try {
      reader.mark(1);
      if (reader.read() != '\uFEFF') {
        reader.reset();
      }
      return reader;
    } catch (MalformedInputException other) {
      reader.close();
      throw new IllegalArgumentException(file.getFileName() + " is not UTF-8", other);
    }
  }

  private static String domain(Path file) {
    return file.getFileName().toString().replaceFirst("\\.csv$", "");
  }

  private static String key(String domain, String card) {
    return domain.strip() + "\n" + card.strip();
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
    try (BufferedReader reader = reader(directory.resolve(TRUTH));
        CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(reader)) {
      for (NamedCsvRecord record : records) {
        int next = persons.size();
        Integer known = persons.putIfAbsent(record.getField("person").strip(), next);
        byCard.put(
            key(record.getField("domain"), record.getField("card")), known == null ? next : known);
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
              key(record.getField("domain"), record.getField("card")),
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
    if (DEAD.contains(field(record, headers, STATUS))) {
      row[1] = "";
    }
    return row;
  }

  private static String field(NamedCsvRecord record, Properties headers, String field) {
    String value = record.findField(headers.getProperty(field, field)).orElse("");
    return value.strip();
  }
}
