package org.yima.index.founding;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the columns of an extract stand, and what domain it is of. */
final class Header {
  /** Of an empty file. */
  static final Header NONE = new Header("", Map.of());

  private final String domain;
  private final Map<String, Integer> columns;

  private Header(String domain, Map<String, Integer> columns) {
    this.domain = domain;
    this.columns = Map.copyOf(columns);
  }

  static Header of(String file, List<String> names) {
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      columns.putIfAbsent(names.get(i).strip().toLowerCase(Locale.ROOT), i);
    }
    return new Header(file.substring(0, file.length() - ".csv".length()), columns);
  }

  boolean isOfAnExtract() {
    return columns.containsKey("card") && columns.containsKey("name");
  }

  /** Empty where the column or the field is missing. */
  String field(CsvRecord row, String column) {
    Integer at = columns.get(column);
    return at == null || at >= row.getFieldCount() ? "" : row.getField(at).strip();
  }

  String domain(CsvRecord row) {
    String own = field(row, "domain");
    return own.isEmpty() ? domain : own;
  }
}
