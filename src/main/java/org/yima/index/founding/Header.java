package org.yima.index.founding;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the columns of an extract stand, and what domain it is of. */
final class Header {
  private final String domain;
  private final int width;
  private final Map<String, Integer> columns;

  private Header(String domain, int width, Map<String, Integer> columns) {
    this.domain = domain;
    this.width = width;
    this.columns = Map.copyOf(columns);
  }

  /**
   * The header of a file.
   *
   * @param names as they stand in its first line; none when it has no line
   * @throws IllegalStateException when it is no extract's
   */
  static Header of(String file, List<String> names) {
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).strip().toLowerCase(Locale.ROOT);
      if (columns.putIfAbsent(name, i) != null && !name.isEmpty()) {
        throw new IllegalStateException(file + ": two columns are called " + name);
      }
    }
    if (!columns.containsKey("card") || !columns.containsKey("name")) {
      throw new IllegalStateException(
          file
              + ": its first line names no columns card and name; a file that is no extract is"
              + " named in yima.index.founding.except");
    }
    return new Header(file.substring(0, file.length() - ".csv".length()), names.size(), columns);
  }

  /** Whether a row has as many fields as there are columns: no comma moved them. */
  boolean fits(CsvRecord row) {
    return row.getFieldCount() == width;
  }

  /** Empty where the column is missing. */
  String field(CsvRecord row, String column) {
    Integer at = columns.get(column);
    return at == null ? "" : row.getField(at).strip();
  }

  String domain(CsvRecord row) {
    String own = field(row, "domain");
    return own.isEmpty() ? domain : own;
  }
}
