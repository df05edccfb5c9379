package org.yima.migration.extract;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.migration.cleaning.Field;
import org.yima.migration.cleaning.Mapping;
import org.yima.migration.cleaning.Reason;
import org.yima.migration.cleaning.Row;

/** Decodes and parses single rows of a file, so that a spoiled one spoils no other. */
public final class RowReader {
  private static final Charset GB18030 = Charset.forName("GB18030");

  private final Charset charset;

  public RowReader(String encoding) {
    // GBK is a part of GB18030, and files that call themselves GBK hold characters beyond it.
    this.charset = encoding.equals("UTF-8") ? StandardCharsets.UTF_8 : GB18030;
  }

  /** UTF-8 when the bytes, cut at a row, are that; else GB18030. */
  public static String recognise(List<Line> lines) {
    RowReader utf8 = new RowReader("UTF-8");
    long bad = lines.stream().filter(l -> l.terminated() && utf8.decode(l).isEmpty()).count();
    return bad * 10 > lines.size() ? "GB18030" : "UTF-8";
  }

  /** The header; {@code missing} gets the mapped columns that it lacks. */
  public Header header(Line line, Mapping mapping, List<Header.Missing> missing) {
    List<String> columns = decode(line).flatMap(RowReader::parse).orElse(List.of());
    return Header.read(columns, mapping, missing);
  }

  /** The row, or a broken one with its reason. */
  public Row read(String file, Line line, Header header) {
    Optional<String> text = decode(line);
    Optional<List<String>> columns = text.flatMap(RowReader::parse);
    boolean isWhole = columns.filter(c -> c.size() == header.width()).isPresent();
    if (isWhole && !line.unclosed()) {
      return Row.of(file, line.number(), values(columns.get(), header));
    }
    return Row.broken(file, line.number(), reason(line, text, columns, header));
  }

  private static Reason reason(
      Line line, Optional<String> text, Optional<List<String>> columns, Header header) {
    boolean tooFew = columns.map(c -> c.size() < header.width()).orElse(true);
    if (!line.terminated() && tooFew) {
      return Reason.HALF_WRITTEN;
    }
    if (line.unclosed()) {
      return Reason.UNCLOSED_QUOTE;
    }
    return text.isEmpty() ? Reason.UNREADABLE_BYTES : Reason.SHIFTED_COLUMNS;
  }

  private static Map<Field, String> values(List<String> columns, Header header) {
    Map<Field, String> values = new EnumMap<>(Field.class);
    header.places().forEach((field, place) -> values.put(field, columns.get(place)));
    return values;
  }

  private Optional<String> decode(Line line) {
    try {
      return Optional.of(
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(line.bytes()))
              .toString());
    } catch (CharacterCodingException notThisEncoding) {
      return Optional.empty();
    }
  }

  private static Optional<List<String>> parse(String text) {
    List<List<String>> records = new ArrayList<>();
    try {
      CsvReader.builder()
          .ofCsvRecord(text)
          .forEach((CsvRecord record) -> records.add(record.getFields()));
    } catch (CsvParseException notCsv) {
      return Optional.empty();
    }
    return records.size() == 1 ? Optional.of(records.get(0)) : Optional.empty();
  }
}
