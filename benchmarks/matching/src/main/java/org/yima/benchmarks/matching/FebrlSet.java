package org.yima.benchmarks.matching;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yima.index.matching.backtest.Truth;
import org.yima.index.matching.english.Febrl;

/**
 * One of the FEBRL sets.
 *
 * @param rows in the fields of {@link Febrl}
 * @param numbers the person's number of each row, as its {@code rec_id} has it
 */
record FebrlSet(String name, boolean twoFiles, List<String[]> rows, int[] numbers) {
  static FebrlSet read(Path directory, String name) throws IOException {
    boolean twoFiles = name.equals("4");
    List<String[]> rows = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (String file : twoFiles ? List.of("4a", "4b") : List.of(name)) {
      try (CsvReader<CsvRecord> records =
          CsvReader.builder().ofCsvRecord(directory.resolve("dataset" + file + ".csv"))) {
        for (CsvRecord record : records) {
          if (!record.getField(0).startsWith("rec-")) {
            continue;
          }
          String[] row = new String[Febrl.FIELDS.size()];
          row[0] = file;
          for (int i = 1; i < row.length; i++) {
            row[i] = record.getField(i).strip();
          }
          numbers.add(Integer.parseInt(record.getField(0).split("-", -1)[1]));
          rows.add(row);
        }
      }
    }
    int[] all = numbers.stream().mapToInt(Integer::intValue).toArray();
    return new FebrlSet(name, twoFiles, List.copyOf(rows), all);
  }

  Truth truth() {
    return new Truth(Arrays.copyOf(numbers, numbers.length));
  }
}
