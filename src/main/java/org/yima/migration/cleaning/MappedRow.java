package org.yima.migration.cleaning;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.yima.index.ExtractCell;
import org.yima.index.ExtractRow;

/** A row of a file as its mapping has it. */
record MappedRow(Row row, Mapping mapping) implements ExtractRow {
  /** Both have the same names. */
  private static final Map<ExtractCell, Field> FIELDS = new EnumMap<>(ExtractCell.class);

  static {
    for (ExtractCell cell : ExtractCell.values()) {
      FIELDS.put(cell, Field.valueOf(cell.name()));
    }
  }

  private static Field field(ExtractCell cell) {
    return Objects.requireNonNull(FIELDS.get(cell));
  }

  @Override
  public String get(ExtractCell cell) {
    return row.get(field(cell));
  }

  @Override
  public boolean has(ExtractCell cell) {
    return mapping.header(field(cell)).isPresent();
  }

  @Override
  public String meaning(ExtractCell cell, String word) {
    return mapping.meaning(field(cell), word);
  }

  /** Only where it stands: its values are personal data and must not reach a log. */
  @Override
  public String toString() {
    return row.toString();
  }
}
