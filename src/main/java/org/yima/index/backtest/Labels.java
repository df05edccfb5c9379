package org.yima.index.backtest;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yima.index.IndexProblem;
import org.yima.platform.Problem;

/**
 * A file of labelled pairs: CSV in UTF-8 with the header {@value #HEADER}, one pair a line, records
 * by their domain and number; {@code same} is {@code SAME} or {@code DIFFERENT}, or 1 or 0.
 */
final class Labels {
  /** What the first line says. */
  static final String HEADER = "domain,number,other_domain,other_number,same";

  /** More than one back-test weighs. */
  static final int MOST = 200_000;

  private static final int COLUMNS = 5;

  private Labels() {}

  /** A labelled pair of numbers; {@code line} is its place in the file, the header is 1. */
  record Line(
      long line,
      String domain,
      String number,
      String otherDomain,
      String otherNumber,
      boolean same) {
    /** Only its place: numbers are personal data and must not reach a log. */
    @Override
    public String toString() {
      return "Line[" + line + "]";
    }
  }

  /** Reads a file; refused with the place of the first line that is no labelled pair. */
  static List<Line> read(byte[] file) {
    List<Line> lines = new ArrayList<>();
    try {
      for (CsvRecord record : CsvReader.builder().ofCsvRecord(text(file))) {
        if (record.getStartingLineNumber() == 1) {
          if (!String.join(",", record.getFields()).strip().equals(HEADER)) {
            throw invalid(1);
          }
        } else {
          lines.add(line(record));
        }
        if (lines.size() > MOST) {
          throw invalid(record.getStartingLineNumber());
        }
      }
    } catch (CsvParseException malformed) {
      throw invalid(lines.size() + 2L);
    }
    if (lines.isEmpty()) {
      throw invalid(1);
    }
    return lines;
  }

  private static String text(byte[] file) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException notThisEncoding) {
      throw invalid(1);
    }
  }

  private static Line line(CsvRecord record) {
    List<String> fields = record.getFields();
    long at = record.getStartingLineNumber();
    if (fields.size() != COLUMNS || fields.stream().anyMatch(String::isBlank)) {
      throw invalid(at);
    }
    boolean same = same(fields.get(COLUMNS - 1)).orElseThrow(() -> invalid(at));
    return new Line(
        at,
        fields.get(0).strip(),
        fields.get(1).strip(),
        fields.get(2).strip(),
        fields.get(3).strip(),
        same);
  }

  private static Optional<Boolean> same(String text) {
    return switch (text.strip().toUpperCase(Locale.ROOT)) {
      case "SAME", "1", "TRUE" -> Optional.of(true);
      case "DIFFERENT", "0", "FALSE" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Problem invalid(long line) {
    return IndexProblem.BACKTEST_INVALID.problem().at("/" + line, "invalid");
  }
}
