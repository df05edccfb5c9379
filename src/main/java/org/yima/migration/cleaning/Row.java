package org.yima.migration.cleaning;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A row of a file: its values by field, or why it does not read as a row.
 *
 * @param line the line it starts on; the header is line 1
 */
public record Row(String file, long line, Map<Field, String> values, Optional<Reason> broken) {
  public Row {
    values = Map.copyOf(values);
  }

  public static Row of(String file, long line, Map<Field, String> values) {
    return new Row(file, line, values, Optional.empty());
  }

  public static Row broken(String file, long line, Reason reason) {
    return new Row(file, line, Map.of(), Optional.of(reason));
  }

  /** The row with some values put right. */
  public Row with(Map<Field, String> repairs) {
    Map<Field, String> repaired = new EnumMap<>(Field.class);
    repaired.putAll(values);
    repaired.putAll(repairs);
    return of(file, line, repaired);
  }

  /** The value as the file has it; empty when it has none. */
  public String get(Field field) {
    return values.getOrDefault(field, "");
  }

  /** Only where it stands: its values are personal data and must not reach a log. */
  @Override
  public String toString() {
    return "Row[" + file + ':' + line + "]";
  }
}
