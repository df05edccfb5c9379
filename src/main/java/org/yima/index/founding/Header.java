package org.yima.index.founding;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.yima.index.CardCleaner;
import org.yima.index.ExtractCell;

/** Where the columns of an extract stand, what domain it is of, and how long its numbers are. */
final class Header {
  private static final int NONE = -1;

  private final String domain;
  private final int width;
  private final int domainAt;

  private final Map<ExtractCell, Integer> places;

  private final Lengths lengths;

  private Header(
      String domain, int width, int domainAt, Map<ExtractCell, Integer> places, Lengths lengths) {
    this.domain = domain;
    this.width = width;
    this.domainAt = domainAt;
    this.places = places;
    this.lengths = lengths;
  }

  /** How long nearly all card and patient numbers are; 0 where they have no one length. */
  record Lengths(int card, int patient) {}

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
    return new Header(
        file.substring(0, file.length() - ".csv".length()),
        names.size(),
        columns.getOrDefault("domain", NONE),
        places(columns),
        new Lengths(0, 0));
  }

  private static Map<ExtractCell, Integer> places(Map<String, Integer> columns) {
    Map<ExtractCell, Integer> places = new EnumMap<>(ExtractCell.class);
    for (ExtractCell cell : ExtractCell.values()) {
      Integer at = columns.get(column(cell));
      if (at != null) {
        places.put(cell, at);
      }
    }
    return places;
  }

  private static String column(ExtractCell cell) {
    return switch (cell) {
      case CARD_NUMBER -> "card";
      case PATIENT_ID -> "patient";
      case OTHER_PHONE -> "phone2";
      case GUARDIAN_DOCUMENT_NUMBER -> "guardian_document";
      default -> cell.name().toLowerCase(Locale.ROOT);
    };
  }

  /**
   * The same header, with the lengths that nearly all numbers of these rows have. A file of several
   * hospitals teaches none: the numbers of a small one are shorter, and have lost no zeros.
   */
  Header learning(Iterable<CsvRecord> rows) {
    if (domainAt != NONE) {
      return this;
    }
    return new Header(
        domain,
        width,
        domainAt,
        places,
        new Lengths(common(rows, ExtractCell.CARD_NUMBER), common(rows, ExtractCell.PATIENT_ID)));
  }

  private int common(Iterable<CsvRecord> rows, ExtractCell cell) {
    Map<Integer, Long> counts = new TreeMap<>();
    for (CsvRecord row : rows) {
      String number = fits(row) ? cell(row, cell).strip() : "";
      if (!number.isEmpty()) {
        counts.merge(number.length(), 1L, Long::sum);
      }
    }
    return CardCleaner.commonLength(counts);
  }

  /** Whether a row has as many fields as there are columns: no comma moved them. */
  boolean fits(CsvRecord row) {
    return row.getFieldCount() == width;
  }

  boolean has(ExtractCell cell) {
    return places.containsKey(cell);
  }

  /** As the file has it; empty where the column is missing. */
  String cell(CsvRecord row, ExtractCell cell) {
    Integer at = places.get(cell);
    return at == null ? "" : row.getField(at);
  }

  String domain(CsvRecord row) {
    String own = domainAt == NONE ? "" : row.getField(domainAt).strip();
    return own.isEmpty() ? domain : own;
  }

  Lengths lengths() {
    return lengths;
  }
}
